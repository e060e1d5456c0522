using Microsoft.Extensions.Logging;
using OpenClaw.Agent;
using OpenClaw.Config;
using OpenClaw.Control.Transport;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Models;
using OpenClaw.Pipeline;
using OpenClaw.Policy;
using OpenClaw.Routing;
using OpenClaw.Scheduling;
using OpenClaw.Storage;

namespace OpenClaw.Hosting;

/// <summary>A gateway that was put together: what starts, reloads and ends as a whole. It holds the parts and decides nothing. On the loop.</summary>
internal sealed class Gateway
{
    public required EventLoop Loop { get; init; }
    public required Store Store { get; init; }
    public required EventHub Events { get; init; }
    public required Intake Intake { get; init; }
    public required LaneTable Lanes { get; init; }
    public required Recovery Recovery { get; init; }
    public required CronDesk Cron { get; init; }
    public required ReminderDesk Reminders { get; init; }
    public required Reloader Reloader { get; init; }
    public required ControlServer Control { get; init; }
    public required Current<GatewayConfig> Config { get; init; }
    public required Current<PolicySet> Policies { get; init; }
    public required Current<ModelTable> Models { get; init; }
    public required IAsyncDisposable Commands { get; init; }
    public required ILogger Log { get; init; }

    /// <summary>Goes on where the last process stopped, then opens the door.</summary>
    public async Task StartAsync(IControlListener? listener)
    {
        Loop.VerifyAccess();
        // Before turns go on: whatever ends from here on is heard.
        await Cron.LoadAsync();
        await Reminders.LoadAsync();
        await Recovery.RunAsync();
        await Cron.StartAsync();
        await Reminders.StartAsync();
        if (listener is not null) Control.Start(listener);
    }

    /// <summary>
    /// Three phases: nothing new comes in; what runs ends or, at the deadline, stays on disk where it is; then all is closed. Commands that still run are
    /// killed with their whole trees.
    /// </summary>
    public async Task StopAsync(TimeSpan patience)
    {
        Loop.VerifyAccess();
        Events.Publish(new GatewayEvent.Stopping());
        Control.StopListening();
        Cron.Stop();
        Reminders.Stop();
        using var deadline = new CancellationTokenSource(patience, Loop.Time);
        await Lanes.DrainAsync(deadline.Token);
        await Commands.DisposeAsync();
        await Control.StopAsync();
        Models.Value.Dispose();
        await Store.DisposeAsync();
    }
}

using OpenClaw.Agent;
using OpenClaw.Agent.Housekeeping;
using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Timekeeping;
using OpenClaw.Models;
using OpenClaw.Policy.Calls;
using OpenClaw.Scheduling;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Web;

namespace OpenClaw.Hosting;

/// <summary>A gateway that was put together: what starts, reloads and ends as a whole. It holds the parts and decides nothing. On the
/// loop.</summary>
internal sealed class Gateway
{
    // A command that is ended has a grace of seconds, and then its turn writes what became of it.
    private static readonly TimeSpan s_leave = TimeSpan.FromSeconds(20);

    public required EventLoop Loop { get; init; }
    public required Store Store { get; init; }
    public required EventHub Events { get; init; }
    public required Intake Intake { get; init; }
    public required LaneTable Lanes { get; init; }
    public required ITurnRunner Turns { get; init; }
    public required ClockKeeper Clock { get; init; }
    public required Recovery Recovery { get; init; }

    /// <summary>Null at any start but the first on a replica.</summary>
    public Takeover? Takeover { get; init; }

    public required string StateDirectory { get; init; }
    public required ChannelTable Channels { get; init; }
    public required OutboxSender Sender { get; init; }
    public required ShownApprovals ShownApprovals { get; init; }
    public required ApprovalService Approvals { get; init; }

    public required CronService Cron { get; init; }
    public required Housekeeper Housekeeper { get; init; }
    public required ReminderService Reminders { get; init; }
    public required Reloader Reloader { get; init; }
    public required ControlServer Control { get; init; }
    public required WebServer Web { get; init; }
    public required Current<GatewayConfig> Config { get; init; }
    public required Current<PolicySet> Policies { get; init; }
    public required Current<ModelTable> Models { get; init; }
    public required IAsyncDisposable Commands { get; init; }
    public required ILogger Log { get; init; }

    /// <summary>Goes on where the last process stopped, then opens the door.</summary>
    public async Task StartAsync(IControlListener? listener)
    {
        Loop.VerifyAccess();
        // First: the row that the clock may write hides from it how old the newest was.
        await Housekeeper.StartAsync();
        await Clock.StartAsync();
        if (Takeover is not null)
        {
            await Takeover.RunAsync();
        }
        // Before turns go on: whatever ends from here on is heard.
        await Cron.LoadAsync();
        await Reminders.LoadAsync();
        Lanes.Start(Turns);
        await Recovery.RunAsync(Config.Value.Sha256, Takeover is not null);
        if (Takeover is not null)
        {
            await Takeover.EndAsync(StateDirectory, Store);
        }
        HostingLog.AuditNoted(Log, AuditNote.Of(Store.AuditHead));
        Sender.Start();
        ShownApprovals.Refresh();
        await Cron.StartAsync();
        await Reminders.StartAsync();
        Channels.Start(Intake);
        if (listener is not null)
        {
            Control.Start(listener);
        }
        Web.Apply(Config.Value);
    }

    /// <summary>
    /// Three phases: nothing new comes in; what runs ends or, at the deadline, is cut off and stays on disk where it is, its command ended;
    /// then all is closed. Commands in the background are killed with their whole trees.
    /// </summary>
    public async Task StopAsync(TimeSpan patience, string reason = "stopped")
    {
        Loop.VerifyAccess();
        Events.Publish(new GatewayEvent.Stopping());
        Control.StopListening();
        Web.StopListening();
        await Channels.StopListeningAsync();
        Clock.Stop();
        Cron.Stop();
        Housekeeper.Stop();
        Reminders.Stop();
        using var deadline = new CancellationTokenSource(patience, Loop.Time);
        await Lanes.DrainAsync(deadline.Token);
        using var leaving = new CancellationTokenSource(s_leave, Loop.Time);
        await Lanes.LetGoAsync(leaving.Token);
        await Sender.StopAsync(deadline.Token);
        await Channels.DisposeAsync();
        await Commands.DisposeAsync();
        await Control.StopAsync();
        await Web.StopAsync();
        Models.Value.Dispose();
        await SayGoodbyeAsync(reason);
        await Store.DisposeAsync();
    }

    /// <summary>The last row of the audit, and where it ends, in the log.</summary>
    private async Task SayGoodbyeAsync(string reason)
    {
        try
        {
            await Store.CommitAsync(Clock.Noted(new Batch()).Audit(AuditKinds.Stop, null, null, ("reason", reason)));
        }
        catch (StorageException e)
        {
            // A disk that refuses must not keep the process from its end.
            HostingLog.AuditFailed(Log, AuditKinds.Stop, e.Message);
        }

        HostingLog.AuditNoted(Log, AuditNote.Of(Store.AuditHead));
    }
}

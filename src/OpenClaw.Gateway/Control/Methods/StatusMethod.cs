using System.Text.Json;
using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Exec;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Scheduling;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Control.Methods;

/// <summary><c>status</c>: the whole gateway at a glance.</summary>
internal sealed class StatusMethod(
    GatewayFacts facts,
    EventLoop loop,
    Store store,
    LaneTable lanes,
    ApprovalDesk desk,
    OutboxDesk outbox,
    CronDesk cron,
    ReminderDesk reminders,
    RunningCommands commands,
    Current<GatewayConfig> config,
    Current<ModelTable> models
) : ControlMethod<NoParams, StatusResult>(ControlCalls.Status)
{
    protected override void Write(Utf8JsonWriter writer, StatusResult result) => StatusWriter.Write(writer, result);

    protected override Task<StatusResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct) => LookAsync();

    public async Task<StatusResult> LookAsync()
    {
        var now = loop.Time.GetUtcNow();
        var uptime = loop.Time.GetElapsedTime(facts.StartedAt);
        // Beside each other: somebody sits in front of it.
        var (rows, undelivered, remembered) = (
            store.ReadAsync(connection =>
                (
                    connection.Query("select count(*) from sessions", static row => row.GetInt32(0))[0],
                    connection.Query("select count(*) from effects where state = 'unknown'", static row => row.GetInt32(0))[0],
                    DiskRoom.Shortage(facts.StateDirectory)
                )
            ),
            outbox.CountAsync(),
            reminders.CountAsync()
        );
        await Task.WhenAll(rows, undelivered, remembered);
        var spent = await facts.Spending();
        var ((sessions, unknown, tight), counts, waiting) = (await rows, await undelivered, await remembered);
        var current = config.Value;
        var all = lanes.Lanes.ToList();
        return new StatusResult
        {
            Version = facts.Version,
            Pid = Environment.ProcessId,
            StartedAt = now - uptime,
            UptimeSeconds = Math.Round(uptime.TotalSeconds, 1),
            ConfigFile = current.Files.IsEmpty ? null : current.Files[0],
            ConfigLoadedAt = facts.ConfigLoadedAt(),
            StateDir = facts.StateDirectory,
            Socket = facts.Socket,
            Workspace = current.Agent.Workspace,
            Memory = new MemoryStatus(Environment.WorkingSet, GC.GetTotalMemory(forceFullCollection: false)),
            Loop = new LoopStatus
            {
                Backlog = loop.Backlog,
                SlowCallbacks = loop.SlowCallbacks,
                Tasks = [.. loop.Tracked],
            },
            Models = ModelShapes.All(models.Value.Status(), current, spent),
            Chains = ModelShapes.Chains(current),
            Channels =
            [
                new ChannelInfo("local", "listening"),
                .. facts.Web() is { } web ? [web] : Enumerable.Empty<ChannelInfo>(),
                .. outbox.Channels(counts).Select(channel => Of(channel, facts.ChannelTrouble(channel.Channel))),
            ],
            Sessions = new SessionCounts
            {
                Total = sessions,
                Running = all.Count(static l => l.Running is not null),
                Asking = all.Count(static l => l.Asleep is { Approval: not null }),
                Waiting = all.Count(static l => l.Asleep is { Approval: null }),
                Queued = all.Sum(static l => l.Waiting.Count),
            },
            ApprovalsPending = desk.PendingCount,
            Cron = CronShapes.Status([.. cron.Jobs], waiting),
            Background = [.. commands.Background.Select(static c => new BackgroundCommand(c.Session.Value, c.Id, c.Line))],
            EffectsUnknown = unknown,
            Outbox = new OutboxStatus
            {
                Pending = counts.Pending,
                Unknown = counts.Unknown,
                Failed = counts.Failed,
                Expired = counts.Expired,
            },
            Clock = facts.Clock(),
            Spending = spent,
            Audit = new AuditStatus(store.AuditHead.Count, store.AuditHead.HashText),
            Warnings =
            [
                .. facts.Warnings(),
                .. store.Fault is { } fault ? [fault.Message] : (string[])[],
                .. tight is null ? (string[])[] : [tight],
            ],
        };
    }

    /// <param name="deaf">Why it hears nothing.</param>
    internal static ChannelInfo Of(OutboundState channel, (string Reason, bool IsStopped)? deaf) =>
        (channel, deaf) switch
        {
            ({ IsConfigured: false }, _) => new ChannelInfo(channel.Channel, "absent"),
            ({ Reason: null }, null) => new ChannelInfo(channel.Channel, "ok"),
            (_, null) => new ChannelInfo(channel.Channel, "waiting", channel.Reason, channel.Until),
            // First why it is deaf: that nothing can be sent, somebody notices by himself.
            (_, var (reason, isStopped)) => new ChannelInfo(
                channel.Channel,
                isStopped ? "stopped" : "waiting",
                channel.Reason is { } mute && mute != reason ? $"{reason}; and nothing is sent: {mute}" : reason
            ),
        };
}

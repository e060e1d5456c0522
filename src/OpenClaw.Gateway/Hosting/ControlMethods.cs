using OpenClaw.Agent;
using OpenClaw.Approvals;
using OpenClaw.Channels;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Api;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Models;
using OpenClaw.Policy.Calls;
using OpenClaw.Scheduling;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Hosting;

/// <summary>What the methods of the control API are made from.</summary>
internal sealed record ControlParts
{
    public required GatewayFacts Facts { get; init; }
    public required EventLoop Loop { get; init; }
    public required Store Store { get; init; }
    public required LogHub? Logs { get; init; }
    public required ILogger Log { get; init; }
    public required Reloader Reloader { get; init; }
    public required Intake Intake { get; init; }
    public required EventHub Events { get; init; }
    public required LaneTable Lanes { get; init; }
    public required InboxStore Inbox { get; init; }
    public required TurnStore Turns { get; init; }
    public required SessionStore Sessions { get; init; }
    public required SessionService SessionService { get; init; }
    public required ApprovalService Approvals { get; init; }
    public required OutboxService Outbox { get; init; }
    public required CronService Cron { get; init; }
    public required CronStore CronRows { get; init; }
    public required ReminderService Reminders { get; init; }
    public required ToolTable Tools { get; init; }
    public required StandingCalls StandingCalls { get; init; }
    public required Current<GatewayConfig> Config { get; init; }
    public required Current<PolicySet> Policies { get; init; }
    public required Current<ModelTable> Models { get; init; }
    public required ChannelTable Channels { get; init; }
    public required PeerRights Rights { get; init; }
    public required Subscriptions Subscriptions { get; init; }
    public required Func<ControlPeer, SentFile, RemoteFile?> Uploaded { get; init; }
}

/// <summary>Makes the groups of methods of the control API.</summary>
internal static class ControlMethods
{
    public static ControlGroups Create(ControlParts parts)
    {
        var (time, rights) = (parts.Loop.Time, parts.Rights);
        var known = new KnownMessages(parts.Inbox, parts.Turns, parts.Sessions, parts.Approvals);
        var waits = new TurnWaits(parts.Events, parts.Approvals);
        var cron = new CronApi(parts.Cron, parts.CronRows, parts.Reminders, waits, parts.Config, rights, time);
        var models = new ModelsApi(parts.Models, parts.Config, parts.Facts.Spending, rights, time);
        return new ControlGroups
        {
            Status = new StatusApi(parts.Facts, parts.Loop, parts.Store, parts.Lanes, parts.Approvals, parts.Outbox, cron, models),
            Send = new SendApi(parts.Loop, parts.Intake, known, waits, rights, parts.Uploaded),
            Events = new EventsApi(parts.Subscriptions, rights),
            Sessions = new SessionsApi(parts.Sessions, parts.Lanes, parts.SessionService, parts.Config, rights),
            Approvals = new ApprovalsApi(parts.Approvals, rights, parts.StandingCalls.SuggestRuleAsync),
            Outbox = new OutboxApi(parts.Outbox, rights),
            Cron = cron,
            Models = models,
            Operation = new OperationApi(
                () => ReloadAsync(parts.Reloader),
                async ct => [.. (await parts.Channels.CheckAsync(ct)).Select(FindingOf)],
                parts.Logs,
                parts.Config,
                rights
            ),
            Audit = new AuditApi(parts.Store, parts.Logs, parts.Config, rights),
            Backup = new BackupApi(parts.Loop, parts.Store, new BackupRows(parts.Store, parts.Log), rights),
            Explain = new ExplainApi(parts.Tools, parts.Config, parts.Policies, time),
        };
    }

    private static async Task<ReloadResult> ReloadAsync(Reloader reloader)
    {
        var outcome = await reloader.ReloadAsync();
        return new ReloadResult
        {
            Reloaded = outcome.Reloaded,
            Changes = outcome.Changes,
            Diagnostics = [.. outcome.Diagnostics.Select(static d => new ConfigResult(null, [d], null).DiagnosticsText().TrimEnd())],
        };
    }

    private static ChannelFinding FindingOf((string Channel, ChannelCheck Check) found) =>
        new(found.Channel, found.Check.IsGood, found.Check.Detail);
}

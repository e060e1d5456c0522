using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Methods;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Exec;
using OpenClaw.Foundation.Logging;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;
using OpenClaw.Messages;
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
    public required StatusMethod Status { get; init; }
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
    public required SessionDesk SessionDesk { get; init; }
    public required ApprovalDesk Approvals { get; init; }
    public required OutboxDesk Outbox { get; init; }
    public required CronDesk Cron { get; init; }
    public required CronStore CronRows { get; init; }
    public required ReminderDesk Reminders { get; init; }
    public required RunningCommands Commands { get; init; }
    public required ToolTable Tools { get; init; }
    public required RuleSuggester Suggester { get; init; }
    public required Current<GatewayConfig> Config { get; init; }
    public required Current<PolicySet> Policies { get; init; }
    public required Current<ModelTable> Models { get; init; }
    public required ChannelTable Channels { get; init; }
    public required PeerRights Rights { get; init; }
    public required Subscriptions Subscriptions { get; init; }
    public required Func<ControlPeer, SentFile, RemoteFile?> Uploaded { get; init; }
}

/// <summary>The control API, a line a method.</summary>
internal static class ControlMethods
{
    public static MethodTable Create(ControlParts parts)
    {
        var time = parts.Loop.Time;
        var (rights, subscriptions) = (parts.Rights, parts.Subscriptions);
        var backupRows = new BackupRows(parts.Store, parts.Log);
        var backups = new OpenBackups(parts.Loop, parts.Store, backupRows);
        return new MethodTable(
            parts.Status,
            new SendMethod(
                parts.Loop,
                parts.Intake,
                new KnownMessages(parts.Inbox, parts.Turns, parts.Sessions, parts.Approvals),
                parts.Events,
                parts.Approvals,
                rights,
                parts.Uploaded
            ),
            new EventsSubscribeMethod(subscriptions, rights),
            new EventsUnsubscribeMethod(subscriptions),
            new SessionsListMethod(parts.Sessions, parts.Lanes, parts.Config, rights),
            new SessionsShowMethod(parts.Sessions, parts.Lanes, parts.Config, rights),
            new SessionsResetMethod(parts.SessionDesk, parts.Sessions, parts.Lanes, rights),
            new SessionModelMethod(parts.SessionDesk, parts.Config),
            new TurnStopMethod(parts.Lanes, rights),
            new ApprovalsListMethod(parts.Approvals, rights),
            new ApproveMethod(parts.Approvals, parts.Suggester.SuggestAsync),
            new DenyMethod(parts.Approvals),
            new OutboxListMethod(parts.Outbox, rights),
            new OutboxShowMethod(parts.Outbox, rights),
            new OutboxResendMethod(parts.Outbox, rights),
            new OutboxDropMethod(parts.Outbox, rights),
            new CronListMethod(parts.Cron, parts.CronRows, parts.Reminders, parts.Config, rights),
            new CronNextMethod(parts.Config, rights, time),
            new CronRunMethod(parts.Cron, parts.Lanes, parts.Events, parts.Approvals, parts.Config, rights),
            new CronHistoryMethod(parts.CronRows, parts.Config, rights),
            new ReloadMethod(() => ReloadAsync(parts.Reloader), rights),
            new ModelsListMethod(parts.Facts, parts.Models, parts.Config),
            new ModelsProbeMethod(parts.Models, rights, time),
            new ModelsPullMethod(parts.Models, rights),
            new ChannelsProbeMethod(
                async ct =>
                    [
                        .. (await parts.Channels.CheckAsync(ct)).Select(static found => new ChannelFinding(
                            found.Channel,
                            found.Check.IsGood,
                            found.Check.Detail
                        )),
                    ],
                rights
            ),
            new LogsTailMethod(parts.Logs, parts.Config, rights),
            new AuditListMethod(parts.Store, parts.Config, rights),
            new AuditVerifyMethod(parts.Store, parts.Logs, rights),
            new BackupMethod(parts.Store, backupRows, rights),
            new BackupOpenMethod(backups, rights),
            new BackupReadMethod(backups, rights),
            new ExplainMethod(parts.Tools, parts.Config, parts.Policies, time)
        );
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
}

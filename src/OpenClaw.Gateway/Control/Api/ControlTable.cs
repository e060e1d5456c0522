using System.Text.Json.Serialization;
using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Api;

/// <summary>The groups of methods, made in <c>Hosting</c>.</summary>
internal sealed record ControlGroups
{
    public required StatusApi Status { get; init; }
    public required SendApi Send { get; init; }
    public required EventsApi Events { get; init; }
    public required SessionsApi Sessions { get; init; }
    public required ApprovalsApi Approvals { get; init; }
    public required OutboxApi Outbox { get; init; }
    public required CronApi Cron { get; init; }
    public required ModelsApi Models { get; init; }
    public required OperationApi Operation { get; init; }
    public required AuditApi Audit { get; init; }
    public required BackupApi Backup { get; init; }
    public required ExplainApi Explain { get; init; }
}

/// <summary>The control API, a line a method. A new method is written in the file of its group with its records, and gets its line here;
/// the records get theirs in <see cref="ControlJson"/>.</summary>
internal static class ControlTable
{
    public static MethodTable Of(ControlGroups groups) =>
        new(
            StatusApi.Status.By(groups.Status.StatusAsync),
            SendApi.Send.By(groups.Send.SendAsync),
            EventsApi.Subscribe.By(groups.Events.SubscribeAsync),
            EventsApi.Unsubscribe.By(groups.Events.UnsubscribeAsync),
            SessionsApi.List.By(groups.Sessions.ListAsync),
            SessionsApi.Show.By(groups.Sessions.ShowAsync),
            SessionsApi.Reset.By(groups.Sessions.ResetAsync),
            SessionsApi.Model.By(groups.Sessions.ModelAsync),
            SessionsApi.StopTurn.By(groups.Sessions.StopTurnAsync),
            ApprovalsApi.List.By(groups.Approvals.ListAsync),
            ApprovalsApi.Approve.By(groups.Approvals.ApproveAsync),
            ApprovalsApi.Deny.By(groups.Approvals.DenyAsync),
            OutboxApi.List.By(groups.Outbox.ListAsync),
            OutboxApi.Show.By(groups.Outbox.ShowAsync),
            OutboxApi.Resend.By(groups.Outbox.ResendAsync),
            OutboxApi.Drop.By(groups.Outbox.DropAsync),
            CronApi.List.By(groups.Cron.ListAsync),
            CronApi.Next.By(groups.Cron.NextAsync),
            CronApi.Run.By(groups.Cron.RunAsync),
            CronApi.History.By(groups.Cron.HistoryAsync),
            ModelsApi.List.By(groups.Models.ListAsync),
            ModelsApi.Probe.By(groups.Models.ProbeAsync),
            ModelsApi.Pull.By(groups.Models.PullAsync),
            OperationApi.Reload.By(groups.Operation.ReloadAsync),
            OperationApi.ChannelsProbe.By(groups.Operation.ChannelsProbeAsync),
            OperationApi.LogsTail.By(groups.Operation.LogsTailAsync),
            AuditApi.List.By(groups.Audit.ListAsync),
            AuditApi.Verify.By(groups.Audit.VerifyAsync),
            BackupApi.Backup.By(groups.Backup.BackupAsync),
            BackupApi.Open.By(groups.Backup.OpenAsync),
            BackupApi.Read.By(groups.Backup.ReadAsync),
            ExplainApi.Explain.By(groups.Explain.ExplainAsync)
        );
}

/// <summary>Reads and writes the records of the control API without reflection. One context for all groups: with one for each, what several
/// of them share was made once for each, 68 kB of the executable.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(NoParams))]
[JsonSerializable(typeof(NoResult))]
[JsonSerializable(typeof(ApprovalsListParams))]
[JsonSerializable(typeof(ApprovalsListResult))]
[JsonSerializable(typeof(ApproveParams))]
[JsonSerializable(typeof(ApproveResult))]
[JsonSerializable(typeof(DenyParams))]
[JsonSerializable(typeof(DenyResult))]
[JsonSerializable(typeof(AuditListParams))]
[JsonSerializable(typeof(AuditListResult))]
[JsonSerializable(typeof(AuditVerifyParams))]
[JsonSerializable(typeof(AuditVerifyResult))]
[JsonSerializable(typeof(BackupParams))]
[JsonSerializable(typeof(BackupResult))]
[JsonSerializable(typeof(BackupOpenResult))]
[JsonSerializable(typeof(BackupReadParams))]
[JsonSerializable(typeof(BackupReadResult))]
[JsonSerializable(typeof(CronListResult))]
[JsonSerializable(typeof(CronNextParams))]
[JsonSerializable(typeof(CronNextResult))]
[JsonSerializable(typeof(CronRunParams))]
[JsonSerializable(typeof(CronRunResult))]
[JsonSerializable(typeof(CronHistoryParams))]
[JsonSerializable(typeof(CronHistoryResult))]
[JsonSerializable(typeof(SubscribeParams))]
[JsonSerializable(typeof(SubscribeResult))]
[JsonSerializable(typeof(UnsubscribeParams))]
[JsonSerializable(typeof(ControlEvent))]
[JsonSerializable(typeof(ExplainParams))]
[JsonSerializable(typeof(ExplainResult))]
[JsonSerializable(typeof(ExecArguments))]
[JsonSerializable(typeof(ModelsListResult))]
[JsonSerializable(typeof(ModelsProbeParams))]
[JsonSerializable(typeof(ModelsProbeResult))]
[JsonSerializable(typeof(ModelsPullParams))]
[JsonSerializable(typeof(ModelsPullResult))]
[JsonSerializable(typeof(PullProgress))]
[JsonSerializable(typeof(ReloadResult))]
[JsonSerializable(typeof(ChannelsProbeResult))]
[JsonSerializable(typeof(LogsTailParams))]
[JsonSerializable(typeof(LogsTailResult))]
[JsonSerializable(typeof(LogLine))]
[JsonSerializable(typeof(OutboxListParams))]
[JsonSerializable(typeof(OutboxListResult))]
[JsonSerializable(typeof(OutboxParams))]
[JsonSerializable(typeof(OutboxResult))]
[JsonSerializable(typeof(SendParams))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(SendDelay))]
[JsonSerializable(typeof(SessionParams))]
[JsonSerializable(typeof(SessionsListResult))]
[JsonSerializable(typeof(SessionsShowParams))]
[JsonSerializable(typeof(SessionsShowResult))]
[JsonSerializable(typeof(SessionsResetResult))]
[JsonSerializable(typeof(SessionModelParams))]
[JsonSerializable(typeof(SessionModelResult))]
[JsonSerializable(typeof(TurnStopResult))]
[JsonSerializable(typeof(StatusResult))]
[JsonSerializable(typeof(ApprovalInfo))]
internal sealed partial class ControlJson : JsonSerializerContext
{
    public static ControlJson Wire { get; } = new(WireJson.NewOptions());

    /// <summary>The same for a call, which asks for it when it is made.</summary>
    public static JsonSerializerContext Get() => Wire;
}

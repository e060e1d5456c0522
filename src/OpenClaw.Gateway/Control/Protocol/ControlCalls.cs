using Json = OpenClaw.Control.Protocol.ControlJson;

namespace OpenClaw.Control.Protocol;

/// <summary>The control API, one line a method. Properties and functions: who makes one call pays for its shapes and no others.</summary>
internal static class ControlCalls
{
    public static ControlCall<NoParams, StatusResult> Status =>
        new("status", static () => Json.Wire.NoParams, static () => Json.Wire.StatusResult) { OpenToLaunched = true };

    public static ControlCall<SendParams, SendResult> Send =>
        new("send", static () => Json.Wire.SendParams, static () => Json.Wire.SendResult);

    public static ControlCall<SubscribeParams, SubscribeResult> EventsSubscribe =>
        new("events.subscribe", static () => Json.Wire.SubscribeParams, static () => Json.Wire.SubscribeResult);

    public static ControlCall<UnsubscribeParams, NoResult> EventsUnsubscribe =>
        new("events.unsubscribe", static () => Json.Wire.UnsubscribeParams, static () => Json.Wire.NoResult);

    public static ControlCall<NoParams, SessionsListResult> SessionsList =>
        new("sessions.list", static () => Json.Wire.NoParams, static () => Json.Wire.SessionsListResult);

    public static ControlCall<SessionsShowParams, SessionsShowResult> SessionsShow =>
        new("sessions.show", static () => Json.Wire.SessionsShowParams, static () => Json.Wire.SessionsShowResult);

    public static ControlCall<SessionParams, SessionsResetResult> SessionsReset =>
        new("sessions.reset", static () => Json.Wire.SessionParams, static () => Json.Wire.SessionsResetResult);

    public static ControlCall<SessionModelParams, SessionModelResult> SessionModel =>
        new("session.model", static () => Json.Wire.SessionModelParams, static () => Json.Wire.SessionModelResult);

    public static ControlCall<SessionParams, TurnStopResult> TurnStop =>
        new("turn.stop", static () => Json.Wire.SessionParams, static () => Json.Wire.TurnStopResult);

    public static ControlCall<ApprovalsListParams, ApprovalsListResult> ApprovalsList =>
        new("approvals.list", static () => Json.Wire.ApprovalsListParams, static () => Json.Wire.ApprovalsListResult);

    public static ControlCall<ApproveParams, ApproveResult> ApprovalsApprove =>
        new("approvals.approve", static () => Json.Wire.ApproveParams, static () => Json.Wire.ApproveResult);

    public static ControlCall<DenyParams, DenyResult> ApprovalsDeny =>
        new("approvals.deny", static () => Json.Wire.DenyParams, static () => Json.Wire.DenyResult);

    public static ControlCall<OutboxListParams, OutboxListResult> OutboxList =>
        new("outbox.list", static () => Json.Wire.OutboxListParams, static () => Json.Wire.OutboxListResult);

    public static ControlCall<OutboxParams, OutboxResult> OutboxShow =>
        new("outbox.show", static () => Json.Wire.OutboxParams, static () => Json.Wire.OutboxResult);

    public static ControlCall<OutboxParams, OutboxResult> OutboxResend =>
        new("outbox.resend", static () => Json.Wire.OutboxParams, static () => Json.Wire.OutboxResult);

    public static ControlCall<OutboxParams, OutboxResult> OutboxDrop =>
        new("outbox.drop", static () => Json.Wire.OutboxParams, static () => Json.Wire.OutboxResult);

    public static ControlCall<NoParams, CronListResult> CronList =>
        new("cron.list", static () => Json.Wire.NoParams, static () => Json.Wire.CronListResult);

    public static ControlCall<CronNextParams, CronNextResult> CronNext =>
        new("cron.next", static () => Json.Wire.CronNextParams, static () => Json.Wire.CronNextResult);

    public static ControlCall<CronRunParams, CronRunResult> CronRun =>
        new("cron.run", static () => Json.Wire.CronRunParams, static () => Json.Wire.CronRunResult);

    public static ControlCall<CronHistoryParams, CronHistoryResult> CronHistory =>
        new("cron.history", static () => Json.Wire.CronHistoryParams, static () => Json.Wire.CronHistoryResult);

    public static ControlCall<NoParams, ReloadResult> Reload =>
        new("reload", static () => Json.Wire.NoParams, static () => Json.Wire.ReloadResult);

    public static ControlCall<NoParams, ModelsListResult> ModelsList =>
        new("models.list", static () => Json.Wire.NoParams, static () => Json.Wire.ModelsListResult) { OpenToLaunched = true };

    public static ControlCall<ModelsProbeParams, ModelsProbeResult> ModelsProbe =>
        new("models.probe", static () => Json.Wire.ModelsProbeParams, static () => Json.Wire.ModelsProbeResult);

    public static ControlCall<ModelsPullParams, ModelsPullResult> ModelsPull =>
        new("models.pull", static () => Json.Wire.ModelsPullParams, static () => Json.Wire.ModelsPullResult);

    public static ControlCall<NoParams, ChannelsProbeResult> ChannelsProbe =>
        new("channels.probe", static () => Json.Wire.NoParams, static () => Json.Wire.ChannelsProbeResult);

    public static ControlCall<LogsTailParams, LogsTailResult> LogsTail =>
        new("logs.tail", static () => Json.Wire.LogsTailParams, static () => Json.Wire.LogsTailResult);

    public static ControlCall<AuditListParams, AuditListResult> AuditList =>
        new("audit.list", static () => Json.Wire.AuditListParams, static () => Json.Wire.AuditListResult);

    public static ControlCall<AuditVerifyParams, AuditVerifyResult> AuditVerify =>
        new("audit.verify", static () => Json.Wire.AuditVerifyParams, static () => Json.Wire.AuditVerifyResult);

    public static ControlCall<BackupParams, BackupResult> Backup =>
        new("backup", static () => Json.Wire.BackupParams, static () => Json.Wire.BackupResult);

    public static ControlCall<NoParams, BackupOpenResult> BackupOpen =>
        new("backup.open", static () => Json.Wire.NoParams, static () => Json.Wire.BackupOpenResult);

    public static ControlCall<BackupReadParams, BackupReadResult> BackupRead =>
        new("backup.read", static () => Json.Wire.BackupReadParams, static () => Json.Wire.BackupReadResult);

    public static ControlCall<ExplainParams, ExplainResult> Explain =>
        new("explain", static () => Json.Wire.ExplainParams, static () => Json.Wire.ExplainResult) { OpenToLaunched = true };
}

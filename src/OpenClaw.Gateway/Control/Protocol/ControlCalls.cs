using Json = OpenClaw.Control.Protocol.ControlJson;

namespace OpenClaw.Control.Protocol;

/// <summary>The control API, one line a method. Properties and not fields: a client that makes one call pays for one.</summary>
internal static class ControlCalls
{
    public static ControlCall<NoParams, StatusResult> Status => new("status", Json.Wire.NoParams, Json.Wire.StatusResult) { OpenToLaunched = true };

    public static ControlCall<SendParams, SendResult> Send => new("send", Json.Wire.SendParams, Json.Wire.SendResult);

    public static ControlCall<SubscribeParams, SubscribeResult> EventsSubscribe => new("events.subscribe", Json.Wire.SubscribeParams, Json.Wire.SubscribeResult);

    public static ControlCall<UnsubscribeParams, NoResult> EventsUnsubscribe => new("events.unsubscribe", Json.Wire.UnsubscribeParams, Json.Wire.NoResult);

    public static ControlCall<NoParams, SessionsListResult> SessionsList => new("sessions.list", Json.Wire.NoParams, Json.Wire.SessionsListResult);

    public static ControlCall<SessionsShowParams, SessionsShowResult> SessionsShow => new("sessions.show", Json.Wire.SessionsShowParams, Json.Wire.SessionsShowResult);

    public static ControlCall<SessionParams, SessionsResetResult> SessionsReset => new("sessions.reset", Json.Wire.SessionParams, Json.Wire.SessionsResetResult);

    public static ControlCall<SessionModelParams, SessionModelResult> SessionModel => new("session.model", Json.Wire.SessionModelParams, Json.Wire.SessionModelResult);

    public static ControlCall<SessionParams, TurnStopResult> TurnStop => new("turn.stop", Json.Wire.SessionParams, Json.Wire.TurnStopResult);

    public static ControlCall<ApprovalsListParams, ApprovalsListResult> ApprovalsList => new("approvals.list", Json.Wire.ApprovalsListParams, Json.Wire.ApprovalsListResult);

    public static ControlCall<ApproveParams, ApproveResult> ApprovalsApprove => new("approvals.approve", Json.Wire.ApproveParams, Json.Wire.ApproveResult);

    public static ControlCall<DenyParams, DenyResult> ApprovalsDeny => new("approvals.deny", Json.Wire.DenyParams, Json.Wire.DenyResult);

    public static ControlCall<OutboxListParams, OutboxListResult> OutboxList => new("outbox.list", Json.Wire.OutboxListParams, Json.Wire.OutboxListResult);

    public static ControlCall<OutboxParams, OutboxResult> OutboxShow => new("outbox.show", Json.Wire.OutboxParams, Json.Wire.OutboxResult);

    public static ControlCall<OutboxParams, OutboxResult> OutboxResend => new("outbox.resend", Json.Wire.OutboxParams, Json.Wire.OutboxResult);

    public static ControlCall<OutboxParams, OutboxResult> OutboxDrop => new("outbox.drop", Json.Wire.OutboxParams, Json.Wire.OutboxResult);

    public static ControlCall<NoParams, CronListResult> CronList => new("cron.list", Json.Wire.NoParams, Json.Wire.CronListResult);

    public static ControlCall<CronNextParams, CronNextResult> CronNext => new("cron.next", Json.Wire.CronNextParams, Json.Wire.CronNextResult);

    public static ControlCall<CronRunParams, CronRunResult> CronRun => new("cron.run", Json.Wire.CronRunParams, Json.Wire.CronRunResult);

    public static ControlCall<CronHistoryParams, CronHistoryResult> CronHistory => new("cron.history", Json.Wire.CronHistoryParams, Json.Wire.CronHistoryResult);

    public static ControlCall<NoParams, ReloadResult> Reload => new("reload", Json.Wire.NoParams, Json.Wire.ReloadResult);

    public static ControlCall<NoParams, ModelsListResult> ModelsList => new("models.list", Json.Wire.NoParams, Json.Wire.ModelsListResult) { OpenToLaunched = true };

    public static ControlCall<ModelsProbeParams, ModelsProbeResult> ModelsProbe => new("models.probe", Json.Wire.ModelsProbeParams, Json.Wire.ModelsProbeResult);

    public static ControlCall<ModelsPullParams, ModelsPullResult> ModelsPull => new("models.pull", Json.Wire.ModelsPullParams, Json.Wire.ModelsPullResult);

    public static ControlCall<LogsTailParams, LogsTailResult> LogsTail => new("logs.tail", Json.Wire.LogsTailParams, Json.Wire.LogsTailResult);

    public static ControlCall<AuditListParams, AuditListResult> AuditList => new("audit.list", Json.Wire.AuditListParams, Json.Wire.AuditListResult);

    public static ControlCall<AuditVerifyParams, AuditVerifyResult> AuditVerify => new("audit.verify", Json.Wire.AuditVerifyParams, Json.Wire.AuditVerifyResult);

    public static ControlCall<BackupParams, BackupResult> Backup => new("backup", Json.Wire.BackupParams, Json.Wire.BackupResult);

    public static ControlCall<ExplainParams, ExplainResult> Explain => new("explain", Json.Wire.ExplainParams, Json.Wire.ExplainResult) { OpenToLaunched = true };
}

namespace OpenClaw.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "openclaw {Version} is ready: {Config}, state {State}, socket {Socket}")]
    public static partial void Ready(ILogger log, string version, string config, string state, string socket);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Line}")]
    public static partial void CommandsOwnUser(ILogger log, string line);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopping: {Reason}")]
    public static partial void Stopping(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "stopped")]
    public static partial void Stopped(ILogger log);

    [LoggerMessage(Level = LogLevel.Information, Message = "reloaded {File}: {Changes}")]
    public static partial void Reloaded(ILogger log, string file, string changes);

    [LoggerMessage(Level = LogLevel.Error, Message = "reload refused, the running configuration stays: {Problem}")]
    public static partial void ReloadRefused(ILogger log, string problem);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Warning}")]
    public static partial void ConfigWarning(ILogger log, string warning);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Callback} kept the loop for {Milliseconds:0} ms")]
    public static partial void SlowCallback(ILogger log, string callback, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "a callback of the loop failed")]
    public static partial void CallbackFailed(ILogger log, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Session}: model {Model} failed: {Kind}")]
    public static partial void ModelFailed(ILogger log, string session, string model, string kind);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session}: a call waits for approval {Approval}")]
    public static partial void Asked(ILogger log, string session, string approval);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Session}: {Approval} {Decision} by {By}")]
    public static partial void Decided(ILogger log, string session, string approval, string decision, string by);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Session}: {Approval} is refused and was not run, {Doubt}; `openclaw approvals show {Approval}` and `openclaw audit verify` tell more"
    )]
    public static partial void Refused(ILogger log, string session, string approval, string doubt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the owner is told: {Text}")]
    public static partial void OwnerIsTold(ILogger log, string text);

    // AuditNote makes the line and reads it back.
    [LoggerMessage(Level = LogLevel.Information, Message = "{Note}")]
    public static partial void AuditNoted(ILogger log, string note);

    [LoggerMessage(Level = LogLevel.Error, Message = "no row of kind {Kind} in the audit: {Reason}")]
    public static partial void AuditFailed(ILogger log, string kind, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Task} failed")]
    public static partial void TaskFailed(ILogger log, string task, Exception exception);
}

namespace OpenClaw.Control.Wire;

/// <summary>What the control socket logs for the operator.</summary>
internal static partial class ControlLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "control socket listens on {Path}")]
    public static partial void Listening(ILogger log, string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "control connection {Connection} reads too slowly, {Bytes} bytes wait for it: disconnected"
    )]
    public static partial void SlowReader(ILogger log, long connection, long bytes);

    [LoggerMessage(Level = LogLevel.Warning, Message = "control connection {Connection} sent a line of more than 1 MB: disconnected")]
    public static partial void LineTooLong(ILogger log, long connection);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "user {User} (process {Pid}) may not use the control socket; [control] users would let him in"
    )]
    public static partial void UserRefused(ILogger log, string user, int pid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Complaint}")]
    public static partial void Unreachable(ILogger log, string complaint);

    [LoggerMessage(Level = LogLevel.Warning, Message = "process {Pid}, run by the gateway for a model, called {Method}: refused")]
    public static partial void LaunchedRefused(ILogger log, int pid, string method);

    [LoggerMessage(Level = LogLevel.Error, Message = "control method {Method} failed")]
    public static partial void MethodFailed(ILogger log, Exception exception, string method);

    [LoggerMessage(Level = LogLevel.Warning, Message = "cannot accept a control connection, trying again: {Reason}")]
    public static partial void AcceptFailed(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the audit has no row of the backup that {By} takes to {File}: {Reason}")]
    public static partial void NoRowOfBackup(ILogger log, string by, string file, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "control connection failed")]
    public static partial void ConnectionFailed(ILogger log, Exception exception);
}

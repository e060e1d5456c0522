namespace OpenClaw.Web;

internal static partial class WebLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "web server is listening: {Scheme}, {Address}, port {Port}")]
    public static partial void Listens(ILogger log, string scheme, string address, int port);

    [LoggerMessage(Level = LogLevel.Warning, Message = "web server: {Reason}; it is tried again")]
    public static partial void Unavailable(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "web server: a request for {Path} failed")]
    public static partial void Failed(ILogger log, string path, Exception exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "web server: {Caller} showed a wrong token {Count} times; more are refused for a while"
    )]
    public static partial void Guessing(ILogger log, string caller, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "web server: too many {What}, the last from {Caller}; refused since the last such line: {Count}"
    )]
    public static partial void TooMany(ILogger log, string what, string caller, int count);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "hook {Hook}: a call from {Caller} is not answered: {Reason}; calls refused since the last such line: {Count}"
    )]
    public static partial void HookRefused(ILogger log, string hook, string caller, string reason, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "web server: {User} logged in from {Caller}")]
    public static partial void LoggedIn(ILogger log, string user, string caller);
}

namespace OpenClaw.Hosting.Folders;

internal static partial class FolderLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "moved: {What}")]
    public static partial void Moved(ILogger log, string what);
}

using Microsoft.Extensions.Logging;

namespace OpenClaw.Pipeline;

internal static partial class PipelineLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "turn {Turn}: internal error")]
    public static partial void StageFailed(ILogger log, long turn, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "turn {Turn}: {Reason}")]
    public static partial void StorageFailed(ILogger log, long turn, string reason);
}

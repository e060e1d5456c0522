namespace OpenClaw.Agent.Prompt;

internal static partial class PromptLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "the prompt's part {Part} has about {Tokens} tokens and is cut to {Budget}")]
    public static partial void PartCut(ILogger log, string part, int tokens, int budget);
}

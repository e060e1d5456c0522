namespace OpenClaw.Turns;

/// <summary>The words that a turn's row and its events use.</summary>
internal static class TurnStates
{
    public const string Queued = "queued";
    public const string Thinking = "thinking";
    public const string Acting = "acting";
    public const string Asking = "asking";
    public const string Answered = "answered";
    public const string Failed = "failed";
    public const string Stopped = "stopped";

    /// <summary>Its message went into another turn.</summary>
    public const string Joined = "joined";

    /// <summary>Under way when another machine was last copied, which may have gone on with it. The start that takes over ends it.</summary>
    public const string Unknown = "unknown";
}

namespace OpenClaw.Turns;

/// <summary>How a message's way ended, for now or for good.</summary>
internal abstract record TurnOutcome
{
    private TurnOutcome() { }

    /// <summary>Whether a turn ends with it, and its reply goes out. A turn that sleeps or was let go goes on later.</summary>
    public bool EndsTurn => this is Replied or Failed or Stopped;

    /// <summary>Seen before; nothing was done.</summary>
    public sealed record Duplicate : TurnOutcome;

    /// <summary>The sender may not speak here; no text was kept.</summary>
    public sealed record Refused(string Why) : TurnOutcome;

    /// <summary>A command, answered past the lane.</summary>
    public sealed record Command(string Reply) : TurnOutcome;

    /// <summary>In its lane; <paramref name="Ahead"/> turns are before it.</summary>
    /// <param name="Behind">Why it is not answered soon, in words for its sender; null when the turn before it is at work.</param>
    public sealed record Queued(int Ahead, string? Behind = null) : TurnOutcome;

    /// <summary>The lane is full; the message is kept in the inbox and will not be answered.</summary>
    public sealed record Full(string Line) : TurnOutcome;

    public sealed record Replied(string Text, string Model) : TurnOutcome;

    /// <summary>A call of it waits for an approval. Its conversation goes on, and it comes back when somebody has decided.</summary>
    public sealed record Asking : TurnOutcome;

    /// <summary>Sleeps until a model answers again (<c>on_exhausted = "wait"</c>).</summary>
    public sealed record Waiting(string Line, TimeSpan Retry) : TurnOutcome;

    /// <param name="Quiet">Whether the people of the chat were told already, so that it is not sent again.</param>
    /// <param name="Said">The part of an answer that had come when it was cut off.</param>
    public sealed record Failed(string Line, bool Quiet = false, string Said = "") : TurnOutcome;

    /// <summary>The gateway stops. Its rows say how far it came, and the next start goes on from there.</summary>
    public sealed record LetGo : TurnOutcome;

    /// <param name="Said">The part of an answer that had come until then.</param>
    public sealed record Stopped(string Line, string Said = "") : TurnOutcome;
}

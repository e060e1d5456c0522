namespace OpenClaw.Messages;

/// <summary>Something that happened, as people who watch are told of it. Published after the rows that say so are on the disk (streamed
/// text apart).</summary>
internal abstract record GatewayEvent
{
    private GatewayEvent() { }

    /// <summary>The conversation it belongs to; null for the gateway as a whole.</summary>
    public SessionKey? Session { get; init; }

    public TurnId? Turn { get; init; }

    /// <param name="Message">Its number in its channel.</param>
    public sealed record MessageReceived(string Sender, string Text, string Message) : GatewayEvent;

    /// <summary>A turn begins, or goes on after a sleep.</summary>
    /// <param name="To">Where its answer goes; null when it goes nowhere.</param>
    public sealed record TurnStarted(ReplyAddress? To) : GatewayEvent;

    /// <summary>A model is asked; the rest names the one before it that failed.</summary>
    public sealed record ModelAsked(string Model) : GatewayEvent;

    public sealed record ModelFailed(string Model, string Kind, string Message) : GatewayEvent;

    /// <summary>A model answered in full. Tokens as its server counted them; told where it does.</summary>
    public sealed record ModelAnswered(string Model, int Read, int Written) : GatewayEvent;

    public sealed record TextDelta(string Text) : GatewayEvent;

    public sealed record ThinkingDelta(string Text) : GatewayEvent;

    /// <summary>The words that the model streamed since it was asked were a thought; its answer begins now.</summary>
    public sealed record WordsWereThought : GatewayEvent;

    /// <summary>A tool call was decided. <paramref name="Verdict"/> is <c>allow</c>, <c>ask</c> or <c>deny</c>.</summary>
    public sealed record ToolDecided(string Call, string Tool, string Display, string Verdict, string Rule) : GatewayEvent;

    public sealed record ToolOutput(string Call, string Text) : GatewayEvent;

    public sealed record ToolEnded(string Call, string Tool, string Text, bool Failed) : GatewayEvent;

    /// <summary><paramref name="State"/> is <c>answered</c>, <c>failed</c>, <c>stopped</c> or <c>joined</c>.</summary>
    public sealed record TurnEnded(string State, string? Reply, string? Model, TimeSpan Took, TurnId? JoinedTo = null) : GatewayEvent;

    /// <summary>No model answered, or the disk refuses, and the turn waits until that is over. Told once, however often it is tried
    /// again.</summary>
    public sealed record TurnWaiting(string Line) : GatewayEvent;

    /// <summary>A command that went on in the background has ended.</summary>
    public sealed record CommandEnded(string Id, string Line, string How) : GatewayEvent;

    /// <summary>The turn sleeps until somebody decides.</summary>
    public sealed record ApprovalAsked(ApprovalId Approval) : GatewayEvent;

    /// <summary><paramref name="Decision"/> is <c>approved</c>, <c>denied</c>, <c>expired</c> or <c>withdrawn</c>.</summary>
    /// <param name="Doubt">Why the gateway refused it, where its row was not what the gateway wrote.</param>
    public sealed record ApprovalDecided(ApprovalId Approval, string Decision, string By, string? Doubt = null) : GatewayEvent;

    /// <summary>
    /// What became of a message to a chat. <paramref name="State"/> is <c>pending</c> when it was queued, then, of each of its pieces,
    /// <c>sent</c>, <c>failed</c>, <c>expired</c>, <c>unknown</c> or <c>dropped</c>. One to the terminal is <c>sent</c> at once.
    /// </summary>
    /// <param name="Row">The piece's number in the outbox.</param>
    public sealed record Delivered(string To, string State, string Text, string? Reason = null, long? Row = null) : GatewayEvent;

    public sealed record ConfigReloaded(EquatableArray<string> Changes) : GatewayEvent;

    public sealed record Stopping : GatewayEvent;
}

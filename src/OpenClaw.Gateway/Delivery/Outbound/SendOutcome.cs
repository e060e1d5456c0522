namespace OpenClaw.Delivery.Outbound;

/// <summary>How one attempt to send ended.</summary>
internal abstract record SendOutcome
{
    private SendOutcome() { }

    /// <summary>The channel has it, under this id of its own where it gives one.</summary>
    public sealed record Sent(string? ChannelMessage) : SendOutcome;

    /// <summary>It certainly did not arrive, and may later.</summary>
    /// <param name="After">How long the channel asks to wait; null leaves it to the backoff.</param>
    /// <param name="WholeChannel">Whether nothing else of the channel will pass either (no network, its limit for all chats).</param>
    public sealed record Later(string Reason, TimeSpan? After = null, bool WholeChannel = false) : SendOutcome;

    /// <summary>It will never arrive: the chat is gone, the bot was blocked, the message was refused.</summary>
    public sealed record Refused(string Reason) : SendOutcome;

    /// <summary>The request left and its answer did not come: nobody knows whether it arrived.</summary>
    public sealed record Unknown(string Reason) : SendOutcome;
}

using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Delivery.Outbox;

/// <summary>A row of <c>outbox</c> with all that is known of its delivery.</summary>
internal sealed record OutboxRow
{
    public required OutboxMessage Message { get; init; }

    /// <summary>One of <see cref="OutboxStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>When it is tried again; null is at once.</summary>
    public DateTimeOffset? NextAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    /// <summary>The channel's own id of it.</summary>
    public string? ChannelMessage { get; init; }

    /// <summary>Why the last attempt did not succeed.</summary>
    public string? Failure { get; init; }

    /// <summary>Nobody knew whether it had arrived, and it was sent once more.</summary>
    public bool WasResent { get; init; }
}

namespace OpenClaw.Delivery.Outbox;

/// <summary>What came of somebody's wish to change a message's fate.</summary>
internal abstract record OutboxChange
{
    private OutboxChange() { }

    public sealed record Done(OutboxRow Row) : OutboxChange;

    public sealed record Missing : OutboxChange;

    /// <summary>It has gone too far, or not far enough.</summary>
    public sealed record Refused(string Line) : OutboxChange;
}

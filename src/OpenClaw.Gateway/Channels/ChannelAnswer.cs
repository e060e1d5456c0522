using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Channels;

/// <summary>How one call of a channel's service ended.</summary>
internal abstract record ChannelAnswer
{
    /// <summary>Done; <paramref name="Result"/> is what the service gave.</summary>
    public sealed record Done(JsonElement Result) : ChannelAnswer;

    /// <summary>It is not known to be done.</summary>
    /// <param name="After">How long to wait before the next call, where it was told.</param>
    public abstract record NotDone(string Reason, TimeSpan? After = null) : ChannelAnswer;

    /// <summary>What follows for a message from a call that was to send it, or to change one, and that did not arrive or is of unknown
    /// end.</summary>
    public SendOutcome Outcome(bool isChange) =>
        this switch
        {
            NotSent notSent => new SendOutcome.Later(notSent.Reason, WholeChannel: true),
            Later later => new SendOutcome.Later(later.Reason, later.After, WholeChannel: !later.IsLimit),
            // A change that is made twice is made once.
            Lost lost when isChange => new SendOutcome.Later(lost.Reason),
            Lost lost => new SendOutcome.Unknown(lost.Reason),
            _ => throw new InvalidOperationException($"no outcome for {GetType().Name}"),
        };

    /// <summary>The service understood the call and said no. Each has its own form of it.</summary>
    public abstract record Refused(string Reason, TimeSpan? After = null) : NotDone(Reason, After);

    /// <summary>Nothing was done, and it may be later: the limit of a method, or somebody who is not the service, such as a proxy, answered
    /// with a status that says no.</summary>
    /// <param name="IsLimit">Only this method's limit.</param>
    public sealed record Later(string Reason, TimeSpan? After, bool IsLimit = false) : NotDone(Reason, After);

    /// <summary>The call did not reach the service.</summary>
    public sealed record NotSent(string Reason) : NotDone(Reason);

    /// <summary>The call left, and no answer that can be read came back, or one that says that the server broke: it may be done.</summary>
    public sealed record Lost(string Reason) : NotDone(Reason);
}

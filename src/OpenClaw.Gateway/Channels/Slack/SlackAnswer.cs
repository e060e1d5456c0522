namespace OpenClaw.Channels.Slack;

/// <summary>How one call of the Web API ended.</summary>
internal abstract record SlackAnswer
{
    private SlackAnswer() { }

    /// <summary>Done; <paramref name="Result"/> is the whole answer.</summary>
    public sealed record Done(JsonElement Result) : SlackAnswer;

    /// <summary>Slack understood the call and said no.</summary>
    /// <param name="Error">Its own word: <c>not_in_channel</c>.</param>
    /// <param name="Needed">With <c>missing_scope</c>, which.</param>
    public sealed record Refused(string Error, string? Needed = null) : SlackAnswer;

    /// <summary>Nothing was done, and it may be later: the limit of a method, or somebody who is not Slack answered with a status that says
    /// no.</summary>
    /// <param name="After">How long to wait, where it was told.</param>
    /// <param name="IsLimit">Only this method's limit.</param>
    public sealed record Later(string Reason, TimeSpan? After, bool IsLimit) : SlackAnswer;

    /// <summary>The call did not reach Slack.</summary>
    public sealed record NotSent(string Reason) : SlackAnswer;

    /// <summary>The call left, and no answer that can be read came back.</summary>
    public sealed record Lost(string Reason) : SlackAnswer;
}

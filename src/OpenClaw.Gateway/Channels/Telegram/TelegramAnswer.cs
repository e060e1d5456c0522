namespace OpenClaw.Channels.Telegram;

/// <summary>How one call of the Bot API ended.</summary>
internal abstract record TelegramAnswer
{
    private TelegramAnswer() { }

    /// <summary>Done; <paramref name="Result"/> is what the method gives.</summary>
    public sealed record Done(JsonElement Result) : TelegramAnswer;

    /// <summary>Telegram understood the call and said no.</summary>
    /// <param name="Code">Its own error code, mostly an HTTP status.</param>
    /// <param name="RetryAfter">How long to wait, with 429.</param>
    /// <param name="MigratedTo">The group became a supergroup with this id.</param>
    public sealed record Refused(int Code, string Reason, TimeSpan? RetryAfter = null, long? MigratedTo = null) : TelegramAnswer;

    /// <summary>Nothing was done, and it may be later: somebody who is no Bot API, such as a proxy, answered with a status that says
    /// no.</summary>
    /// <param name="After">How long to wait, where it was told.</param>
    public sealed record Later(string Reason, TimeSpan? After) : TelegramAnswer;

    /// <summary>The call did not reach Telegram.</summary>
    public sealed record NotSent(string Reason) : TelegramAnswer;

    /// <summary>The call left, and no answer that can be read came back, or one that says that the server broke: it may be done.</summary>
    public sealed record Lost(string Reason) : TelegramAnswer;
}

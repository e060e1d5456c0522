namespace OpenClaw.Channels.Telegram;

/// <summary>Finds what of a message its sender did not say: what is forwarded, written by another bot, answered or quoted. Pure.</summary>
internal static class TelegramBorrowed
{
    /// <summary>Whether its words are not its sender's, so that no command stands in them.</summary>
    public static bool IsPassedOn(TelegramMessage message) =>
        message is { ForwardOrigin: not null } or { ForwardDate: > 0 } or { ViaBot: not null };

    /// <param name="words">What the message says, which is passed on when it <see cref="IsPassedOn"/>.</param>
    public static BorrowedWords[] Of(TelegramMessage message, string words, TelegramBot bot)
    {
        var passedOn = IsPassedOn(message)
            ? new BorrowedWords(BorrowedUse.Forwarded, BorrowedFrom.Other, NameOf(message.ForwardOrigin) ?? NameOf(message.ViaBot), words)
            : null;
        return [.. ((BorrowedWords?[])[passedOn, Answered(message, bot)]).OfType<BorrowedWords>()];
    }

    private static BorrowedWords? Answered(TelegramMessage message, TelegramBot bot)
    {
        var (whole, part) = (message.ReplyToMessage, message.Quote is { } quote ? TelegramWords.Quoted(quote) : "");
        var words =
            part.Length > 0 ? part
            : whole is null ? ""
            : TelegramWords.Of(whole);
        // A topic's first message has none, and each message of the topic answers it.
        if (words.Length == 0)
        {
            return null;
        }
        return new BorrowedWords(
            part.Length > 0 ? BorrowedUse.Quoted : BorrowedUse.Answered,
            AuthorOf(whole, message, bot),
            whole is null ? NameOf(message.ExternalReply?.Origin) : NameOfAuthor(whole),
            words
        );
    }

    /// <summary>Whose words a message answers, seen from its sender.</summary>
    private static BorrowedFrom AuthorOf(TelegramMessage? whole, TelegramMessage message, TelegramBot bot) =>
        whole is null || IsPassedOn(whole) ? BorrowedFrom.Other
        : whole.From?.Id == bot.Id ? BorrowedFrom.Bot
        : whole is { SenderChat: null, From: { IsBot: false } by } && message.SenderChat is null && by.Id == message.From?.Id
            ? BorrowedFrom.Sender
        : BorrowedFrom.Other;

    private static string? NameOfAuthor(TelegramMessage message) =>
        NameOf(message.ForwardOrigin) ?? message.SenderChat?.Title ?? NameOf(message.From);

    private static string? NameOf(TelegramOrigin? origin) =>
        origin is null ? null : NameOf(origin.SenderUser) ?? origin.SenderUserName ?? origin.SenderChat?.Title ?? origin.Chat?.Title;

    private static string? NameOf(TelegramUser? user) => user is null ? null : TelegramReader.NameOf(user);
}

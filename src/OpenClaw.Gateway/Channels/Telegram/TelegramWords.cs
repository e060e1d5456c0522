namespace OpenClaw.Channels.Telegram;

/// <summary>What a message says in words: its text with the addresses of its links, and a line that names what has no words.
/// Pure.</summary>
internal static class TelegramWords
{
    public static string Of(TelegramMessage message) =>
        string.Join('\n', ((string[])[Text(message), .. Kinds(message)]).Where(static line => line.Length > 0));

    /// <summary>The words as they were written, which the offsets of entities count.</summary>
    public static string Written(TelegramMessage message) => message.Text ?? message.Caption ?? "";

    public static IEnumerable<(TelegramEntity Entity, string Text)> Pieces(TelegramMessage message) =>
        Pieces(Written(message), message.Entities ?? message.CaptionEntities);

    /// <summary>Whether it is a place that moves, which Telegram tells as an edit every few seconds.</summary>
    public static bool IsLive(TelegramMessage message) => message.Location is not null && Written(message).Length == 0;

    public static string Quoted(TelegramQuote quote) => WithLinks(quote.Text ?? "", quote.Entities);

    private static string Text(TelegramMessage message) => WithLinks(Written(message), message.Entities ?? message.CaptionEntities);

    private static IEnumerable<(TelegramEntity Entity, string Text)> Pieces(string text, TelegramEntity[]? entities) =>
        (entities ?? [])
            .Where(entity => entity is { Offset: >= 0, Length: > 0 } && entity.Offset <= text.Length - entity.Length)
            .Select(entity => (entity, text.Substring(entity.Offset, entity.Length)));

    /// <summary>A link shows words and leads elsewhere: its address stands behind them.</summary>
    private static string WithLinks(string text, TelegramEntity[]? entities)
    {
        var written = new StringBuilder(text);
        // From the end, so that the offsets of those before it stay true.
        foreach (
            var (link, label) in Pieces(text, entities)
                .Where(static piece => piece.Entity is { Type: "text_link", Url.Length: > 0 })
                .OrderByDescending(static piece => piece.Entity.Offset + piece.Entity.Length)
        )
        {
            if (label != link.Url)
            {
                written.Insert(link.Offset + link.Length, $" ({Escaping.Line(link.Url!)})");
            }
        }

        return written.ToString();
    }

    private static IEnumerable<string> Kinds(TelegramMessage message)
    {
        if (message.Location is { } at)
        {
            yield return Named(
                message.Venue is null ? "location" : "place",
                message.Venue?.Title,
                message.Venue?.Address,
                string.Create(CultureInfo.InvariantCulture, $"{at.Latitude}, {at.Longitude}")
            );
        }
        if (message.Contact is { } contact)
        {
            yield return Named(
                "contact",
                string.Join(' ', ((string?[])[contact.FirstName, contact.LastName]).Where(static part => part is { Length: > 0 })),
                contact.PhoneNumber
            );
        }
        if (message.Poll is { } poll)
        {
            yield return Named(
                "poll",
                [poll.Question, .. (poll.Options ?? []).Select(static option => option?.Text is { } text ? $"- {text}" : null)]
            );
        }
        if (message.Sticker is { } sticker)
        {
            yield return Named("sticker", sticker.Emoji, sticker.SetName is { Length: > 0 } set ? $"of the set {set}" : null);
        }
        if (message.Dice is { } dice)
        {
            yield return Named("dice", dice.Emoji, string.Create(CultureInfo.InvariantCulture, $"shows {dice.Value}"));
        }
    }

    private static string Named(string kind, params string?[] parts)
    {
        var said = string.Join(", ", parts.Where(static part => part is { Length: > 0 }).Select(static part => Escaping.Line(part!)));
        return said.Length > 0 ? $"[{kind}: {said}]" : $"[{kind}]";
    }
}

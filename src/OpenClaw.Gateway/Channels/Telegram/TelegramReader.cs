using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Telegram;

/// <summary>Turns an update into the message it carries. Pure.</summary>
internal static class TelegramReader
{
    public const string Channel = "telegram";

    /// <param name="more">What came behind it, when both are parts of one album: a message of its own each, of which one has the
    /// words.</param>
    /// <returns>Null when there is nothing to read: a join, a place that moves, a group's talk that is not meant for the bot.</returns>
    public static InboundMessage? Read(
        TelegramUpdate update,
        TelegramBot bot,
        TelegramConfig config,
        params IReadOnlyList<TelegramUpdate> more
    )
    {
        if ((update.Message ?? update.EditedMessage) is not { } message)
        {
            return null;
        }
        if (update.EditedMessage is not null && TelegramWords.IsLive(message))
        {
            return null;
        }
        // Without a sender it is a channel post or an anonymous admin; what a bot says, we may have caused ourselves.
        if (message.From is not { IsBot: false } from)
        {
            return null;
        }
        TelegramMessage[] parts = [message, .. more.Select(static part => part.Message!)];
        var words = string.Join('\n', parts.Select(TelegramWords.Of).Where(static words => words.Length > 0));
        RemoteFile[] files = [.. parts.SelectMany(Files)];
        if (words.Length == 0 && files.Length == 0)
        {
            return null;
        }

        var chat = ChatOf(message);
        if (
            chat.Kind == ChatKind.Group
            && (parts.Any(part => IsForAnother(part, bot)) || (config.NeedsMention(chat.Id) && !parts.Any(part => IsMeant(part, bot))))
        )
        {
            return null;
        }
        return new InboundMessage
        {
            Identity = new MessageIdentity(Channel, Account(bot), chat.Id, Number(message.MessageId), message.EditDate ?? 0),
            Sender = new Sender(Channel, Number(from.Id), NameOf(from)),
            Chat = chat,
            Text = TelegramBorrowed.IsPassedOn(message) ? "" : words,
            Borrowed = [.. TelegramBorrowed.Of(message, words, bot)],
            Files = [.. files],
            ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(message.EditDate ?? message.Date, 0, 253_402_300_799)),
        };
    }

    /// <summary>
    /// The chat in which somebody speaks to the bot in the name of a group or of a channel, so that nobody knows who it is; null for
    /// anything else. Of groups that are not configured nothing is said.
    /// </summary>
    public static Chat? Unnamed(TelegramUpdate update, TelegramBot bot, TelegramConfig config) =>
        update.Message is { SenderChat: not null, From: null or { IsBot: true }, ViaBot: null } message
        && ChatOf(message) is { Kind: ChatKind.Group } chat
        && message.From?.Id != bot.Id
        && config.Group(chat.Id) is not null
        && !IsForAnother(message, bot)
        && (!config.NeedsMention(chat.Id) || IsMeant(message, bot))
            ? chat
            : null;

    /// <summary>The chat that a group was and the one that it is, when it became a supergroup. Both chats say so.</summary>
    public static (string From, string To)? Move(TelegramUpdate update) =>
        update.Message switch
        {
            { MigrateToChatId: { } to, Chat.Id: var from } => (Number(from), Number(to)),
            { MigrateFromChatId: { } from, Chat.Id: var to } => (Number(from), Number(to)),
            _ => null,
        };

    public static bool AreOfOneAlbum(TelegramUpdate? one, TelegramUpdate? other) =>
        one?.Message is { MediaGroupId: { } album, Chat.Id: var chat }
        && other?.Message is { } part
        && part.MediaGroupId == album
        && part.Chat.Id == chat;

    // Its account is empty: there is one bot, and addresses in the configuration do not name it.
    private static Chat ChatOf(TelegramMessage message) =>
        new(
            Channel,
            "",
            Number(message.Chat.Id),
            message.Chat.Type == "private" ? ChatKind.Direct : ChatKind.Group,
            // Outside forums a thread id only says what a message replies to.
            message is { IsTopicMessage: true, MessageThreadId: { } thread }
                ? Number(thread)
                : null
        );

    /// <summary>Whether a group's message speaks to the bot: by its name, by answering it, or by a command.</summary>
    private static bool IsMeant(TelegramMessage message, TelegramBot bot)
    {
        if (message.ReplyToMessage?.From?.Id == bot.Id)
        {
            return true;
        }
        return TelegramWords
            .Pieces(message)
            .Any(piece =>
                piece.Entity.Type switch
                {
                    "text_mention" => piece.Entity.User?.Id == bot.Id,
                    "mention" => IsNamed(piece.Text, bot),
                    "bot_command" => !TelegramBorrowed.IsPassedOn(message) && (!piece.Text.Contains('@') || IsNamed(piece.Text, bot)),
                    _ => false,
                }
            );
    }

    /// <summary>Whether a message is a command to another bot of the group: <c>/approve@other_bot</c>. A command that names none is for
    /// each of them.</summary>
    private static bool IsForAnother(TelegramMessage message, TelegramBot bot) =>
        TelegramWords
            .Pieces(message)
            .Any(piece => piece.Entity is { Type: "bot_command", Offset: 0 } && piece.Text.Contains('@') && !IsNamed(piece.Text, bot));

    private static bool IsNamed(string piece, TelegramBot bot) =>
        bot.Username is { } name && piece.AsSpan(piece.IndexOf('@') + 1).Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What was attached. An animation comes as a document beside, which is the same file.</summary>
    private static RemoteFile[] Files(TelegramMessage message)
    {
        var kinds = new (TelegramMedia? Media, string Name, string MediaType)[]
        {
            (message.Photo is { Length: > 0 } sizes ? sizes[^1] : null, "photo.jpg", "image/jpeg"),
            (message.Animation is null ? message.Document : null, "document", "application/octet-stream"),
            (message.Animation, "animation.mp4", "video/mp4"),
            (message.Voice, "voice.ogg", "audio/ogg"),
            (message.Audio, "audio.mp3", "audio/mpeg"),
            (message.Video, "video.mp4", "video/mp4"),
            (message.VideoNote, "video.mp4", "video/mp4"),
        };
        return
        [
            .. kinds
                .Where(static kind => kind.Media?.FileId is not null)
                .Select(static kind => new RemoteFile(
                    kind.Media!.FileName ?? kind.Name,
                    kind.Media.MimeType ?? kind.MediaType,
                    kind.Media.FileSize,
                    kind.Media.FileId!
                )),
        ];
    }

    /// <summary>Models read it in a line of ours, which it must not end to begin one of its own.</summary>
    public static string? NameOf(TelegramUser user)
    {
        var name = string.Join(' ', ((string?[])[user.FirstName, user.LastName]).Where(static part => !string.IsNullOrWhiteSpace(part)));
        return (name.Length > 0 ? name : user.Username) is { } shown ? Escaping.Line(shown) : null;
    }

    /// <summary>A private chat counts its messages for each bot by itself.</summary>
    public static string Account(TelegramBot bot) => Number(bot.Id);

    /// <summary>An id of Telegram's as it stands in an address; null for anything else.</summary>
    public static long? Number(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

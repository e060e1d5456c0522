using System.Globalization;
using OpenClaw.Config.Channels;
using OpenClaw.Messages;

namespace OpenClaw.Channels.Telegram;

/// <summary>Turns an update into the message it carries. Pure.</summary>
internal static class TelegramReader
{
    public const string Channel = "telegram";

    /// <summary>Null when there is nothing to read: a join, a sticker, a group's talk that is not meant for the bot.</summary>
    public static InboundMessage? Read(TelegramUpdate update, TelegramBot bot, TelegramConfig config)
    {
        if ((update.Message ?? update.EditedMessage) is not { } message) return null;
        // Without a sender it is a channel post or an anonymous admin; what a bot says, we may have caused ourselves.
        if (message.From is not { IsBot: false } from) return null;
        if ((message.Text ?? message.Caption) is not { Length: > 0 } text) return null;

        var chat = ChatOf(message);
        if (chat.Kind == ChatKind.Group && config.NeedsMention(chat.Id) && !IsMeant(message, text, bot)) return null;
        return new InboundMessage
        {
            Identity = new MessageIdentity(Channel, chat.Account, chat.Id, Number(message.MessageId), message.EditDate ?? 0),
            Sender = new Sender(Channel, Number(from.Id), NameOf(from)),
            Chat = chat,
            Text = text,
            ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(message.EditDate ?? message.Date, 0, 253_402_300_799)),
        };
    }

    private static Chat ChatOf(TelegramMessage message) => new(
        Channel, "", Number(message.Chat.Id), message.Chat.Type == "private" ? ChatKind.Direct : ChatKind.Group,
        // Outside forums a thread id only says what a message replies to.
        message is { IsTopicMessage: true, MessageThreadId: { } thread } ? Number(thread) : null);

    /// <summary>Whether a group's message speaks to the bot: by its name, by answering it, or by a command.</summary>
    private static bool IsMeant(TelegramMessage message, string text, TelegramBot bot)
    {
        if (message.ReplyToMessage?.From?.Id == bot.Id) return true;
        foreach (var entity in message.Entities ?? message.CaptionEntities ?? [])
        {
            if (entity.Offset < 0 || entity.Length <= 0 || entity.Offset > text.Length - entity.Length) continue;
            var piece = text.AsSpan(entity.Offset, entity.Length);
            switch (entity.Type)
            {
                case "text_mention" when entity.User?.Id == bot.Id:
                case "mention" when bot.Username is { } name && piece[1..].Equals(name, StringComparison.OrdinalIgnoreCase):
                // A command is for every bot of the group unless it names one.
                case "bot_command" when piece.IndexOf('@') is var at && (at < 0 || piece[(at + 1)..].Equals(bot.Username, StringComparison.OrdinalIgnoreCase)):
                    return true;
            }
        }

        return false;
    }

    private static string? NameOf(TelegramUser user) =>
        string.Join(' ', ((string?[])[user.FirstName, user.LastName]).Where(static part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } name ? name : user.Username;

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

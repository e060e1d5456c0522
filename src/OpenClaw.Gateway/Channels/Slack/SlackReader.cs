using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Slack;

/// <summary>
/// Turns an event or a slash command into the message it carries. A mention comes twice, as <c>message</c> and as <c>app_mention</c>, and
/// is one message: both have the same identity. Pure.
/// </summary>
internal static class SlackReader
{
    public const string Channel = "slack";

    /// <param name="now">When it was said, should Slack not say that.</param>
    /// <param name="isAnswered">Whether it is said in a thread that the bot has answered in.</param>
    /// <param name="names">What people are called, by their ids.</param>
    /// <returns>Null when there is nothing to read: a join, a topic, what a bot says, a channel's talk that is not meant for the
    /// bot.</returns>
    public static InboundMessage? Read(
        SlackEvent happened,
        SlackBot bot,
        SlackConfig config,
        DateTimeOffset now,
        bool isAnswered = false,
        IReadOnlyDictionary<string, string>? names = null
    )
    {
        if (
            happened
            is not {
                Type: "message" or "app_mention",
                Channel: { Length: > 0 } channel,
                Subtype: null or "file_share" or "thread_broadcast" or "message_changed"
            }
        )
        {
            return null;
        }
        var (message, edit) = happened.Subtype == "message_changed" ? Changed(happened) : (happened, 0L);
        // What a bot says, we may have caused ourselves.
        if (message is not { User: { Length: > 0 } user, Ts: { Length: > 0 } ts, BotId: null } || user == bot.UserId)
        {
            return null;
        }
        var (text, files) = (Written(message), Files(message));
        BorrowedWords[] shared = [.. Shares(message).Select(attachment => Shared(attachment, bot, names))];
        var chat = ChatOf(channel, happened.ChannelType, ThreadOf(message));
        var isMeant = chat.Kind != ChatKind.Group || !config.NeedsMention(channel) || IsForBot(happened, message, text, bot, isAnswered);
        if (!isMeant || (text.Length == 0 && files.Length == 0 && shared.Length == 0))
        {
            return null;
        }
        return new InboundMessage
        {
            Identity = new MessageIdentity(Channel, bot.TeamId, channel, ts, edit),
            Sender = new Sender(Channel, user, names?.GetValueOrDefault(user)),
            Chat = chat,
            Text = SlackText.Read(text, bot.UserId, names),
            Borrowed = [.. shared],
            Files = [.. files],
            ReceivedAt = SaidAt(edit, ts) ?? now,
        };
    }

    /// <summary>Null when it says nothing.</summary>
    public static InboundMessage? Read(SlackSlash command, SlackBot bot, DateTimeOffset now)
    {
        if (command is not { UserId: { Length: > 0 } user, ChannelId: { Length: > 0 } channel, TriggerId: { Length: > 0 } trigger })
        {
            return null;
        }
        var text = SlackText.Read(command.Text ?? "", bot.UserId);
        return text.Length == 0
            ? null
            : new InboundMessage
            {
                // It has no time of its own in the channel.
                Identity = new MessageIdentity(Channel, bot.TeamId, channel, $"command {trigger}"),
                Sender = new Sender(Channel, user),
                Chat = ChatOf(channel, null, null),
                Text = text,
                ReceivedAt = now,
            };
    }

    private static bool IsForBot(SlackEvent happened, SlackEvent message, string text, SlackBot bot, bool isAnswered) =>
        happened.Type == "app_mention"
        || message.ParentUserId == bot.UserId
        || SlackText.Mentions(text, bot.UserId)
        || (isAnswered && !SlackText.MentionsOthers(text, bot.UserId));

    /// <summary>The message above a thread carries its own time as the thread's, and is not in it.</summary>
    private static string? ThreadOf(SlackEvent message) => message.ThreadTs is { Length: > 0 } above && above != message.Ts ? above : null;

    private static DateTimeOffset? SaidAt(long edit, string ts) =>
        (edit > 0 ? edit : Microseconds(ts)) is > 0 and var at ? DateTimeOffset.UnixEpoch.AddMicroseconds(at) : null;

    /// <summary>The messages that somebody passes on with this one.</summary>
    private static IEnumerable<SlackAttachment> Shares(SlackEvent message) =>
        (message.Attachments ?? []).Where(static attachment => attachment is { IsShare: true });

    // The account of a chat is empty: there is one bot, and addresses in the configuration do not name its workspace.
    private static Chat ChatOf(string channel, string? type, string? thread) =>
        new(Channel, "", channel, type == "im" || channel.StartsWith('D') ? ChatKind.Direct : ChatKind.Group, thread);

    /// <summary>A change by its author. Slack changes messages too, to show where a link leads; then there is no new edit, or the same one
    /// again.</summary>
    private static (SlackEvent? Message, long Edit) Changed(SlackEvent happened) =>
        happened.Message is { Edited.Ts: { } ts } now
        && Microseconds(ts) is > 0 and var edit
        && Written(now) != (happened.PreviousMessage is { } before ? Written(before) : null)
            ? (now, edit)
            : (null, 0);

    private static RemoteFile[] Files(SlackEvent message) =>
        [.. (message.Files ?? []).Concat(Shares(message).SelectMany(static share => share.Files ?? [])).Select(SlackFiles.Of)];

    /// <summary>The ids of those who write, and are written of, in a message.</summary>
    public static IEnumerable<string> People(SlackEvent happened)
    {
        var message = happened.Message ?? happened;
        return
        [
            .. ((string?[])[message.User]).OfType<string>(),
            .. SlackText.Unnamed(Written(message)),
            .. Shares(message).SelectMany(static share => SlackText.Unnamed(share.Text ?? "")),
        ];
    }

    private static string Written(SlackEvent message) => message.Text is { Length: > 0 } text ? text : SlackBlockText.Of(message.Blocks);

    /// <summary>A message that somebody passes on. Its author's name is Slack's word.</summary>
    private static BorrowedWords Shared(SlackAttachment attachment, SlackBot bot, IReadOnlyDictionary<string, string>? names)
    {
        var blocks = string.Join(
            '\n',
            (attachment.MessageBlocks ?? [])
                .Select(static part => part?.Message is { } message ? SlackBlockText.Of(message.Blocks) : "")
                .Where(static words => words.Length > 0)
        );
        var words =
            attachment.Text is { Length: > 0 } text ? text
            : blocks.Length > 0 ? blocks
            : attachment.Fallback ?? "";
        var by = attachment.AuthorId is { } id && id == bot.UserId ? "you" : attachment.AuthorName;
        // Nobody's name is left out of somebody else's words, not the bot's either.
        return new BorrowedWords(BorrowedUse.Forwarded, BorrowedFrom.Other, by, SlackText.Read(words, "", names));
    }

    /// <summary>"1700000000.000100" as a number; 0 when it is none.</summary>
    private static long Microseconds(string ts) =>
        decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and < 253_402_300_800
            ? (long)(seconds * 1_000_000)
            : 0;
}

using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Telegram;

/// <summary>Tells people what they cannot see from Telegram: why nobody answers them, and that a group has another number now. Each seldom
/// or once. On the loop.</summary>
internal sealed class TelegramHints(EventLoop loop, TelegramApi api, TelegramConfig config, ILogger log)
{
    private static readonly TimeSpan s_betweenHints = TimeSpan.FromHours(1);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly HashSet<string> _moved = [];
    private readonly Dictionary<string, long> _toldUnnamed = [];

    /// <summary>The settings of a group that moved are for nobody any more.</summary>
    public void TellMoved(string from, string to)
    {
        var named = config.Groups.Select(static group => group.Chat);
        if (named.Contains(from) && !named.Contains(to) && _moved.Add(from))
        {
            ChannelLog.Moved(log, TelegramReader.Channel, from, to);
        }
    }

    /// <summary>Why whoever writes as a group or a channel is not heard. Now and then only: the whole group reads it.</summary>
    public void TellUnnamed(Chat chat)
    {
        if (_toldUnnamed.TryGetValue(chat.Id, out var told) && loop.Time.GetElapsedTime(told) < s_betweenHints)
        {
            return;
        }
        _toldUnnamed[chat.Id] = loop.Time.GetTimestamp();
        const string Words =
            "I cannot see who wrote that: it was written as an anonymous admin or as a channel, and I answer only people that I know. "
            + "Write as yourself: under the group's administrators, switch off \"Remain anonymous\" for you.";
        var hint = new SendMessage(chat.Id, Words) { MessageThreadId = TelegramReader.Number(chat.Thread) };
        // A hint that does not arrive changes nothing.
        loop.Track(
            api.CallAsync("sendMessage", hint, TelegramJson.Default.SendMessage, s_patience, CancellationToken.None),
            "telegram hint"
        );
    }
}

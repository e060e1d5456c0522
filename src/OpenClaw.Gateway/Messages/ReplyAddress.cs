using System.Text.Json.Serialization;

namespace OpenClaw.Messages;

/// <summary>Where an answer goes: <c>telegram:123456789</c>, <c>local:main</c>, <c>slack:C1:thread:17.5</c>.</summary>
internal sealed record ReplyAddress(string Channel, string Account, string ChatId, string? Thread = null)
{
    private const string ThreadMark = ":thread:";

    /// <summary>
    /// Whether whoever is there reads the session's transcript, or waits at the door he spoke through: the terminal, the page, a hook, the
    /// API. What stands in the transcript needs no sending.
    /// </summary>
    [JsonIgnore]
    public bool IsTranscript => Channel is "local" or "webchat" or "hook" or "api";

    /// <summary>The session of an address that <see cref="IsTranscript"/>, when no rule gave its chat another.</summary>
    [JsonIgnore]
    public SessionKey Session => SessionKey.ForChat(new Chat(Channel, Account, ChatId, ChatKind.Direct, Thread));

    public static ReplyAddress Of(Chat chat) => new(chat.Channel, chat.Account, chat.Id, chat.Thread);

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is no address. The account is the channel's only one.</summary>
    public static ReplyAddress? Parse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0 || colon == text.Length - 1 || text.Any(char.IsControl))
        {
            return null;
        }
        var (channel, chat) = (text[..colon], text[(colon + 1)..]);
        var mark = chat.IndexOf(ThreadMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            return new ReplyAddress(channel, "", chat);
        }
        var thread = chat[(mark + ThreadMark.Length)..];
        return mark == 0 || thread.Length == 0 ? null : new ReplyAddress(channel, "", chat[..mark], thread);
    }

    public override string ToString() => Thread is null ? $"{Channel}:{ChatId}" : $"{Channel}:{ChatId}{ThreadMark}{Thread}";
}

namespace OpenClaw.Messages;

/// <summary>Where an answer goes: <c>telegram:123456789</c>, <c>local:main</c>, <c>slack:C1:thread:17.5</c>.</summary>
internal sealed record ReplyAddress(string Channel, string Account, string ChatId, string? Thread = null)
{
    public static ReplyAddress Of(Chat chat) => new(chat.Channel, chat.Account, chat.Id, chat.Thread);

    /// <summary>What configuration writes: <c>channel:chat</c>, with <c>:thread:ID</c> behind it where the channel has threads.</summary>
    public static ReplyAddress Parse(string address)
    {
        const string Thread = ":thread:";
        var colon = address.IndexOf(':');
        var (channel, chat) = (address[..colon], address[(colon + 1)..]);
        return chat.IndexOf(Thread, StringComparison.Ordinal) is > 0 and var at
            ? new ReplyAddress(channel, "", chat[..at], chat[(at + Thread.Length)..])
            : new ReplyAddress(channel, "", chat);
    }

    public override string ToString() => Thread is null ? $"{Channel}:{ChatId}" : $"{Channel}:{ChatId}:thread:{Thread}";
}

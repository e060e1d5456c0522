namespace OpenClaw.Messages;

/// <summary>Where an answer goes: <c>telegram:123456789</c>, <c>local:main</c>, <c>slack:C1:thread:17.5</c>.</summary>
internal sealed record ReplyAddress(string Channel, string Account, string ChatId, string? Thread = null)
{
    public static ReplyAddress Of(Chat chat) => new(chat.Channel, chat.Account, chat.Id, chat.Thread);

    public override string ToString() => Thread is null ? $"{Channel}:{ChatId}" : $"{Channel}:{ChatId}:thread:{Thread}";
}

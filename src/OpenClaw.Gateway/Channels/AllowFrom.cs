namespace OpenClaw.Channels;

/// <summary>Whom <c>allow_from</c> names, in private chats and in the places that a channel lists.</summary>
internal static class AllowFrom
{
    /// <summary>The line of configuration that would let the sender in; null when one does.</summary>
    /// <param name="places">The channel's table of places that are not private: <c>groups</c>, <c>channels</c>.</param>
    /// <param name="allowed">The channel's own list.</param>
    /// <param name="place">The message's place in that table with its list, where it has one; null when it is not in the table.</param>
    public static string? Refusal(
        InboundMessage message,
        string places,
        EquatableArray<string> allowed,
        (string Id, EquatableArray<string>? AllowFrom)? place
    )
    {
        var (chat, sender) = (message.Chat, message.Sender.Id);
        var table = $"channels.{chat.Channel}";
        if (chat.Kind == ChatKind.Direct)
        {
            return Names(allowed, sender) ? null : $"{table}.allow_from = [\"{sender}\"]";
        }
        if (place is null)
        {
            return $"{table}.{places} = {{ \"{chat.Id}\" = {{ require_mention = true }} }}";
        }
        return Names(place.Value.AllowFrom ?? allowed, sender)
            ? null
            : $"{table}.{places} = {{ \"{chat.Id}\" = {{ allow_from = [\"{sender}\"] }} }}";
    }

    private static bool Names(EquatableArray<string> allowed, string sender) => allowed.Contains(sender) || allowed.Contains("*");
}

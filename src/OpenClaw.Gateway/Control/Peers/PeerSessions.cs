using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Peers;

/// <summary>Reads the session that a client names, and finds the chat in which the client speaks there.</summary>
internal static class PeerSessions
{
    /// <summary>The key of a name: with a colon it is one, without it is a session of the peer's own channel.</summary>
    /// <exception cref="ControlException">Too long, or with control characters.</exception>
    public static SessionKey Key(ControlPeer peer, string? name)
    {
        var text = string.IsNullOrWhiteSpace(name) ? "main" : name.Trim();
        if (text.Length > 200 || text.Any(char.IsControl))
        {
            throw ControlException.InvalidParams("a session's name has at most 200 characters, and none of them is a control character");
        }
        return text.Contains(':') ? new SessionKey(text) : SessionKey.ForChat(ChatOfName(peer, text));
    }

    /// <summary>The chat of the peer's own channel that a name means.</summary>
    public static Chat ChatOfName(ControlPeer peer, string name) =>
        peer.Sender.Channel == "local"
            ? new Chat("local", "", name, ChatKind.Direct)
            : new Chat(peer.Sender.Channel, "", $"{peer.User}/{name}", ChatKind.Direct);

    /// <summary>The same of a key, which must be one of that channel.</summary>
    /// <exception cref="ControlException">The session belongs to another channel.</exception>
    public static Chat Chat(ControlPeer peer, SessionKey key) =>
        ChatOfKey(peer, key)
        ?? throw ControlException.InvalidParams(
            peer.Sender.Channel == "local"
                ? $"session \"{key}\" belongs to another channel; only local sessions (local:NAME, or NAME alone) can be spoken to from here"
                : $"session \"{key}\" belongs to another channel; it can be read here, and spoken to there"
        );

    /// <summary>The chat of a key that no rule made; null when it is of another channel than the peer's.</summary>
    public static Chat? ChatOfKey(ControlPeer peer, SessionKey key)
    {
        var prefix = $"{peer.Sender.Channel}:";
        if (!key.Value.StartsWith(prefix, StringComparison.Ordinal) || key.Value.Length == prefix.Length)
        {
            return null;
        }
        return new Chat(peer.Sender.Channel, "", key.Value[prefix.Length..].Replace("%3A", ":").Replace("%25", "%"), ChatKind.Direct);
    }
}

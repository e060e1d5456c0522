using OpenClaw.Control.Protocol;
using OpenClaw.Messages;

namespace OpenClaw.Control.Methods;

/// <summary>Reads the session that a client names.</summary>
internal static class SessionNames
{
    private const string LocalPrefix = "local:";

    /// <exception cref="ControlException">Empty, too long, or with control characters.</exception>
    public static SessionKey Key(string? name)
    {
        var text = string.IsNullOrWhiteSpace(name) ? "main" : name.Trim();
        if (text.Length > 200 || text.Any(char.IsControl)) throw ControlException.InvalidParams("a session's name has at most 200 characters, and none of them is a control character");
        return SessionKey.FromUser(text);
    }

    /// <summary>The chat of the terminal that a session name means.</summary>
    /// <exception cref="ControlException">The session belongs to another channel.</exception>
    public static Chat LocalChat(string? name)
    {
        var key = Key(name).Value;
        if (!key.StartsWith(LocalPrefix, StringComparison.Ordinal) || key.Length == LocalPrefix.Length)
        {
            throw ControlException.InvalidParams($"session \"{key}\" belongs to another channel; only local sessions (local:NAME, or NAME alone) can be spoken to from here");
        }

        var id = key[LocalPrefix.Length..].Replace("%3A", ":").Replace("%25", "%");
        return new Chat("local", "", id, ChatKind.Direct);
    }
}

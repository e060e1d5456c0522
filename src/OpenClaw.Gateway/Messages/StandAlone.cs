namespace OpenClaw.Messages;

/// <summary>
/// Requests at the API door that name no session: each has one of its own, <c>api:CLIENT/~ID</c>, that nobody comes back to. What would
/// pile up with them (folders, budgets, rows) goes by the client.
/// </summary>
internal static class StandAlone
{
    /// <summary>The door's channel.</summary>
    public const string Channel = "api";

    /// <summary>What the name of such a session begins with, and that of no other.</summary>
    public const char Mark = '~';

    /// <summary>The same of a column <c>key</c>, for SQL.</summary>
    public const string Condition = "key glob 'api:*/~*' and substr(key, instr(key, '/') + 1, 1) = '~'";

    public static bool Is(SessionKey key) =>
        SlashOf(key) is var slash and > 0 && slash + 1 < key.Value.Length && key.Value[slash + 1] == Mark;

    /// <summary>What all such sessions of a client share, which is no session; any other key stays itself.</summary>
    public static SessionKey ClientOf(SessionKey key) => Is(key) ? new SessionKey(key.Value[..SlashOf(key)]) : key;

    private static int SlashOf(SessionKey key) =>
        key.Value.StartsWith($"{Channel}:", StringComparison.Ordinal) ? key.Value.IndexOf('/') : -1;
}

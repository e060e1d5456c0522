namespace OpenClaw.Messages;

/// <summary>
/// Names one conversation: <c>telegram:123</c>, <c>slack:C1:thread:17.5</c>, <c>local:main</c>, <c>cron:morning</c>.
/// A <c>:</c> or <c>%</c> inside a part is written <c>%3A</c> or <c>%25</c>, so that two conversations never share a key by accident.
/// </summary>
internal readonly record struct SessionKey(string Value)
{
    public static SessionKey Local(string name) => new($"local:{Escape(name)}");

    public static SessionKey Cron(string job) => new($"cron:{Escape(job)}");

    public static SessionKey Hook(string name) => new($"hook:{Escape(name)}");

    /// <summary>The key of a conversation that no rule names: channel and chat, then the thread, then (in groups that ask for it) the
    /// sender.</summary>
    public static SessionKey ForChat(Chat chat, string? sender = null)
    {
        var key = $"{Escape(chat.Channel)}:{Escape(chat.Id)}";
        if (chat.Thread is { } thread)
        {
            key += $":thread:{Escape(thread)}";
        }
        if (sender is not null)
        {
            key += $":{Escape(sender)}";
        }
        return new(key);
    }

    /// <summary>What a person types after <c>--session</c>: a name alone means <c>local:name</c>, anything with a colon is a whole
    /// key.</summary>
    public static SessionKey FromUser(string text) => text.Contains(':') ? new(text) : Local(text);

    public static string Escape(string part) => part.Replace("%", "%25").Replace(":", "%3A");

    public override string ToString() => Value;
}

namespace OpenClaw.Config.Reading;

/// <summary>Names that configuration may use and that other rooms define. Those rooms test that the two agree.</summary>
internal static class Vocabulary
{
    /// <summary>In the order in which a model is told of them.</summary>
    public static readonly string[] Tools = ["read", "write", "edit", "search", "exec", "process", "message", "session", "remind"];

    /// <summary>The terminal, which is always there, what [channels] can have, and the clients of [api].</summary>
    public static readonly string[] Channels = ["local", "telegram", "slack", "webchat", "api"];

    /// <summary>How cron jobs speak: <c>cron:morning</c> sends, and nothing is sent to it.</summary>
    public const string Clock = "cron";

    /// <summary>How webhooks speak: <c>hook:ci</c> sends, and nothing is sent to it.</summary>
    public const string Hook = "hook";

    /// <summary>What is wrong with a tool name, or null. A name may hold <c>*</c>.</summary>
    public static string? CheckTool(string tool)
    {
        if (tool.Contains('*') || Tools.Contains(tool))
        {
            return null;
        }
        return PlannedSettings.PartOfTool(tool) is { } part
            ? $"names \"{tool}\", and this version does not have {part} yet"
            : $"names \"{tool}\", which is no tool.{NearestOrAll(tool, Tools)}";
    }

    /// <summary>What is wrong with a channel name, or null. A name may hold <c>*</c>.</summary>
    public static string? CheckChannel(string channel)
    {
        if (channel.Contains('*') || Channels.Contains(channel))
        {
            return null;
        }
        if (channel == Clock)
        {
            return "names the channel \"cron\", which nobody speaks on; what a job's turns get (policy, chain, session) stands in its [[cron]]";
        }
        if (channel == Hook)
        {
            return "names the channel \"hook\", which nobody speaks on; what a webhook's turns get (policy, chain, session) stands in its [hooks.NAME]";
        }
        return $"names the channel \"{channel}\", which does not exist.{NearestOrAll(channel, Channels)}";
    }

    /// <summary>What is wrong with an address such as <c>local:pi</c>, or null.</summary>
    public static string? CheckAddress(string address)
    {
        var colon = address.IndexOf(':');
        return colon <= 0 || colon == address.Length - 1
            ? $"has \"{address}\", which is no address; write channel:id, for example \"local:pi\""
            : CheckChannel(address[..colon]);
    }

    /// <summary>The same for who may send: people, cron jobs (<c>cron:morning</c>) and webhooks (<c>hook:ci</c>).</summary>
    public static string? CheckSender(string sender) =>
        sender is "owners" or "*" || IsOf(Clock, sender) || IsOf(Hook, sender) ? null : CheckAddress(sender);

    /// <summary>What is wrong with the session that turns of a job or a hook are put into, or null.</summary>
    /// <param name="clocks">How the message calls what has sessions of that name.</param>
    /// <param name="own">How it calls what the setting belongs to.</param>
    public static string? CheckSession(string session, string clocks, string own) =>
        session.Any(static c => char.IsWhiteSpace(c) || c is '{' or '}')
            ? "is no session; write a name (\"main\") or a whole key (\"telegram:123456789\")"
        : session.StartsWith("cron:", StringComparison.Ordinal) ? $"is the session of {clocks}; leave it out for a session of {own}'s own"
        : null;

    /// <summary>Whether a name that is typed, and is part of addresses, has letters, digits and <c>. _ -</c> alone.</summary>
    public static bool IsPlainName(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');

    private static bool IsOf(string channel, string sender) =>
        sender.StartsWith(channel + ":", StringComparison.Ordinal) && sender.Length > channel.Length + 1;

    private static string NearestOrAll(string name, string[] all) =>
        NearestName.Suggestion(name, all) is { Length: > 0 } suggestion ? suggestion : $" There is: {string.Join(", ", all)}.";
}

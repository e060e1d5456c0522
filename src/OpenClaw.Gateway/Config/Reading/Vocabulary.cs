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

    private static bool IsOf(string channel, string sender) =>
        sender.StartsWith(channel + ":", StringComparison.Ordinal) && sender.Length > channel.Length + 1;

    private static string NearestOrAll(string name, string[] all) =>
        NearestName.Suggestion(name, all) is { Length: > 0 } suggestion ? suggestion : $" There is: {string.Join(", ", all)}.";
}

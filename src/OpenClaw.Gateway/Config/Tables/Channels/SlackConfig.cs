using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary><c>[channels.slack]</c>.</summary>
internal sealed record SlackConfig
{
    /// <summary>The app's own token, <c>xapp-..</c>: it opens connections and nothing else.</summary>
    public required Secret AppToken { get; init; }

    /// <summary>The bot's token in its workspace, <c>xoxb-..</c>.</summary>
    public required Secret BotToken { get; init; }

    /// <summary>Where the Web API is; it says itself where connections are opened.</summary>
    public Uri ApiUrl { get; init; } = new("https://slack.com/api");

    /// <summary>User ids that may speak; <c>*</c> is everybody.</summary>
    public EquatableArray<string> AllowFrom { get; init; } = [];

    public EquatableArray<SlackPlace> Channels { get; init; } = [];

    /// <summary>The largest file of a chat that is fetched.</summary>
    public long MaxFile { get; init; } = 20 << 20;

    /// <summary>Where Slack may send us for connections and files: to the host of its API and below it, and below its own.</summary>
    public IEnumerable<string> Hosts =>
        ApiUrl.HostNameType == UriHostNameType.Dns ? [ApiUrl.Host, $"*.{ApiUrl.Host}", "*.slack.com"] : [ApiUrl.Host, "*.slack.com"];

    /// <summary>Whether an address that an answer or an event names is followed. A token and a connection go nowhere else, whatever it
    /// says.</summary>
    public bool MayFollow(Uri url) =>
        (url.Scheme is "https" or "wss" || (url.Scheme is "http" or "ws" && ApiUrl.Scheme == "http"))
        && Hosts.Any(host =>
            host.StartsWith("*.", StringComparison.Ordinal)
                ? url.Host.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
                : url.Host.Equals(host, StringComparison.OrdinalIgnoreCase)
        );

    public SlackPlace? Place(string channel) =>
        Channels.FirstOrDefault(c => c.Channel == channel) ?? Channels.FirstOrDefault(static c => c.Channel == "*");

    public bool NeedsMention(string channel) => Place(channel)?.RequireMention ?? true;
}

/// <summary>One entry of <c>channels</c>: a channel of Slack, or a conversation of several people.</summary>
/// <param name="Channel">Its id, or <c>*</c> for those not named.</param>
/// <param name="AllowFrom">Who may speak in it; null is as in direct messages.</param>
internal sealed record SlackPlace(string Channel, bool RequireMention, EquatableArray<string>? AllowFrom);

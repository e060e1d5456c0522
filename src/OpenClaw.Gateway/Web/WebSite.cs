using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Web;

/// <summary>All that is served under one configuration. Immutable: requests read it from pool threads.</summary>
internal sealed class WebSite
{
    private readonly IReadOnlyDictionary<string, WebRoute[]> _byPath;
    private readonly (string Prefix, WebRoute[] Routes)[] _below;

    public WebSite(GatewayConfig config, IEnumerable<IWebPart> parts)
    {
        Settings = config.Web;
        _byPath = parts
            .SelectMany(part => part.Routes(config))
            .GroupBy(static route => route.Path)
            .ToDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
        _below =
        [
            .. _byPath
                .Where(static pair => pair.Key.EndsWith("/*", StringComparison.Ordinal))
                .Select(static pair => (pair.Key[..^1], pair.Value))
                .OrderByDescending(static below => below.Item1.Length),
        ];
    }

    public WebConfig Settings { get; }

    /// <summary>All methods of a path; none when there is no such path.</summary>
    public IReadOnlyList<WebRoute> Find(string path) =>
        _byPath.TryGetValue(path, out var routes)
            ? routes
            : Array.Find(_below, below => path.StartsWith(below.Prefix, StringComparison.Ordinal)).Routes ?? [];
}

using System.Collections.Frozen;
using OpenClaw.Config;
using OpenClaw.Config.Web;

namespace OpenClaw.Web;

/// <summary>All that is served under one configuration. Immutable: requests read it from pool threads.</summary>
internal sealed class WebSite
{
    private readonly FrozenDictionary<string, WebRoute[]> _byPath;

    public WebSite(GatewayConfig config, IEnumerable<IWebPart> parts)
    {
        Settings = config.Web;
        _byPath = parts.SelectMany(part => part.Routes(config)).GroupBy(static route => route.Path).ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);
    }

    public WebConfig Settings { get; }

    /// <summary>All methods of a path; none when there is no such path.</summary>
    public IReadOnlyList<WebRoute> Find(string path)
    {
        if (_byPath.TryGetValue(path, out var routes)) return routes;
        for (var slash = path.LastIndexOf('/'); slash >= 0; slash = slash == 0 ? -1 : path.LastIndexOf('/', slash - 1))
        {
            if (_byPath.TryGetValue($"{path[..slash]}/*", out routes)) return routes;
        }

        return [];
    }
}

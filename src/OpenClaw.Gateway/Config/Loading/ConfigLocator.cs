using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Loading;

/// <summary>Finds the configuration: <c>-c</c>, <c>$OPENCLAW_CONFIG</c>, <c>./</c>, <c>$XDG_CONFIG_HOME/openclaw/</c>,
/// <c>/etc/openclaw/</c>.</summary>
internal static class ConfigLocator
{
    private const string FileName = "openclaw.toml";

    /// <summary>The absolute path, or null with the words that say where it was looked for.</summary>
    public static (string? Path, string? Problem) Locate(ConfigRequest request)
    {
        // A file that somebody named is the file, there or not: falling through to another would run a configuration nobody chose.
        if (request.File is { Length: > 0 } named)
        {
            return (FilePaths.Resolve(named, request.Directory, request.Home), null);
        }
        if (request.Environment("OPENCLAW_CONFIG") is { Length: > 0 } fromEnvironment)
        {
            return (FilePaths.Resolve(fromEnvironment, request.Directory, request.Home), null);
        }

        var xdg =
            request.Environment("XDG_CONFIG_HOME") is { Length: > 0 } set && Path.IsPathRooted(set)
                ? set
                : Path.Combine(request.Home, ".config");
        string[] places =
        [
            Path.Combine(request.Directory, FileName),
            Path.Combine(xdg, "openclaw", FileName),
            Path.Combine(request.SystemDirectory, FileName),
        ];
        return places.FirstOrDefault(Path.Exists) is { } found
            ? (found, null)
            : (null, $"there is no configuration. Looked for {string.Join(", ", places)}. To write one: openclaw init");
    }
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>The remotes that configurations of git name, and the hosts and paths behind them.</summary>
internal sealed class GitRemotes
{
    private const string File = "file://";

    private readonly List<string> _addresses = [];

    // An address may stand for another one.
    private bool _isRewritten;

    /// <summary>The names of remotes that have an address. To git any other name is a path.</summary>
    public HashSet<string> Named { get; } = new(StringComparer.Ordinal);

    /// <summary>The remotes that branches name.</summary>
    public List<string> Wanted { get; } = [];

    /// <summary>The hosts of all remotes; a star where an address may stand for another one.</summary>
    public IEnumerable<string> Hosts()
    {
        foreach (var address in _addresses)
        {
            var colon = address.IndexOf(':');
            var isUrl = address.Contains("://", StringComparison.Ordinal);
            if (_isRewritten || address.Contains("::", StringComparison.Ordinal))
            {
                yield return "*";
            }
            else if (isUrl && !address.StartsWith("file:", StringComparison.Ordinal))
            {
                yield return HostName.Of(address) ?? "*";
            }
            else if (!isUrl && colon > 0 && address.AsSpan(0, colon).IndexOf('/') < 0)
            {
                yield return HostName.Of(address[..colon]) ?? "*";
            }
        }
    }

    /// <summary>The folders and files that remotes name as paths, as they are written.</summary>
    public IEnumerable<string> Paths() => _addresses.Where(IsPath).Select(PathOf);

    public void Add(GitSetting setting)
    {
        if (setting is { Section: "remote", Name: "url" or "pushurl", Value: { } address })
        {
            _addresses.Add(address);
            Named.Add(setting.Subsection ?? "");
        }

        var wants =
            setting
            is { Section: "branch", Name: "remote" or "pushremote" }
                or { Section: "remote", Subsection: null, Name: "pushdefault" };
        if (wants && setting.Value is { Length: > 0 } wanted and not ".")
        {
            Wanted.Add(wanted);
        }
        _isRewritten |= setting.Section == "url";
    }

    private static bool IsPath(string address)
    {
        var colon = address.IndexOf(':');
        return address.StartsWith(File, StringComparison.Ordinal)
            || (!address.Contains("://", StringComparison.Ordinal) && (colon < 0 || address.AsSpan(0, colon).Contains('/')));
    }

    private static string PathOf(string address) => address.StartsWith(File, StringComparison.Ordinal) ? address[File.Length..] : address;

    /// <summary>The other side fills in a home, which may be that of any user.</summary>
    public static bool HasHome(string path) => path.StartsWith('~') || path.StartsWith("/~", StringComparison.Ordinal);
}

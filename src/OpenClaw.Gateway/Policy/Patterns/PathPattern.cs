namespace OpenClaw.Policy.Patterns;

/// <summary>
/// A pattern over real paths: <c>*</c> inside a segment, <c>**</c> for any number of segments, so <c>src/**</c> is <c>src</c> and all below
/// it. A relative pattern is below the workspace, <c>~</c> is the gateway user's home. A backslash takes the meaning from the next
/// character. </summary>
internal sealed class PathPattern
{
    private readonly List<string> _segments = [];

    private PathPattern(string text, string workspace, string home)
    {
        // The base is a real path and no pattern: its own stars are literal.
        if (text == "~" || text.StartsWith("~/", StringComparison.Ordinal))
        {
            _segments.AddRange(Split(home));
            text = text[1..];
        }
        else if (!text.StartsWith('/'))
        {
            _segments.AddRange(Split(workspace));
        }

        foreach (var segment in Split(text))
        {
            if (segment == ".")
            {
                continue;
            }
            if (segment == "..")
            {
                _segments.RemoveRange(Math.Max(0, _segments.Count - 1), Math.Min(1, _segments.Count));
            }
            else
            {
                _segments.Add(Glob.Compile(segment));
            }
        }
    }

    public static PathPattern Parse(string text, string workspace, string home) => new(text, workspace, home);

    /// <summary>A pattern for just this path, short when it lies in the workspace.</summary>
    public static string Literal(string path, string workspace)
    {
        if (path == workspace)
        {
            return ".";
        }
        if (!IsBelow(path, workspace))
        {
            return Glob.Escape(path);
        }
        var relative = path[(workspace.TrimEnd('/').Length + 1)..];
        return Glob.Escape(relative.StartsWith('~') ? "./" + relative : relative);
    }

    public bool Matches(string path) => Matches(Split(path));

    /// <summary>
    /// The same for many patterns, for each path of a walk that goes down from the root of what is looked at and not below what matched.
    /// Most patterns are about one name anywhere (<c>/**/*.pem</c>, <c>/**/.ssh/**</c>), so that the last segment decides, and a walk over
    /// thousands of files stays short. </summary>
    public static Func<string, bool> AnyOnTheWayDown(IReadOnlyList<PathPattern> patterns)
    {
        var names = patterns.Select(static pattern => pattern.AnywhereNamed).OfType<string>().ToArray();
        var others = patterns.Where(static pattern => pattern.AnywhereNamed is null).ToArray();
        return path =>
        {
            var name = path.AsSpan(path.LastIndexOf('/') + 1);
            foreach (var glob in names)
            {
                if (Glob.Matches(glob, name))
                {
                    return true;
                }
            }

            if (others.Length == 0)
            {
                return false;
            }
            var segments = Split(path);
            return Array.Exists(others, pattern => pattern.Matches(segments));
        };
    }

    // The glob of the one name that the pattern is about, wherever it lies.
    private string? AnywhereNamed =>
        _segments is [Glob.AnyNumber, not Glob.AnyNumber] or [Glob.AnyNumber, not Glob.AnyNumber, Glob.AnyNumber] ? _segments[1] : null;

    private bool Matches(string[] segments) => Glob.MatchesAll(_segments, segments.Length, (glob, i) => Glob.Matches(glob, segments[i]));

    /// <summary>Whether a real path is a real directory or lies somewhere below it.</summary>
    public static bool IsBelow(string path, string directory)
    {
        directory = directory.TrimEnd('/');
        return path.StartsWith(directory, StringComparison.Ordinal) && (path.Length == directory.Length || path[directory.Length] == '/');
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);
}

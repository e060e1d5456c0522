namespace OpenClaw.Policy.Effects;

/// <summary>
/// Where a path really leads, links followed, also when its end does not exist yet: a link that dangles is followed too, because writing
/// through it creates what it names. Looks at the file system and changes nothing; call it away from the loop.
/// </summary>
internal static class RealPath
{
    private const int MaxLinks = 40;
    private const int MaxLength = 4096;

    /// <param name="path">Absolute, or relative to <paramref name="directory"/>. <c>~</c> means nothing here.</param>
    /// <returns>An absolute path without links, <c>.</c>, <c>..</c> or a slash at its end; null for what no kernel would take (empty, NUL,
    /// too long, links in a circle).</returns>
    public static string? Of(string path, string directory) => Of(path, directory, out _);

    /// <param name="ownView">True when a link of /proc was followed (<c>/proc/self/cwd</c>, <c>/dev/fd/3</c>): another process is led
    /// elsewhere by the same path.</param>
    public static string? Of(string path, string directory, out bool ownView)
    {
        ownView = false;
        if (path.Length == 0 || path.Length > MaxLength || path.Contains('\0'))
        {
            return null;
        }
        if (!path.StartsWith('/'))
        {
            path = directory + "/" + path;
        }

        // Enumerable by name: for .NET 9, Reverse() of an array would be the one that turns it around in place.
        var left = new Stack<string>(Enumerable.Reverse(path.Split('/', StringSplitOptions.RemoveEmptyEntries)));
        var real = new List<string>();
        var links = 0;
        while (left.TryPop(out var name))
        {
            if (name == ".")
            {
                continue;
            }
            if (name == "..")
            {
                // The parent of where the links led, as the kernel does it, and not the word before.
                if (real.Count > 0)
                {
                    real.RemoveAt(real.Count - 1);
                }
                continue;
            }

            real.Add(name);
            if (LinkTarget(real) is not { } target)
            {
                continue;
            }
            if (++links > MaxLinks)
            {
                return null;
            }
            ownView |= real is ["proc", _, ..];
            if (target.StartsWith('/'))
            {
                real.Clear();
            }
            else
            {
                real.RemoveAt(real.Count - 1);
            }
            foreach (var part in Enumerable.Reverse(target.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            {
                left.Push(part);
            }
        }

        var joined = "/" + string.Join('/', real);
        return joined.Length > MaxLength ? null : joined;
    }

    // Null for what is no link, does not exist or may not be looked at; for the last two no tool of ours gets any further either.
    private static string? LinkTarget(List<string> parts)
    {
        try
        {
            return new FileInfo("/" + string.Join('/', parts)).LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

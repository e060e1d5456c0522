using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Policy.Analysis;

/// <summary>Finds the words of a command that lead somewhere else than they say. Looks at the file system; call it away from the
/// loop.</summary>
internal static class WordPaths
{
    /// <param name="directory">Absolute real path in which the command runs; null when that is not known.</param>
    public static EquatableArray<WordPath> Of(IReadOnlyList<string> words, string? directory)
    {
        var found = new List<WordPath>();
        for (var i = 1; i < words.Count; i++)
        {
            foreach (var start in WordParts.Starts(words[i]))
            {
                if (Of(words[i][start..], directory, out var path))
                {
                    found.Add(new WordPath(i, start, path));
                }
            }
        }

        return [.. found];
    }

    // False for what needs no note: a text, or a path that leads where it says.
    private static bool Of(string value, string? directory, out string? path)
    {
        path = null;
        if (directory is null)
        {
            return value.Contains('/') && value[0] != '/' && WordParts.Scheme(value) is null;
        }
        if (WordParts.Scheme(value) is { } scheme && !Path.Exists(directory + "/" + scheme))
        {
            return false;
        }
        var real = RealPath.Of(value, directory, out var ownView);
        // No kernel takes it (too long, links in a circle), so it opens nothing.
        if (real is null && !ownView && !WordParts.HasParent(value))
        {
            return false;
        }
        path = ownView ? null : real;
        return ownView || WordParts.HasParent(value) || real != Said(value, directory);
    }

    private static string Said(string value, string directory)
    {
        var segments = (value.StartsWith('/') ? value : directory + "/" + value).Split('/', StringSplitOptions.RemoveEmptyEntries);
        return "/" + string.Join('/', segments.Where(static s => s != "."));
    }
}

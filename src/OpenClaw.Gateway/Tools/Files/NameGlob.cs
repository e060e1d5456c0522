using System.IO.Enumeration;

namespace OpenClaw.Tools.Files;

/// <summary>Globs as people write them to find files: <c>*.md</c> for a name anywhere, <c>docs/*.md</c> for the end of a path,
/// <c>docs/**</c> for all below.</summary>
internal static class NameGlob
{
    public static bool Matches(string glob, string path, string workspace)
    {
        // A word without a star means a part of a name: "report" finds report-2.txt.
        if (glob.AsSpan().IndexOfAny('*', '?') < 0 && !glob.Contains('/'))
        {
            glob = $"*{glob}*";
        }
        if (!glob.Contains('/'))
        {
            return FileSystemName.MatchesSimpleExpression(glob, Path.GetFileName(path.AsSpan()), ignoreCase: true);
        }
        // Here `*` also goes over slashes, so `**/` and `*/` find the same; for finding that is generous in the right direction.
        var relative = FilePath.Show(path, workspace);
        var pattern = glob.TrimStart('/').Replace("**/", "*").Replace("**", "*");
        if (pattern.StartsWith("./", StringComparison.Ordinal))
        {
            pattern = pattern[2..];
        }
        return FileSystemName.MatchesSimpleExpression(pattern, relative, ignoreCase: true)
            || FileSystemName.MatchesSimpleExpression("*/" + pattern, relative, ignoreCase: true);
    }
}

using System.IO.Enumeration;

namespace OpenClaw.Config.Reading;

/// <summary>A folder in which a pattern of <c>include</c> looks, and what it looks for below it: <c>*.toml</c>,
/// <c>*/claw.toml</c>.</summary>
internal readonly record struct IncludePattern(string Folder, string Rest)
{
    /// <summary>Whether a file at this path would be read as configuration.</summary>
    public bool Matches(string path)
    {
        var folder = Folder.TrimEnd('/') + "/";
        if (!path.StartsWith(folder, StringComparison.Ordinal))
        {
            return false;
        }
        var names = path[folder.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries);
        var globs = Rest.Split('/');
        return names.Length == globs.Length && names.Zip(globs).All(static pair => MatchesName(pair.Second, pair.First));
    }

    /// <summary>Hidden files are what editors leave behind, and never meant.</summary>
    public static bool MatchesName(string glob, string name) =>
        name[0] != '.' && FileSystemName.MatchesSimpleExpression(glob.Replace("\\", "\\\\"), name, ignoreCase: false);
}

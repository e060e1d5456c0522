namespace OpenClaw.Models;

/// <summary>The tool a model means by a name that is not quite the tool's: another case, or the namespace of the template it was trained on.</summary>
internal static class ToolNames
{
    // The namespaces that public chat templates put before a tool's name.
    private static readonly string[] s_namespaces = ["functions.", "function.", "tools.", "tool.", "default_api.", "default."];

    /// <summary>The offered name that is surely meant; the name itself where none is.</summary>
    public static string Resolve(string name, IReadOnlyCollection<string> offered)
    {
        if (offered.Contains(name)) return name;
        var bare = name.Trim();
        foreach (var prefix in s_namespaces)
        {
            if (bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                bare = bare[prefix.Length..];
                break;
            }
        }

        var alike = offered.Where(o => string.Equals(o, bare, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return alike.Count == 1 ? alike[0] : name;
    }
}

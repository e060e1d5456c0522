using OpenClaw.Policy.Effects;

namespace OpenClaw.Tools.Files;

/// <summary>A path as the model wrote it, where it really leads, and how it is spoken of.</summary>
/// <param name="Real">Absolute, without links.</param>
/// <param name="Shown">Relative to the workspace when it lies there.</param>
internal sealed record FilePath(string Real, string Shown)
{
    // Their files are no files: reading one can act, and none of them has a length.
    private static readonly string[] s_special = ["/proc", "/sys", "/dev"];

    /// <summary>Looks at links on the way; not for the loop.</summary>
    public static FilePath? Find(string text, string workspace, out string complaint)
    {
        complaint = "";
        var path = text.Trim();
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            path = HomeFolder.Path + path[1..];
        }
        if (RealPath.Of(path, workspace) is not { } real)
        {
            complaint =
                path.Length == 0
                    ? "the path is empty"
                    : $"'{text}' is not a path: it is too long, holds a zero character, or its links go in a circle";
            return null;
        }

        if (s_special.FirstOrDefault(folder => IsBelow(real, folder)) is { } special)
        {
            complaint = $"'{text}' leads into {special}, which holds devices and kernel state and no files";
            return null;
        }

        var shown = Show(real, workspace);
        // A link is named with its end, so that neither model nor approver takes it for the file it seems.
        var plain = Path.GetFullPath(path, workspace);
        return new FilePath(real, plain == real ? shown : $"{Show(plain, workspace)} (which leads to {real})");
    }

    public static string Show(string real, string workspace) =>
        real == workspace ? "."
        : IsBelow(real, workspace) ? real[(workspace.TrimEnd('/').Length + 1)..]
        : real;

    public static bool IsSpecial(string real) => s_special.Any(folder => IsBelow(real, folder));

    public static bool IsBelow(string path, string folder) =>
        path == folder
        || folder == "/"
        || (path.Length > folder.Length && path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');
}

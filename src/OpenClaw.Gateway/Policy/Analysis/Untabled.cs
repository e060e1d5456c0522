using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Analysis;

/// <summary>Programs without a table of which one thing is known: that they read folders whole, or that what they read and write stands in
/// none of their words.</summary>
internal static class Untabled
{
    private static readonly IReadOnlySet<string> s_searchers = WordList.Set("rg ag ack ugrep");
    private static readonly IReadOnlySet<string> s_packers = WordList.Set("7z 7za 7zr bsdtar jar rclone mksquashfs genisoimage mkisofs");
    private static readonly IReadOnlySet<string> s_listed = WordList.Set("cpio pax patch ed ex unrar unar");

    /// <returns>Why the words do not say what it reads and writes; null when nothing is known of it.</returns>
    public static string? Why(Effect.Command command) =>
        Path.GetFileName(command.Words[0]) is var name
        && s_listed.Contains(name)
        && !command.Words.Skip(1).Any(static word => word is "--help" or "--version")
            ? $"which files `{name}` reads and writes stands in what it is given, and not in its words"
            : null;

    /// <summary>The folders that it reads whole, as they are written.</summary>
    public static IEnumerable<string> Folders(Effect.Command command, string directory)
    {
        var name = Path.GetFileName(command.Words[0]);
        var operands = command.Words.Skip(1).Where(static word => !word.StartsWith('-'));
        if (s_packers.Contains(name) || (name == "diff" && command.Words.Any(IsRecursive)))
        {
            return operands;
        }
        if (!s_searchers.Contains(name))
        {
            return [];
        }
        var folders = operands.Skip(1).ToArray();
        return folders.Any(folder => Path.Exists(Path.Combine(directory, folder))) ? folders : [.. folders, "."];
    }

    private static bool IsRecursive(string word) =>
        word == "--recursive" || (word.StartsWith('-') && !word.StartsWith("--", StringComparison.Ordinal) && word.Contains('r'));
}

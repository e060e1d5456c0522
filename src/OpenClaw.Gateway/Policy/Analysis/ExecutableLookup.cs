using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Analysis;

/// <summary>Finds what a command name leads to, as <c>execvp</c> with the fixed PATH would. Looks at the file system; call it away from the
/// loop.</summary>
internal sealed class ExecutableLookup(IReadOnlyList<string> searchPath, string workingDirectory)
{
    // What the three shells run themselves when a line names it, PATH or not. Only those that Shell/README.md calls ordinary.
    private static readonly string[] s_builtins = ["echo", "printf", "test", "[", "true", "false", ":", "pwd", "kill", "exit"];

    /// <param name="byShell">True when a shell looks the name up, so that its builtins come first.</param>
    public Effect.Command Find(IReadOnlyList<string> words, bool byShell, bool openEnded)
    {
        var name = words[0];
        var found = name.Contains('/') ? Absolute(name) : OnPath(name);
        var bare = Path.GetFileName(name);
        // A name that goes through the links of /proc leads us to one file and the command's shell, in its own folder, to another.
        if (name.Contains('/') && RealPath.Of(name, workingDirectory, out var ownView) is not null && ownView)
        {
            found = null;
        }
        var real = found is null ? null : RealPath.Of(found, workingDirectory);

        // `/usr/bin/git` may be called git when git is that very file; so may `../../usr/bin/git`.
        var sameAsBare = real is not null && (!name.Contains('/') || (OnPath(bare) is { } other && RealPath.Of(other, "/") == real));
        var builtin = byShell && Array.IndexOf(s_builtins, name) >= 0;
        return new Effect.Command([.. words], real)
        {
            Found = found,
            BareName =
                builtin ? name
                : sameAsBare ? bare
                : null,
            OpenEnded = openEnded,
            Paths = WordPaths.Of(words, workingDirectory),
        };
    }

    private string? OnPath(string name)
    {
        if (name.Length == 0 || name.Contains('\0') || name is "." or "..")
        {
            return null;
        }
        return searchPath.Select(directory => directory + "/" + name).FirstOrDefault(IsExecutable);
    }

    private string? Absolute(string name)
    {
        // Behind a `..` the words say little of where the kernel goes, so then only the real path counts.
        var path =
            name.Split('/').Contains("..") || name.Contains('\0')
                ? RealPath.Of(name, workingDirectory)
                : Path.GetFullPath(name, workingDirectory);
        return File.Exists(path) ? path : null;
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path)
                && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone between the two looks, or not ours to look at: then it is not found, and nothing is allowed by its name.
            return false;
        }
    }
}

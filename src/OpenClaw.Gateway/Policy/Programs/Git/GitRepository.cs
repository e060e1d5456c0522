using OpenClaw.Policy.Analysis;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>A repository as git finds it from a folder. Looks at the file system; call it away from the loop.</summary>
/// <param name="Directory">Its <c>.git</c>, or the bare repository itself.</param>
/// <param name="Common">Where its configuration lies: another folder for a linked working tree.</param>
/// <param name="Top">The working tree; null for a bare one.</param>
internal sealed record GitRepository(string Directory, string Common, string? Top)
{
    private const int MaxPointer = 8 * 1024;

    /// <returns>Null when there is none.</returns>
    public static GitRepository? Find(string folder)
    {
        for (var at = folder; ; at = Path.GetDirectoryName(at)!)
        {
            var dot = at.TrimEnd('/') + "/.git";
            if (System.IO.Directory.Exists(dot))
                return Of(dot, at);
            if (File.Exists(dot) && Pointer(dot, "gitdir:") is { } target)
                return Of(RealPath.Of(target, at) ?? target, at);
            // safe.bareRepository=explicit makes git pass by a bare one; an old git does not know that setting.
            if (IsBare(at))
                return Of(at, null);
            if (at == "/")
                return null;
        }
    }

    public static GitRepository Of(string directory, string? top) =>
        new(directory, Pointer(directory + "/commondir", "") is { } common ? RealPath.Of(common, directory) ?? common : directory, top);

    private static bool IsBare(string folder) => File.Exists(folder + "/HEAD") && System.IO.Directory.Exists(folder + "/objects") && System.IO.Directory.Exists(folder + "/refs");

    private static string? Pointer(string file, string prefix)
    {
        try
        {
            if (!File.Exists(file) || new FileInfo(file).Length > MaxPointer)
                return null;
            var text = File.ReadAllText(file).TrimEnd('\n', '\r');
            return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..].Trim(' ') : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // git gets no further than we do.
            return null;
        }
    }
}

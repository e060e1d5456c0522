namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>What a tarball has beside the executable (the unit, manual pages, completions), where the executable lies as a tarball is
/// installed: in <c>bin</c> of a prefix. The gateway works without any of it.</summary>
internal static class ReleaseFiles
{
    public static void Place(Installation place, Action<string> say)
    {
        if (Path.GetFileName(place.Folder) != "bin" || Root(place.Unpacked) is not { } root)
        {
            return;
        }
        var prefix = Path.GetDirectoryName(place.Folder)!;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(prefix, Path.GetRelativePath(root, file));
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, $"{target}.openclaw-new", overwrite: true);
                File.Move($"{target}.openclaw-new", target, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                say($"warning: {target} stays as it was: {e.Message}");
            }
        }
    }

    // The one folder in it, from which the executable has been moved away.
    private static string? Root(string unpacked) =>
        Directory.Exists(unpacked)
            ? Directory.EnumerateDirectories(unpacked).FirstOrDefault(static folder => Directory.Exists(Path.Combine(folder, "share")))
            : null;
}

namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>What a tarball has beside the executable (the unit, manual pages, completions), where the executable lies as a tarball is
/// installed: in <c>bin</c> of a prefix. The gateway works without any of it.</summary>
internal static class ReleaseFiles
{
    private const string Installed = "share/doc/openclaw/installed-files";

    public static void Place(Installation place, Action<string> say)
    {
        if (Path.GetFileName(place.Folder) != "bin" || Root(place.Unpacked) is not { } root)
        {
            return;
        }
        var prefix = Path.GetDirectoryName(place.Folder)!;
        var files = Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Order(StringComparer.Ordinal)
            .ToArray();
        foreach (var file in files)
        {
            var target = Path.Combine(prefix, file);
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(Path.Combine(root, file), $"{target}.openclaw-new", overwrite: true);
                File.Move($"{target}.openclaw-new", target, overwrite: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                say($"warning: {target} stays as it was: {e.Message}");
            }
        }

        List(Path.Combine(prefix, Installed), [.. files, Path.GetRelativePath(prefix, place.Previous)]);
    }

    /// <summary>What `install.sh uninstall` takes away: what is new is on its list, too.</summary>
    private static void List(string list, IEnumerable<string> files)
    {
        if (File.Exists(list))
        {
            File.WriteAllLines(list, File.ReadAllLines(list).Union(files).Order(StringComparer.Ordinal));
        }
    }

    // The one folder in it, from which the executable has been moved away.
    private static string? Root(string unpacked) =>
        Directory.Exists(unpacked)
            ? Directory.EnumerateDirectories(unpacked).FirstOrDefault(static folder => Directory.Exists(Path.Combine(folder, "share")))
            : null;
}

namespace OpenClaw.Tests;

/// <summary>Published test data that stands beside the checkout and is not copied into it.</summary>
internal static class Vectors
{
    /// <summary>The full path of a folder of the vectors; skips the test when there are none.</summary>
    public static string Folder(string name)
    {
        var root = Environment.GetEnvironmentVariable("OPENCLAW_VECTORS") ?? Path.Combine(RepositoryRoot(), "..", "shared", "vectors");
        var folder = Path.GetFullPath(Path.Combine(root, name));
        Assert.SkipUnless(Directory.Exists(folder), $"no ../shared/vectors/{name} beside the checkout");
        return folder;
    }

    public static string RepositoryRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "OpenClaw.Aot.sln")))
        {
            at = at.Parent;
        }
        return at?.FullName ?? AppContext.BaseDirectory;
    }
}

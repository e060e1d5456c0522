namespace OpenClaw.Tests.Architecture;

/// <summary>The checkout this test assembly was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>What stands beside the checkout: vectors and rigs. Null in a clone that stands alone.</summary>
    public static string? Shared { get; } =
        Directory.Exists(Path.Combine(Root, "..", "shared")) ? Path.GetFullPath(Path.Combine(Root, "..", "shared")) : null;

    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Sources of a folder, without what the build generates.</summary>
    public static IEnumerable<string> Sources(string folder, string pattern = "*.cs") =>
        Directory
            .EnumerateFiles(File(folder), pattern, SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/") && !path.Contains("/bin/"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "OpenClaw.Aot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no OpenClaw.Aot.sln above {AppContext.BaseDirectory}: run the tests from the checkout");
    }
}

using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Architecture;

/// <summary>
/// What <c>./build.sh test --unit</c> runs is all but the namespace <c>EndToEnd</c>, so that namespace holds everything that opens
/// <c>dist/openclaw</c> or a rig. Its doubles of chat services and its temporary folder may be used from everywhere.
/// </summary>
public sealed class UnitPartTests
{
    private const string EndToEnd = "OpenClaw.Tests.EndToEnd.";

    private static readonly string s_executable = typeof(NativeExecutable).FullName!;

    private static readonly ILookup<string, string> s_references = TypeReferences
        .Read(typeof(UnitPartTests).Assembly)
        .ToLookup(reference => reference.From, reference => reference.To);

    [Fact]
    public void UnitTests_ReachTheNativeExecutableByNoPath()
    {
        // This class names the executable's type in order to look for it.
        var wrong = s_references
            .Select(group => group.Key)
            .Where(type => type.StartsWith("OpenClaw.Tests.") && !type.StartsWith(EndToEnd) && type != typeof(UnitPartTests).FullName)
            .Select(PathToExecutable)
            .Where(path => path.Length > 0)
            .ToArray();

        Assert.True(
            wrong.Length == 0,
            $"a test of the native executable belongs into tests/OpenClaw.Tests/EndToEnd, namespace and all:\n  {string.Join("\n  ", wrong)}"
        );
    }

    [Fact]
    public void UnitTests_NameNoRigAndNoBuiltFile()
    {
        // Build/ has an executable of its own in a scratch folder; this file has the words it looks for.
        var wrong = Repository
            .Sources("tests/OpenClaw.Tests")
            .Select(path => (Name: Path.GetRelativePath(Repository.File("tests/OpenClaw.Tests"), path), Path: path))
            .Where(source =>
                !source.Name.StartsWith("EndToEnd/") && !source.Name.StartsWith("Build/") && source.Name != "Architecture/UnitPartTests.cs"
            )
            .Where(source =>
                File.ReadAllText(source.Path) is var text
                && new[] { "dist/openclaw", "\"dist\"", "shared/rigs", "chromium" }.Any(word => text.Contains(word))
            )
            .Select(source => source.Name);

        Assert.Empty(wrong);
    }

    [Fact]
    public void PathToExecutable_IsFoundWhereThereIsOne()
    {
        // The guard of the guard: a reader of metadata that saw nothing would let everything pass.
        Assert.Contains(s_executable, PathToExecutable(typeof(MistypedSessionTests).FullName!));
        Assert.Empty(PathToExecutable(typeof(Repository).FullName!));
    }

    /// <summary>The types that lead from one to the native executable, or nothing.</summary>
    private static string PathToExecutable(string from)
    {
        var cameFrom = new Dictionary<string, string> { [from] = "" };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var type))
        {
            if (type == s_executable)
            {
                return Trail(cameFrom, type);
            }
            foreach (var next in s_references[type].Where(next => cameFrom.TryAdd(next, type)))
            {
                open.Enqueue(next);
            }
        }

        return "";
    }

    private static string Trail(Dictionary<string, string> cameFrom, string type) =>
        cameFrom[type].Length == 0 ? type : $"{Trail(cameFrom, cameFrom[type])} -> {type}";
}

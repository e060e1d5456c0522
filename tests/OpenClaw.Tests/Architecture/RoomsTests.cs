using System.Text.RegularExpressions;
using OpenClaw.Cli;
using OpenClaw.Foundation.Loop;

namespace OpenClaw.Tests.Architecture;

/// <summary>
/// The one order of rooms, held by reading the built assemblies: a room uses rooms that stand above it in the list of
/// <c>docs/architecture.md</c>, and inside a room no folders use each other in a circle.
/// </summary>
public sealed partial class RoomsTests
{
    private static readonly string[] s_order = ReadOrder();

    private static readonly IReadOnlyCollection<TypeReference> s_references = TypeReferences.Read(typeof(EventLoop).Assembly);

    private static readonly IReadOnlyCollection<TypeReference> s_ofExecutable = TypeReferences.Read(typeof(CommandTable).Assembly);

    [Fact]
    public void Rooms_UseRoomsAboveThemOnly()
    {
        var wrong = s_references
            .Where(reference =>
                Room(reference.From) is { } from
                && Room(reference.To) is { } to
                && Array.IndexOf(s_order, to) > Array.IndexOf(s_order, from)
            )
            .Select(reference => $"{Short(reference.From)} -> {Short(reference.To)}")
            .Order()
            .ToArray();

        Assert.True(wrong.Length == 0, $"a room uses rooms above it only (docs/architecture.md):\n  {string.Join("\n  ", wrong)}");
    }

    [Fact]
    public void Rooms_AreTheFoldersInTheirOrder()
    {
        var folders = Repository
            .Sources("src/OpenClaw.Gateway")
            .Select(path => Path.GetRelativePath(Repository.File("src/OpenClaw.Gateway"), path).Split('/'))
            .Where(parts => parts.Length > 1)
            .Select(parts => parts[0])
            .Distinct()
            .Order();

        Assert.Equal(folders, s_order.Order());
    }

    [Fact]
    public void Folders_FormNoCircles()
    {
        // A folder's own sources count as one more folder in it: what lies below may not use them and be used by them.
        var circles = Circles(s_references).Concat(Circles(s_ofExecutable)).Order().ToArray();

        Assert.True(circles.Length == 0, $"folders that use each other:\n  {string.Join("\n  ", circles)}");
    }

    [Fact]
    public void Circles_AreSeenAtEveryDepth()
    {
        // The guard of the guard.
        TypeReference[] references =
        [
            new("OpenClaw.A.B.One", "OpenClaw.A.C.Two"),
            new("OpenClaw.A.C.Two", "OpenClaw.A.Three"),
            new("OpenClaw.A.Three", "OpenClaw.A.B.One"),
            new("OpenClaw.D.Four", "OpenClaw.A.Three"),
        ];

        Assert.Equal(["A: (itself), B, C"], Circles(references));
    }

    [Fact]
    public void TypeReferences_SeeMethodBodiesAndSignatures()
    {
        // A reader of metadata that saw nothing would let everything pass.
        Assert.Contains(s_references, r => r is { From: "OpenClaw.Config.Tables.AgentConfig", To: "OpenClaw.Messages.EquatableArray`1" });
        Assert.Contains(s_references, r => r is { From: "OpenClaw.Policy.GrantedCall", To: "OpenClaw.Policy.Calls.CallDigest" });
        Assert.Contains(s_ofExecutable, r => r is { From: "OpenClaw.Cli.CommandTable", To: "OpenClaw.Cli.Commands.Common.CommandContext" });
    }

    [Theory]
    [InlineData("src/OpenClaw.Gateway", "OpenClaw")]
    [InlineData("src/OpenClaw.Cli", "OpenClaw.Cli")]
    public void Sources_LieInTheFolderOfTheirNamespace(string project, string root)
    {
        var wrong = Repository
            .Sources(project)
            .Select(path =>
                (Path: Path.GetRelativePath(Repository.File(project), path), Match: NamespaceLine().Match(File.ReadAllText(path)))
            )
            .Where(source => source.Match.Success && source.Match.Groups[1].Value != NamespaceOf(root, source.Path))
            .Select(source => source.Path);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Sources_DeclareTheTypeTheyAreNamedAfter()
    {
        // Small identities share a file, and so do the records of one call of the control API.
        var wrong = Repository
            .Sources("src/OpenClaw.Gateway")
            .Where(path => Path.GetFileName(path) is not ("GlobalUsings.cs" or "Ids.cs") && !path.EndsWith("Records.cs"))
            .Where(path =>
                !Regex.IsMatch(
                    File.ReadAllText(path),
                    $@"\b(class|struct|record|interface|enum|delegate \S+) (struct |class )?{Path.GetFileName(path).Split('.')[0]}\b"
                )
            )
            .Select(path => Path.GetRelativePath(Repository.Root, path));

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Foundation/Schedules")]
    [InlineData("Foundation/Loop")]
    [InlineData("Policy")]
    [InlineData("Scheduling")]
    [InlineData("Foundation/Storage")]
    [InlineData("Config/Toml")]
    [InlineData("Web")]
    public void FoldersWithAnIdea_HaveAReadmeOfOneScreen(string room)
    {
        var readme = Repository.File("src/OpenClaw.Gateway", room, "README.md");

        Assert.True(File.Exists(readme), $"{room}/ has an idea behind it and no README.md");
        Assert.InRange(File.ReadAllLines(readme).Length, 5, 60);
    }

    /// <summary>The rooms in their order, from the block <c>rooms</c> of docs/architecture.md: a name begins each line.</summary>
    private static string[] ReadOrder()
    {
        var text = File.ReadAllText(Repository.File("docs/architecture.md"));
        var block = RoomsBlock().Match(text);
        Assert.True(block.Success, "docs/architecture.md has a block ```rooms with the order of rooms");
        return [.. block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0])];
    }

    private static string NamespaceOf(string root, string path) =>
        Path.GetDirectoryName(path) is { Length: > 0 } folder ? $"{root}.{folder.Replace('/', '.')}" : root;

    private static string? Room(string type) =>
        type.StartsWith("OpenClaw.") && type.Split('.') is { Length: > 2 } parts && s_order.Contains(parts[1]) ? parts[1] : null;

    private static string Short(string type) => type["OpenClaw.".Length..];

    private static List<string> Circles(IReadOnlyCollection<TypeReference> references)
    {
        var uses = new Dictionary<string, Dictionary<string, HashSet<string>>>();
        foreach (var reference in references)
        {
            if (FolderOf(reference.From) is { } from && FolderOf(reference.To) is { } to && !from.SequenceEqual(to))
            {
                var shared = from.Zip(to).TakeWhile(pair => pair.First == pair.Second).Count();
                var parent = uses.GetOrAdd(string.Join('/', from.Take(shared)), () => []);
                parent.GetOrAdd(from.ElementAtOrDefault(shared) ?? Itself, () => []).Add(to.ElementAtOrDefault(shared) ?? Itself);
            }
        }
        return [.. uses.SelectMany(parent => Circles(parent.Key, parent.Value))];
    }

    private const string Itself = "(itself)";

    private static string[]? FolderOf(string type) => type.StartsWith("OpenClaw.") ? [.. type.Split('.')[1..^1]] : null;

    /// <summary>Groups of names that reach each other.</summary>
    private static IEnumerable<string> Circles(string parent, Dictionary<string, HashSet<string>> uses)
    {
        var reached = uses.Keys.ToDictionary(name => name, name => ReachedFrom(name, uses));
        return uses
            .Keys.Where(name => reached[name].Contains(name))
            .Select(name => reached[name].Where(other => reached.TryGetValue(other, out var back) && back.Contains(name)).Order())
            .Select(circle => $"{parent}: {string.Join(", ", circle)}")
            .Distinct();
    }

    private static HashSet<string> ReachedFrom(string name, Dictionary<string, HashSet<string>> uses)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(uses[name]);
        while (open.TryPop(out var next))
        {
            if (seen.Add(next))
            {
                foreach (var further in uses.GetValueOrDefault(next, []))
                {
                    open.Push(further);
                }
            }
        }
        return seen;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(@"^```rooms\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RoomsBlock();
}

/// <summary>What a dictionary of lists needs.</summary>
internal static class DictionaryExtensions
{
    public static TValue GetOrAdd<TKey, TValue>(this Dictionary<TKey, TValue> dictionary, TKey key, Func<TValue> make)
        where TKey : notnull => dictionary.TryGetValue(key, out var value) ? value : dictionary[key] = make();
}

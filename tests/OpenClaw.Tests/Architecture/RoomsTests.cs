using System.Text.RegularExpressions;
using OpenClaw.Loop;

namespace OpenClaw.Tests.Architecture;

/// <summary>The table of rooms, held by reading the built assembly: a room uses rooms of lower rungs only, and rooms of one rung do not
/// know each other.</summary>
public sealed partial class RoomsTests
{
    // Lowest first. A new room is a new name here, on the lowest rung that lets it reach what it needs.
    private static readonly string[][] s_rungs =
    [
        ["Messages", "Loop", "Diagnostics", "Toml", "Cron", "Network", "Storage", "Text"],
        ["Config", "Timekeeping"],
        ["Sessions", "Pipeline", "Policy"],
        ["Routing", "Approvals", "Models", "Tools", "Delivery", "Scheduling"],
        ["Agent", "Channels", "Control"],
        ["Web"],
        ["Hosting"],
        ["Commands"],
    ];

    private static readonly Dictionary<string, int> s_rungOf = s_rungs
        .SelectMany((rooms, rung) => rooms.Select(room => (room, rung)))
        .ToDictionary(at => at.room, at => at.rung);

    private static readonly IReadOnlyCollection<TypeReference> s_references = TypeReferences.Read(typeof(EventLoop).Assembly);

    [Fact]
    public void Rooms_ReferToLowerRungsOnly()
    {
        var wrong = s_references
            .Where(reference =>
                Room(reference.From) is { } from && Room(reference.To) is { } to && from != to && s_rungOf[from] <= s_rungOf[to]
            )
            .Select(reference => $"{Short(reference.From)} -> {Short(reference.To)}")
            .Order()
            .ToArray();

        Assert.True(wrong.Length == 0, $"a room uses rooms of lower rungs only:\n  {string.Join("\n  ", wrong)}");
    }

    [Fact]
    public void Rooms_AreAllInTheTable()
    {
        var unknown = s_references
            .SelectMany(reference => new[] { reference.From, reference.To })
            .Where(name => name.StartsWith("OpenClaw.") && name.Split('.').Length > 2)
            .Select(name => name.Split('.')[1])
            .Distinct()
            .Where(room => !s_rungOf.ContainsKey(room) && room != nameof(Sequences))
            .Order();

        Assert.Empty(unknown);
    }

    [Fact]
    public void TypeReferences_SeeMethodBodiesAndSignatures()
    {
        // The guard of the guard: a reader of metadata that saw nothing would let everything pass.
        Assert.Contains(s_references, r => r is { From: "OpenClaw.Config.AgentConfig", To: "OpenClaw.Messages.EquatableArray`1" });
        Assert.Contains(s_references, r => r is { From: "OpenClaw.Policy.GrantedCall", To: "OpenClaw.Policy.CallDigest" });
    }

    [Fact]
    public void Sources_LieInTheFolderOfTheirNamespace()
    {
        // A folder inside a room may keep the room's namespace; it may not take another's.
        var wrong = Repository
            .Sources("src/OpenClaw.Gateway")
            .Select(path =>
                (
                    Path: Path.GetRelativePath(Repository.File("src/OpenClaw.Gateway"), path),
                    Match: NamespaceLine().Match(File.ReadAllText(path))
                )
            )
            .Where(source =>
                source.Match.Success && !$"OpenClaw.{source.Path.Replace('/', '.')}".StartsWith(source.Match.Groups[1].Value + ".")
            )
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
    [InlineData("Cron")]
    [InlineData("Loop")]
    [InlineData("Policy")]
    [InlineData("Scheduling")]
    [InlineData("Storage")]
    [InlineData("Toml")]
    [InlineData("Web")]
    public void FoldersWithAnIdea_HaveAReadmeOfOneScreen(string room)
    {
        var readme = Repository.File("src/OpenClaw.Gateway", room, "README.md");

        Assert.True(File.Exists(readme), $"{room}/ has an idea behind it and no README.md");
        Assert.InRange(File.ReadAllLines(readme).Length, 5, 60);
    }

    private static string? Room(string type) =>
        type.StartsWith("OpenClaw.") && s_rungOf.ContainsKey(type.Split('.')[1]) ? type.Split('.')[1] : null;

    private static string Short(string type) => type["OpenClaw.".Length..];

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex NamespaceLine();
}

using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Architecture;

/// <summary>The documents say what is so: their verbs exist, their filters match tests and their links lead somewhere.
/// <c>HandbookCommandTests</c> runs their commands.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void BuildVerbs_Exist()
    {
        var script = File.ReadAllText(Repository.File("build.sh"));
        var verbs = Handbook
            .Commands.Where(command => command.StartsWith("./build.sh ", StringComparison.Ordinal))
            .Select(command => command.Split(' ')[1])
            .Concat(Handbook.Pages.SelectMany(page => SpokenVerbs().Matches(page.Text)).Select(match => match.Groups[1].Value))
            .Distinct()
            .ToArray();

        Assert.True(verbs.Length > 5);
        Assert.All(verbs, verb => Assert.Contains($"\n  {verb}) ", script));
    }

    [Fact]
    public void Links_LeadToAFileAndToAHeadingInIt()
    {
        var wrong = Handbook
            .Everything.SelectMany(document => document.Links.Select(link => (document, link)))
            .Where(at => !Leads(at.document, at.link))
            .Select(at => $"{at.document.Path}: {at.link}")
            .ToArray();

        Assert.True(wrong.Length == 0, $"links that lead nowhere:\n  {string.Join("\n  ", wrong)}");
    }

    [Fact]
    public void Anchors_AreNamedAsOnTheWeb() =>
        // The guard of the guard: a wrong name for headings would make every anchor wrong, none of them all right.
        Assert.Equal(
            ["openclaws-api", "read-write-and-why"],
            new Document("x.md", "# openclaw's API\n```\n# no heading\n```\n## Read, write and *why*\n").Anchors
        );

    [Fact]
    public void Filters_MatchTests()
    {
        var tests = typeof(DocumentTests)
            .Assembly.GetTypes()
            .SelectMany(static type =>
                type.GetMethods()
                    .Where(static m => m.GetCustomAttributes(inherit: true).OfType<FactAttribute>().Any())
                    .Select(m => $"{type.FullName}.{m.Name}")
            )
            .ToArray();
        var text = string.Join('\n', Handbook.Pages.Select(page => page.Text)) + File.ReadAllText(Repository.File("build.sh"));
        var filters = Filters().Matches(text).ToArray();

        // xunit knows the whole name, the shown name and traits; `Name` matches nothing, and nobody is told.
        Assert.Equal(2, filters.Count(static m => m.Groups[1].Value == "FullyQualifiedName"));
        Assert.All(
            filters,
            filter =>
            {
                Assert.Contains(filter.Groups[1].Value, (string[])["FullyQualifiedName", "DisplayName"]);
                Assert.Contains(tests, test => test.Contains(filter.Groups[2].Value, StringComparison.Ordinal));
            }
        );
    }

    [Fact]
    public void Sources_ThatDocumentsName_AreThere()
    {
        // A folder or file of the sources, by the end of its path: `Hosting/GatewayBuilder.cs`, `Policy/Programs`.
        string[] known =
        [
            .. new[] { "src", "tests" }
                .SelectMany(folder => Repository.Sources(folder, "*"))
                .SelectMany(path =>
                    new[]
                    {
                        path,
                        Path.ChangeExtension(path, null),
                        Path.GetDirectoryName(path)!,
                        Path.GetDirectoryName(Path.GetDirectoryName(path))!,
                    }
                )
                .Distinct(),
        ];
        var wrong = Handbook
            .Everything.Where(document => !document.Path.StartsWith("docs/decisions/") && document.Path != "CHANGELOG.md")
            .SelectMany(document => SourcePaths().Matches(document.Prose).Select(span => (document.Path, Span: span.Groups[1].Value)))
            .Where(at => !known.Any(path => path.EndsWith('/' + at.Span, StringComparison.Ordinal)))
            .Select(at => $"{at.Path}: {at.Span}")
            .Distinct();

        Assert.Empty(wrong);
    }

    [Fact]
    public void Prose_FitsTheWidthOfTheSources()
    {
        var wide = Handbook
            .Everything.Where(page => page.Path != "CHANGELOG.md" && !page.Path.StartsWith("docs/decisions/0", StringComparison.Ordinal))
            .SelectMany(page => page.Prose.Split('\n').Select(line => (page.Path, Line: line)))
            .Where(at => at.Line.Length > 140 && at.Line[0] != '|')
            .Select(at => $"{at.Path}: {at.Line[..60]}...");

        Assert.Empty(wide);
    }

    [Fact]
    public void Documents_LeanOnNoTextOutsideTheRepository()
    {
        // What a section of a design says has to be written where it is needed.
        string[] folders = ["src", "tests", "docs", "examples"];
        string[] files = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "build.sh", "openclaw.toml"];
        var wrong = folders
            .SelectMany(folder =>
                new[] { "*.cs", "*.md", "*.toml", "*.sh", "*.js", "*.csproj" }.SelectMany(kind => Repository.Sources(folder, kind))
            )
            .Concat(files.Select(file => Repository.File(file)).Where(File.Exists))
            .Where(path => Outside().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetRelativePath(Repository.Root, path));

        Assert.Empty(wrong);
    }

    private static bool Leads(Document from, string link)
    {
        var (path, anchor) = link.Split('#') is [var file, var heading] ? (file, heading) : (link, null);
        var target = path.Length == 0 ? from.Path : Path.Combine(Path.GetDirectoryName(from.Path)!, path);
        var full = Path.GetFullPath(Repository.File(target));
        if (!Path.Exists(full) || !full.StartsWith(Repository.Root, StringComparison.Ordinal))
        {
            return false;
        }
        return anchor is null || (File.Exists(full) && new Document(target, File.ReadAllText(full)).Anchors.Contains(anchor));
    }

    [GeneratedRegex(@"--filter (\w+)~(\w+)")]
    private static partial Regex Filters();

    [GeneratedRegex(@"`(?:sudo )?\./build\.sh ([a-z]+)\b")]
    private static partial Regex SpokenVerbs();

    [GeneratedRegex(@"`([A-Z]\w+/[\w/]*\w(?:\.\w+)*)/?`")]
    private static partial Regex SourcePaths();

    [GeneratedRegex(@"\b(DESIGN|STYLE)(\.md)?,? sections?\b|\bthe design, section\b")]
    private static partial Regex Outside();
}

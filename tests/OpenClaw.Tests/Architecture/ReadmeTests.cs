using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Architecture;

/// <summary>The README says what is so: its verbs exist and its links lead somewhere. <c>ReadmeCommandTests</c> runs its
/// commands.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_OpensWithTheTwoCommandsOfAFirstTimeUser() =>
        Assert.Equal(["./build.sh demo", "./build.sh test"], Readme.Commands.Take(2));

    [Fact]
    public void BuildVerbs_Exist()
    {
        var script = File.ReadAllText(Repository.File("build.sh"));
        var verbs = Readme.Commands.Where(command => command.StartsWith("./build.sh")).Select(command => command.Split(' ')[1]).Distinct();

        Assert.All(verbs, verb => Assert.Contains($"\n  {verb}) ", script));
    }

    [Fact]
    public void Links_LeadSomewhere() =>
        Assert.All(Links().Matches(Readme.Text), link => Assert.True(Path.Exists(Repository.File(link.Groups[1].Value)), link.Value));

    [Fact]
    public void Filters_MatchTests()
    {
        var tests = typeof(ReadmeTests)
            .Assembly.GetTypes()
            .SelectMany(static type =>
                type.GetMethods()
                    .Where(static m => m.GetCustomAttributes(inherit: true).OfType<FactAttribute>().Any())
                    .Select(m => $"{type.FullName}.{m.Name}")
            )
            .ToArray();
        var filters = Filters().Matches(Readme.Text + File.ReadAllText(Repository.File("build.sh"))).ToArray();

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
    public void Examples_HaveAReadme() =>
        Assert.All(
            Directory.GetDirectories(Repository.File("examples")),
            folder => Assert.True(File.Exists(Path.Combine(folder, "README.md")), folder)
        );

    [Fact]
    public void Decisions_AreNumberedWithoutAGap()
    {
        var numbers = Directory
            .GetFiles(Repository.File("docs", "decisions"), "0*.md")
            .Select(path => int.Parse(Path.GetFileName(path)[..4]))
            .Order()
            .ToArray();

        Assert.Equal(Enumerable.Range(1, numbers.Length), numbers);
    }

    [GeneratedRegex(@"\]\(([^):]+)\)")]
    private static partial Regex Links();

    [GeneratedRegex(@"--filter (\w+)~(\w+)")]
    private static partial Regex Filters();
}

using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OpenClaw.Agent.ChatCommands;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Toml;
using OpenClaw.Tests.Config;

namespace OpenClaw.Tests.Architecture;

/// <summary>The documents that list something list all of it: decisions, packages, rows of the bench.</summary>
public sealed partial class InventoryTests
{
    private static readonly string[] s_decisions =
    [
        .. Directory
            .GetFiles(Repository.File("docs", "decisions"), "0*.md")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Decisions_AreNumberedWithoutAGap() =>
        Assert.Equal(
            Enumerable.Range(1, s_decisions.Length),
            s_decisions.Select(name => int.Parse(name[..4], CultureInfo.InvariantCulture))
        );

    [Fact]
    public void Decisions_AreAllInTheIndexUnderTheirTitles()
    {
        var index = File.ReadAllText(Repository.File("docs", "decisions", "README.md"));

        Assert.Equal(s_decisions, IndexRow().Matches(index).Select(row => row.Groups[1].Value));
        Assert.All(
            s_decisions,
            name =>
            {
                var heading = File.ReadLines(Repository.File("docs", "decisions", name)).First();
                Assert.Matches(@"^# \d{4}:? .+", heading);
                Assert.Contains($"| [{name[..4]}]({name}) | {heading[6..].TrimStart(':', ' ')} |", index);
            }
        );
    }

    [Fact]
    public void Packages_AllStandInBuiltFrom()
    {
        var text = File.ReadAllText(Repository.File("docs", "built-from.md"));
        var packages = XDocument
            .Load(Repository.File("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => (Name: package.Attribute("Include")!.Value, Version: package.Attribute("Version")!.Value))
            .ToArray();

        Assert.True(packages.Length > 5);
        Assert.All(packages, package => Assert.Contains($"`{package.Name}` {package.Version}", text));
    }

    [Fact]
    public void RowsOfTheBench_AllStandInNumbersWithTheirBars()
    {
        var rows = File.ReadAllLines(Repository.File("docs", "numbers.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .ToArray();
        var sources = string.Join('\n', Repository.Sources("tests/OpenClaw.Benchmarks/Measures").Select(File.ReadAllText));
        var printed = Printed().Matches(sources).ToArray();

        Assert.True(printed.Length > 15, "the rows are found in the sources of the bench by their `new Result(\"...\"`");
        Assert.All(
            printed,
            row =>
            {
                // A name with a number in it is printed several times.
                var name = Regex.Replace(Regex.Escape(row.Groups["name"].Value), @"\\{\w+}", "[0-9]+");
                var told = rows.Where(line => Regex.IsMatch(line, $@"^\| {name} \|")).ToArray();
                Assert.True(told.Length > 0, $"docs/numbers.md has no row \"{row.Groups["name"].Value}\"");
                if (row.Groups["bar"] is { Success: true, Value: var bar })
                {
                    var shown = bar == "null" ? "none" : bar;
                    Assert.All(told, line => Assert.Matches($@"^\|[^|]+\| (at least )?{Regex.Escape(shown)}\b", line));
                }
            }
        );
    }

    [GeneratedRegex(@"^\| \[\d{4}\]\(([^)]+)\) \|", RegexOptions.Multiline)]
    private static partial Regex IndexRow();

    [Fact]
    public void TablesOfTheConfiguration_AllHaveAPage()
    {
        var root = TomlDocument.Parse(ExampleConfigTests.WithEverythingOnIn(ExampleConfig.Text)).Root;
        var page = File.ReadAllText(Repository.File("docs", "configuration.md"));
        var tables = root.Where(static entry => entry.Value is TomlTable or TomlArray { IsOfTables: true })
            .Select(static entry => entry.Key);

        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Matches($@"(?m)^\| .*`\[+{table}[\].]", page));
    }

    [Fact]
    public void CommandsOfAChat_AllStandInSessions() =>
        Assert.All(
            ChatCommandTable.Menu,
            command => Assert.Matches($@"(?m)^\| `/{command.Command}\b", File.ReadAllText(Repository.File("docs", "sessions.md")))
        );

    [Fact]
    public void TablesOfTheState_AllStandInArchitecture()
    {
        var page = File.ReadAllText(Repository.File("docs", "architecture.md"));
        var tables = Repository
            .Sources("src/OpenClaw.Gateway/Foundation/Storage/Migrations")
            .SelectMany(path => CreateTable().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))
            .ToArray();

        Assert.True(tables.Length > 10);
        Assert.All(tables, table => Assert.Matches($@"(?m)^\| [`\w, ]*`{table}`", page));
    }

    [GeneratedRegex(@"\bcreate table (\w+)\(")]
    private static partial Regex CreateTable();

    // The name, the measured value, the bar where it is written as a number.
    [GeneratedRegex(
        """(?:new Result\(\s*\$?|Result\.NotMeasured\(\s*|string What = )"(?<name>[^"]+)"(?:,\s*[^"]+?,\s*(?<bar>null|[0-9.]+),\s*")?"""
    )]
    private static partial Regex Printed();
}

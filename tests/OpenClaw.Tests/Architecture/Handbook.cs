using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Architecture;

/// <summary>What an operator and a newcomer read, as its tests read it: README.md, CONTRIBUTING.md, SECURITY.md and the pages of
/// <c>docs/</c>.</summary>
internal static partial class Handbook
{
    /// <summary>The pages, README.md first. Decisions are not among them: they speak of the day on which they were made.</summary>
    public static Document[] Pages { get; } =
    [
        .. new[] { "README.md", "CONTRIBUTING.md", "SECURITY.md" }.Where(name => File.Exists(Repository.File(name))).Select(Read),
        .. Directory
            .GetFiles(Repository.File("docs"), "*.md")
            .Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetRelativePath(Repository.Root, path))),
    ];

    /// <summary>Every document of the repository, those beside the code and the decisions too.</summary>
    public static Document[] Everything { get; } =
    [
        .. Pages,
        Read("CHANGELOG.md"),
        .. new[] { "docs/decisions", "src", "examples" }
            .SelectMany(folder => Repository.Sources(folder, "*.md"))
            .Select(path => Read(Path.GetRelativePath(Repository.Root, path))),
    ];

    public static Document Readme => Pages[0];

    /// <summary>Every block of TOML in the pages, in their order. Together they are one configuration.</summary>
    public static string[] TomlBlocks { get; } =
    [.. Pages.SelectMany(page => TomlBlock().Matches(page.Text)).Select(block => block.Groups[1].Value)];

    /// <summary>The commands of all pages.</summary>
    public static string[] Commands { get; } = [.. Pages.SelectMany(page => page.Commands)];

    /// <summary>The names of the commands of <c>openclaw</c> that the pages show or speak of.</summary>
    public static string[] CommandNames { get; } =
    [
        .. Commands
            .Where(command => command.StartsWith("openclaw ", StringComparison.Ordinal))
            .Select(command => command.Split(' ')[1])
            .Concat(Pages.SelectMany(page => SpokenOf().Matches(page.Text)).Select(match => match.Groups[1].Value))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private static Document Read(string path) => new(path, File.ReadAllText(Repository.File(path)));

    [GeneratedRegex(@"```toml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex TomlBlock();

    // `help` and `version` are words for --help and --version, and no commands of the list.
    [GeneratedRegex(@"`openclaw\s(?!help\b|version\b)([a-z]+)\b")]
    private static partial Regex SpokenOf();
}

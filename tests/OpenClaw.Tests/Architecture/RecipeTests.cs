using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Architecture;

/// <summary>The recipes of CONTRIBUTING.md: their diffs still fit the sources, and touch no more files than they say.</summary>
public sealed partial class RecipeTests
{
    private static readonly string s_text = File.ReadAllText(Repository.File("CONTRIBUTING.md"));

    [Theory]
    [InlineData("A tool", 3)]
    [InlineData("A setting", 3)]
    [InlineData("A control method", 2)]
    [InlineData("A provider of models", 5)]
    [InlineData("A channel", 9)]
    public void Recipe_TouchesFewFiles(string recipe, int most)
    {
        var files = Files(Section(recipe)).Distinct().ToArray();

        Assert.InRange(files.Length, 2, most);
    }

    [Fact]
    public void Diffs_FitTheSources()
    {
        var parts = Parts().Matches(s_text).ToArray();

        Assert.True(parts.Length > 8);
        foreach (var part in parts)
        {
            var path = Repository.File(part.Groups["path"].Value);
            if (part.Value.StartsWith("--- /dev/null", StringComparison.Ordinal))
            {
                Assert.False(File.Exists(path), $"the recipe makes {path}, which is there already");
                continue;
            }

            var source = File.ReadAllText(path);
            var hunks = Hunk().Split(part.Groups["hunks"].Value).Skip(1).ToArray();
            Assert.NotEmpty(hunks);
            foreach (var hunk in hunks)
            {
                var before = string.Concat(
                    hunk.Split('\n').Where(line => line is not ['+', ..]).Select(line => line is [_, ..] ? line[1..] + "\n" : "\n")
                );
                Assert.True(
                    source.Contains(before.TrimEnd('\n'), StringComparison.Ordinal),
                    $"the recipe's lines are no longer in {path}:\n{before}"
                );
            }
        }
    }

    private static IEnumerable<string> Files(string section) => Parts().Matches(section).Select(part => part.Groups["path"].Value);

    private static string Section(string heading)
    {
        var start = s_text.IndexOf($"\n### {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"CONTRIBUTING.md has no recipe \"{heading}\"");
        var end = s_text.IndexOf("\n##", start + 1, StringComparison.Ordinal);
        return s_text[start..(end < 0 ? s_text.Length : end)];
    }

    [GeneratedRegex(@"^--- \S+\n\+\+\+ b/(?<path>\S+)\n(?<hunks>(?:@@.*\n|(?!--- )[ +\-].*\n|\n(?=[ +\-@]))+)", RegexOptions.Multiline)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^@@.*\n", RegexOptions.Multiline)]
    private static partial Regex Hunk();
}

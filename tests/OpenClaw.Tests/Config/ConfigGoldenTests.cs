namespace OpenClaw.Tests.Config;

/// <summary>What is said of a bad configuration, word for word. The cases and their answers are in <c>diagnostics.golden</c>.</summary>
public class ConfigGoldenTests
{
    private static string GoldenFile => Path.Combine(Vectors.RepositoryRoot(), "tests", "OpenClaw.Tests", "Config", "diagnostics.golden");

    public static TheoryData<string> Cases => [.. Read().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_GoldenCase_SaysExactlyThis(string name)
    {
        var (_, input, expected) = Read().Single(c => c.Name == name);
        using var folder = new ConfigFolder();

        folder.With("openclaw.toml", input);

        Assert.Equal(expected, folder.Said());
    }

    // "### name", the input, "==>", the answer.
    private static IEnumerable<(string Name, string Input, string Expected)> Read() =>
        File.ReadAllText(GoldenFile)
            .Split("### ", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(part =>
            {
                var name = part[..part.IndexOf('\n')];
                var halves = part[(name.Length + 1)..].Split("==>\n");
                return (name, halves[0], halves[1].TrimEnd('\n') + (halves[1].Trim().Length > 0 ? "\n" : ""));
            });
}

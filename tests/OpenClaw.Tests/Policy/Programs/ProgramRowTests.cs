using System.Text;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Programs;
using OpenClaw.Policy.Programs.Git;
using OpenClaw.Policy.Programs.Words;
using OpenClaw.Tests.Architecture;

namespace OpenClaw.Tests.Policy.Programs;

/// <summary>Every row of every table stands in <c>rows.txt</c> with what it does, so that a change of a table is a change that is
/// seen.</summary>
public sealed class ProgramRowTests
{
    private static readonly string s_file = Repository.File("tests/OpenClaw.Tests/Policy/Programs/rows.txt");

    private static IEnumerable<ProgramTable> Tables =>
        [.. ProgramTables.All.Select(p => p.Table), .. GitTables.Verbs.Values.OrderBy(t => t.Program, StringComparer.Ordinal)];

    [Fact]
    public void Rows_AreThoseThatAreWrittenDown()
    {
        // OPENCLAW_ROWS=write writes the file anew; the difference is what to look at.
        if (Environment.GetEnvironmentVariable("OPENCLAW_ROWS") == "write")
        {
            File.WriteAllText(s_file, Text());
        }

        Assert.Equal(File.ReadAllText(s_file), Text());
    }

    [Fact]
    public void Tables_NameTheirSource() => Assert.All(Tables, table => Assert.Matches(@"\([18]\)[ ,].*\d", table.Source));

    [Fact]
    public void Twenty_Programs_HaveATable()
    {
        string[] programs =
        [
            "git",
            "tar",
            "find",
            "sed",
            "awk",
            "sort",
            "grep",
            "rsync",
            "ssh",
            "scp",
            "zip",
            "less",
            "man",
            "xargs",
            "env",
            "make",
            "systemctl",
            "journalctl",
            "tee",
            "curl",
        ];

        Assert.All(programs, program => Assert.True(ProgramTables.Knows(new Effect.Command([program], null)), program));
    }

    private static string Text()
    {
        var text = new StringBuilder();
        foreach (var table in Tables)
        {
            text.Append("== ").Append(table.Program).Append(" == ").Append(table.Source).Append('\n');
            foreach (var rows in table.Rows.Values.GroupBy(row => (row.Use, row.Value)).OrderBy(g => g.Key.Use).ThenBy(g => g.Key.Value))
            {
                foreach (var row in rows.OrderBy(row => row.Name, StringComparer.Ordinal))
                {
                    text.Append(row.Name).Append('\t').Append(Does(row)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Does(OptionRow row) =>
        row.Use switch
        {
            OptionUse.Unclear => "asked",
            OptionUse.Own => $"read by its program{Value(row)}",
            _ => $"{row.Use.ToString().ToLowerInvariant()}{Value(row)}",
        };

    private static string Value(OptionRow row) =>
        row.Value switch
        {
            OptionValue.None => "",
            OptionValue.Needed => ", with a value",
            _ => ", with a value in the same word or none",
        };
}

using System.Globalization;
using OpenClaw.Policy.Shell;

namespace OpenClaw.Tests.Policy.Shell;

/// <summary>
/// The reader against real shells. Lines at random are run twice, as the analysis prints them back and as they were written, with stubs on
/// PATH that log their arguments and exit at random. Of a line that is understood, everything that ran must be among the commands the
/// analysis named, word for word, and both runs must have run the same.
/// </summary>
[Trait("Load", "heavy")]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public class ShellDifferentialTests
{
    [Theory]
    [InlineData("dash", "")]
    [InlineData("bash", "")]
    [InlineData("bash", "--posix")]
    [InlineData("busybox", "sh")]
    public async Task RealShell_UnderstoodLine_RunsOnlyWhatWasNamed(string shell, string argument)
    {
        var executable = StubShells.Find(shell);
        Assert.SkipWhen(executable is null, $"{shell} is not installed");
        var name = $"{shell} {argument}".Trim();

        // A seed per shell, so that four shells see four times as many lines.
        var count = Draws.Of(700);
        var seed =
            int.Parse(Environment.GetEnvironmentVariable("OPENCLAW_SHELL_SEED") ?? "20", CultureInfo.InvariantCulture) + name.Length * 1000;
        var generator = new ShellLineGenerator(seed);
        var lines = new List<(string Line, ShellParse.Understood Parse)>();
        var drawn = 0;
        for (; lines.Count < count; drawn++)
        {
            var line = generator.Next();
            if (ShellLine.Parse(line) is ShellParse.Understood parse)
            {
                lines.Add((line, parse));
            }
        }

        using var rig = new StubShells(ShellLineGenerator.Stubs);
        var ran = await rig.RunAsync(executable!, argument, [.. lines.SelectMany(l => new[] { l.Parse.Print(), l.Line })]);

        for (var i = 0; i < lines.Count; i++)
        {
            var (line, parse) = lines[i];
            var named = parse.Commands.Select(c => string.Join('\0', c.Words)).ToHashSet();
            var printed = ran.GetValueOrDefault(2 * i) ?? [];
            var original = ran.GetValueOrDefault((2 * i) + 1) ?? [];
            var what =
                $"{name}, line {i} of seed {seed}: {line}\nprinted: {parse.Print()}\nran: {Show(printed)}\nits original ran: {Show(original)}";
            Assert.True(printed.All(named.Contains), "ran what was not named. " + what);
            Assert.True(printed.Order().SequenceEqual(original.Order()), "the original ran otherwise. " + what);

            // And it does run: a first pipeline of stubs without redirections runs whole.
            if (
                parse.Pipelines[0].Commands is var first
                && first.All(c => c.Redirections.IsEmpty && ShellLineGenerator.Stubs.Contains(c.Words[0]))
            )
            {
                Assert.True(first.All(c => printed.Contains(string.Join('\0', c.Words))), "did not run the first pipeline. " + what);
            }
        }

        var targets = lines.SelectMany(l => l.Parse.Redirections).Select(r => r.Target).ToHashSet();
        Assert.All(Directory.GetFileSystemEntries(rig.WorkingDirectory), path => Assert.Contains(Path.GetFileName(path), targets));
        Assert.True(drawn > lines.Count, "the generator draws no opaque lines");
    }

    private static string Show(IEnumerable<string> commands) =>
        string.Join(" ; ", commands.Select(c => string.Join(' ', c.Split('\0').Select(ShellPrinter.Quote))));
}

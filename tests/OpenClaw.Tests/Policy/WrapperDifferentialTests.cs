using System.Globalization;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Shell;
using OpenClaw.Tests.Policy.Shell;

namespace OpenClaw.Tests.Policy;

/// <summary>
/// Wrappers against the real ones: what <c>env</c>, <c>timeout</c>, <c>xargs</c>, <c>find -exec</c>, <c>sh -c</c> and their kind run must
/// be among the commands that the analysis names, unless it says that it cannot tell.
/// </summary>
[Trait("Load", "heavy")]
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public class WrapperDifferentialTests
{
    // More, and others, by the environment; a line may nest four processes, so the suite draws few.
    private static readonly int s_lines = Math.Max(60, Draws.Of(250));
    private static readonly int s_seed = int.Parse(
        Environment.GetEnvironmentVariable("OPENCLAW_SHELL_SEED") ?? "0",
        CultureInfo.InvariantCulture
    );

    private static readonly string[] s_stubs = ["alpha", "beta", "gamma"];

    // Short and long options as people write them, right and wrong ones, in pieces that are put together at random.
    private static readonly Dictionary<string, string[]> s_pieces = new()
    {
        ["env"] =
        [
            "-i PATH=\"$BIN\"",
            "A=b",
            "-u HOME",
            "-uHOME",
            "--unset=HOME",
            "--unset HOME",
            "--",
            "-",
            "-0",
            "-C .",
            "--chdir=.",
            "-v",
            "-S",
            "PATH=\"$BIN\"",
            "-iu HOME",
        ],
        ["timeout"] =
        [
            "5",
            "-k 1 5",
            "-k1 5",
            "--kill-after=1 5",
            "-s KILL 5",
            "--signal KILL 5",
            "--foreground 5",
            "-v 5",
            "--sig KILL 5",
            "--preserve-status 5",
        ],
        ["nice"] = ["-n 3", "-n3", "-3", "--adjustment=3", "--adjustment 3", "--adj 3", "--"],
        ["nohup"] = ["", "--"],
        ["setsid"] = ["", "-w", "--wait", "-cw"],
        ["stdbuf"] = ["-oL", "-o L", "-i0 -eL", "--output=L", "--output L"],
        ["xargs"] =
        [
            "",
            "-r",
            "-n 1",
            "-n1",
            "-0",
            "-I% ",
            "-I %",
            "-I {}",
            "-P 2",
            "-a f1",
            "--arg-file=f1",
            "--max-args 1",
            "-d x",
            "-t",
            "-L 1",
            "-E x",
            "-i",
            "-l",
            "--replace=%",
            "--replace",
            "-rI%",
            "-0I %",
            "--eof",
            "--eof=r",
            "--max-lines",
            "--max-lines=1",
            "--process-slot-var S",
        ],
        ["find"] = [". -maxdepth 0 -exec", "f1 -execdir", ". -maxdepth 0 -name f1 -o -exec", "f1 -exec alpha a ';' -exec", "f1 -ok"],
        ["sh"] = ["-c", "-ec", "-c -e", "-e -c", "-o errexit -c", "-s", "-c --", "+e -c"],
        ["bash"] = ["-c", "--norc -c", "--posix -c", "-O extglob -c", "-eo pipefail -c", "-x -c", "-c -x"],
        ["busybox"] = ["env", "nice -n 3", "timeout 5", "sh -c", "xargs", "nohup"],
        ["flock"] = ["-n f1", "-nx f1", "--nb f1", "-n f1 -c", "-s -n f1", "-n -E 1 f1"],
        ["ionice"] = ["-c 3", "-c3", "-c 2 -n 4", "-t"],
        ["taskset"] = ["1", "-c 0", "-a 1"],
        ["chrt"] = ["-o 0", "--other 0", "-b 0"],
        ["prlimit"] = ["--core=0", "--core=0:0", ""],
        ["chroot"] = ["/", "--userspec=0:0 /"],
        ["time"] = ["-p", "-o f2", "-f %e", "-a -o f2"],
    };

    [Fact]
    public async Task RealWrappers_RunOnlyWhatWasNamed()
    {
        var sh = StubShells.Find("dash") ?? StubShells.Find("sh");
        Assert.SkipWhen(sh is null, "no /bin/sh");
        using var rig = new StubShells(s_stubs);
        var found = s_pieces.Keys.Where(n => StubShells.Find(n) is not null).ToArray();
        foreach (var name in found)
        {
            File.CreateSymbolicLink(Path.Combine(rig.Bin, name), StubShells.Find(name)!);
        }
        File.WriteAllText(Path.Combine(rig.WorkingDirectory, "f1"), "p q\nr\n");

        var lines = Enumerable.Range(s_seed, s_lines).Select(seed => Line(new Random(seed), found, 0).Replace("$BIN", rig.Bin)).ToArray();
        var analyses = lines.Select(l => LineAnalyzer.Analyze(l, rig.WorkingDirectory, [rig.Bin])).ToArray();
        // An opaque line runs as it is, and nothing is claimed of it.
        var ran = await rig.RunAsync(sh!, "", [.. analyses.Select(a => a.WhyOpaque is null ? a.Runs : "alpha")]);

        var (told, through) = (0, 0);
        for (var i = 0; i < s_lines; i++)
        {
            if (analyses[i].Effects.Any(e => e is Effect.OpaqueLine))
            {
                continue;
            }
            told++;
            foreach (var words in (ran.GetValueOrDefault(i) ?? []).Select(c => c.Split('\0')))
            {
                through += analyses[i].Effects.Count > 1 ? 1 : 0;
                Assert.True(
                    analyses[i].Effects.OfType<Effect.Command>().Any(c => Covers(c, words)),
                    $"seed {s_seed + i}: {lines[i]}\nran {string.Join(' ', words)}\nnamed {string.Join(" ; ", analyses[i].Effects.Select(Explanation.Describe))}"
                );
            }
        }

        // The test is worth something only when most lines are told and most of those run.
        Assert.True(told > s_lines / 3 && through > s_lines / 4, $"{told} lines told, {through} commands run through wrappers");
    }

    // A word that is filled in later (`{}`) covers any, and an open end covers what follows.
    private static bool Covers(Effect.Command command, string[] words) =>
        (command.Words.Count == words.Length || (command.OpenEnded && command.Words.Count <= words.Length))
        && command.Words[0] == words[0]
        && command.Words.Zip(words).All(pair => pair.First == pair.Second || pair.First.Contains("{}"));

    private static string Line(Random random, string[] wrappers, int depth)
    {
        if (depth == 3 || (depth > 0 && random.Next(3) == 0))
        {
            return Pick(random, s_stubs) + Pick(random, ["", " x", " -n 'a b'", " %", " {}".Replace("{}", "'{}'"), " f1"]);
        }
        var name = Pick(random, wrappers);
        var piece = Pick(random, s_pieces[name]);
        var inner = Line(random, wrappers, depth + 1);
        if (
            piece.EndsWith("-c", StringComparison.Ordinal)
            || piece.EndsWith("-S", StringComparison.Ordinal)
            || (name is "sh" or "bash" && !piece.EndsWith("-s", StringComparison.Ordinal))
        )
        {
            inner = ShellPrinter.Quote(inner + Pick(random, ["", "; gamma y", " && beta"])) + Pick(random, ["", " a0 a1"]);
        }
        var input = name == "xargs" && depth == 0 ? Pick(random, ["", " < f1"]) : "";
        return $"{name} {piece} {inner}{(name == "find" ? Pick(random, [" ';'", " '{}' ';'", " '{}' +", ""]) : "")}{input}";
    }

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];
}

using OpenClaw.Policy.Analysis;
using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Matching;

namespace OpenClaw.Tests.Policy;

public class WrapperTests
{
    private static readonly string[] s_path = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    // What each line is found to run, `?` before what cannot be told.
    [Theory]
    [InlineData("ls -l", "ls -l")]
    [InlineData("sudo ls", "sudo ls|ls")]
    [InlineData("sudo -n -u bob FOO=1 ls -l", "sudo -n -u bob FOO=1 ls -l|ls -l")]
    [InlineData("sudo -ubob -- ls", "sudo -ubob -- ls|ls")]
    [InlineData("sudo --user=bob ls", "sudo --user=bob ls|ls")]
    [InlineData("sudo -i", "sudo -i|?sudo -i")]
    [InlineData("sudo --strange ls", "sudo --strange ls|?sudo --strange ls")]
    [InlineData("env A=b -- x", "env A=b -- x|-- x")]
    [InlineData("env -i A=b rm x", "env -i A=b rm x|rm x|?rm x")]
    [InlineData("env -S 'rm x'", "env -S rm x|?env -S rm x")]
    [InlineData("env", "env")]
    [InlineData(
        "nohup nice -n 5 timeout -k 1 10 rm x",
        "nohup nice -n 5 timeout -k 1 10 rm x|nice -n 5 timeout -k 1 10 rm x|timeout -k 1 10 rm x|rm x"
    )]
    [InlineData("nice -10 rm x", "nice -10 rm x|rm x")]
    [InlineData("stdbuf -oL rm x", "stdbuf -oL rm x|rm x")]
    [InlineData("setsid -w rm x", "setsid -w rm x|rm x")]
    [InlineData("ionice -c 3 rm x", "ionice -c 3 rm x|rm x")]
    [InlineData("chroot /r rm x", "chroot /r rm x|rm x|?rm x")]
    [InlineData("flock -n /l rm x", "flock -n /l rm x|rm x")]
    [InlineData("flock /l -c 'rm x; ls'", "flock /l -c rm x; ls|rm x|ls")]
    [InlineData("watch -n 5 'rm x | wc'", "watch -n 5 rm x | wc|rm x|wc|?watch -n 5 rm x | wc")]
    [InlineData("watch -x rm x", "watch -x rm x|rm x")]
    [InlineData("doas -u bob rm x", "doas -u bob rm x|rm x")]
    [InlineData("busybox rm x", "busybox rm x|rm x|?rm x")]
    [InlineData("busybox sh -c 'rm x'", "busybox sh -c rm x|sh -c rm x|rm x")]
    [InlineData("sh -c 'rm x && ls'", "sh -c rm x && ls|rm x|ls")]
    [InlineData("bash -euo pipefail -c 'rm x'", "bash -euo pipefail -c rm x|rm x")]
    [InlineData("bash -c -x 'rm x' a b", "bash -c -x rm x a b|rm x")]
    [InlineData("bash -c 'rm $x'", "bash -c rm $x|?rm $x")]
    [InlineData("sh -c \"sh -c 'rm x'\"", "sh -c sh -c 'rm x'|sh -c rm x|rm x")]
    [InlineData("sh script.sh a", "sh script.sh a")]
    [InlineData("sh", "sh|?sh")]
    [InlineData("echo 'rm x' | sh -s", "echo rm x|sh -s|?sh -s")]
    [InlineData("bash --norc -- x.sh", "bash --norc -- x.sh")]
    [InlineData("zsh -c 'rm x'", "zsh -c rm x|?zsh -c rm x")]
    [InlineData("xargs -0 -n 1 rm -f", "xargs -0 -n 1 rm -f|rm -f ...|?rm -f")]
    [InlineData("xargs --eof rm", "xargs --eof rm|rm ...|?rm")]
    [InlineData("xargs --max-lines rm", "xargs --max-lines rm|rm ...|?rm")]
    [InlineData("xargs --max-lines=1 rm", "xargs --max-lines=1 rm|rm ...|?rm")]
    [InlineData("xargs", "xargs")]
    [InlineData("xargs sh", "xargs sh|sh ...|?sh")]
    [InlineData("xargs env", "xargs env|env ...|?env")]
    [InlineData("xargs -I% rm %", "xargs -I% rm %|rm {} ...|?rm {}")]
    [InlineData("xargs -rI % rm %", "xargs -rI % rm %|rm {} ...|?rm {}")]
    [InlineData("xargs --replace=% rm %", "xargs --replace=% rm %|rm {} ...|?rm {}")]
    [InlineData("xargs --replace sh -c '{}'", "xargs --replace sh -c {}|sh -c {} ...|?{}")]
    [InlineData("xargs -I '' rm", "xargs -I  rm|?xargs -I  rm")]
    [InlineData("xargs -I% %", "xargs -I% %|?xargs -I% %")]
    [InlineData("xargs find", "xargs find|find ...|?find")]
    [InlineData(
        "find . -name x -exec rm '{}' ';' -o -exec ls '{}' +",
        "find . -name x -exec rm {} ; -o -exec ls {} +|rm {}|?rm {}|ls {} ...|?ls {}|?find . -name x -exec rm {} ; -o -exec ls {} +"
    )]
    [InlineData("find . -exec '{}' ';'", "find . -exec {} ;|?find . -exec {} ;")]
    [InlineData("find . -exec sh -c 'rm x' ';'", "find . -exec sh -c rm x ;|sh -c rm x|rm x")]
    [InlineData("parallel rm", "parallel rm|?parallel rm")]
    [InlineData("su -c 'rm x'", "su -c rm x|?su -c rm x")]
    [InlineData("/usr/bin/sudo /bin/rm x", "/usr/bin/sudo /bin/rm x|/bin/rm x")]
    [InlineData("ls > /dev/null 2>&1", "ls")]
    [InlineData("ls $x", "?ls $x")]
    public void Analyze_Line_NamesWrapperAndWrapped(string line, string expected)
    {
        var analysis = LineAnalyzer.Analyze(line, "/", s_path);

        // The files that the words of a command name are ProgramReadingTests' part.
        Assert.Equal(
            expected,
            string.Join(
                '|',
                analysis.Effects.Where(e => e is not (Effect.Read { Of: not null } or Effect.Write { Of: not null })).Select(Show)
            )
        );
    }

    [Fact]
    public void Analyze_DeepWrapping_EndsOpaque()
    {
        var analysis = LineAnalyzer.Analyze(string.Concat(Enumerable.Repeat("nohup ", 50)) + "rm x", "/", s_path);

        Assert.Contains(analysis.Effects, e => e is Effect.OpaqueLine { Why: "commands are wrapped too deeply" });
    }

    [Fact]
    public void Analyze_AnyLine_EndsWithEffects()
    {
        string[] words =
        [
            "sudo",
            "env",
            "xargs",
            "-I",
            "-I%",
            "''",
            "%",
            "sh",
            "-c",
            "'ls; rm x'",
            "bash",
            "-s",
            "-o",
            "find",
            "-exec",
            "'{}'",
            "';'",
            "+",
            "flock",
            "/l",
            "watch",
            "timeout",
            "5",
            "-k",
            "--",
            "-",
            "A=b",
            "nice",
            "-n",
            "busybox",
            "|",
            "&&",
            ";",
            ">",
            "f",
            "$x",
            "`",
            "chroot",
            "nohup",
            "--strange",
            "-u",
            "\\",
            "'\n'",
            "su",
            "-x",
            "--exec",
            "ls",
            "/",
        ];
        for (var seed = 0; seed < 5000; seed++)
        {
            var random = new Random(seed);
            var line = string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => words[random.Next(words.Length)]));

            var effects = LineAnalyzer.Analyze(line, "/", []).Effects;

            Assert.True(effects.Count > 0, line);
            Assert.DoesNotContain(effects, e => e is Effect.Command { Words.IsEmpty: true });
        }
    }

    [Theory]
    [InlineData("env LD_PRELOAD=x ls")]
    [InlineData("env -i ls")]
    [InlineData("sudo PATH=/tmp ls")]
    [InlineData("chroot /tmp ls")]
    [InlineData("env PATH=/tmp sh -c ls")]
    [InlineData("env PATH=/tmp nohup sh -c ls")]
    [InlineData("env PATH=/tmp watch ls")]
    [InlineData("sudo -D /tmp ls")]
    [InlineData("find . -execdir ls ';'")]
    [InlineData("env PATH=/tmp busybox ls")]
    public void Analyze_ChangedSurroundings_LeaveTheNameUnknown(string line)
    {
        var inner = LineAnalyzer.Analyze(line, "/", s_path).Effects.OfType<Effect.Command>().Last();

        Assert.Equal(["ls"], inner.Words);
        Assert.Null(inner.BareName);
    }

    [Theory]
    [InlineData("env -C /etc sh -c 'ls > passwd'")]
    [InlineData("chroot /srv sh -c 'ls > /etc/passwd'")]
    [InlineData("find /etc -execdir sh -c 'ls > passwd' ';'")]
    public void Analyze_RedirectionElsewhere_CannotBeTold(string line)
    {
        var effects = LineAnalyzer.Analyze(line, "/", s_path).Effects;

        Assert.Contains(effects, e => e is Effect.OpaqueLine);
        Assert.DoesNotContain(effects, e => e is Effect.Write);
    }

    [Theory]
    [InlineData("if true; then sudo rm -rf $x; fi", "true|sudo rm -rf $x|rm -rf $x|fi")]
    [InlineData("A=b rm *", "rm *")]
    [InlineData("echo \"$(rm 'x')\"", "echo $|rm x")]
    [InlineData("x=`rm y`", "rm y")]
    [InlineData("cat <<E\nrm x\nE", "cat <<E|rm x|E")]
    public void Guess_OpaqueLine_FindsWhatLooksLikeCommands(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', OpaqueWords.Guess(line).Select(c => string.Join(' ', c.Words))));

    private static string Show(Effect effect) =>
        effect switch
        {
            Effect.Command command => string.Join(' ', command.Words) + (command.OpenEnded ? " ..." : ""),
            Effect.OpaqueLine opaque => "?" + opaque.Line,
            _ => effect.ToString(),
        };
}

using OpenClaw.Policy.Effects;
using OpenClaw.Policy.Patterns;

namespace OpenClaw.Tests.Policy;

public class PatternTests
{
    [Theory]
    [InlineData("git status **", "git status", true)]
    [InlineData("git status **", "git status -s --long", false)]
    [InlineData("git status -**", "git status -s --long", true)]
    [InlineData("git status **", "git stash", false)]
    [InlineData("df -h", "df -h", true)]
    [InlineData("df -h", "df -h /", false)]
    [InlineData("df -h", "df", false)]
    [InlineData("systemctl status *", "systemctl status ssh", true)]
    [InlineData("systemctl status *", "systemctl status", false)]
    [InlineData("systemctl status *", "systemctl status a b", false)]
    [InlineData("rm *.tmp", "rm a.tmp", true)]
    [InlineData("rm *.tmp", "rm a.tmp b.tmp", false)]
    [InlineData("rm *.tmp", "rm a.tmpx", false)]
    [InlineData("rm ** x", "rm a b x", true)]
    [InlineData("rm ** x ** y", "rm x x q x y y", true)]
    [InlineData("** --help", "git commit --help", true)]
    [InlineData("** --help", "git --help x", false)]
    [InlineData("* --version", "git --version", true)]
    [InlineData("git-*", "git-x", true)]
    [InlineData("**", "anything at all", true)]
    [InlineData("  ls   -l ", "ls -l", true)]
    [InlineData("", "ls", false)]
    [InlineData("ls a***b", "ls axxb", true)]
    [InlineData("Git status", "git status", false)]
    public void Command_Words_MatchAsWritten(string pattern, string command, bool matches)
    {
        var words = command.Split(' ');
        var effect = new Effect.Command([.. words], "/usr/bin/" + words[0]);

        Assert.Equal(matches, CommandPattern.Parse(pattern).Matches(effect, new PatternPlace("/ws", "/home/pi"), strict: true));
    }

    [Theory]
    [InlineData("echo 'a b' \"*\" \\*", new[] { "echo", "a b", "*", "*" }, true)]
    [InlineData("echo 'a b' \"*\" \\*", new[] { "echo", "a b", "x", "*" }, false)]
    [InlineData("echo 'it''s'\" \\\" \"", new[] { "echo", "its \" " }, true)]
    [InlineData("echo ''", new[] { "echo", "" }, true)]
    [InlineData("echo 'never closed *", new[] { "echo", "never closed *" }, true)]
    [InlineData("echo '**'", new[] { "echo", "x", "y" }, false)]
    [InlineData("echo '**'", new[] { "echo", "**" }, true)]
    public void Command_QuotedPattern_IsLiteral(string pattern, string[] words, bool matches) =>
        Assert.Equal(
            matches,
            CommandPattern
                .Parse(pattern)
                .Matches(new Effect.Command([.. words], "/bin/echo"), new PatternPlace("/ws", "/home/pi"), strict: true)
        );

    [Fact]
    public void Command_LiteralPattern_MatchesItsWordsAndNoOthers()
    {
        string[][] lines =
        [
            ["a", "b c"],
            ["a", "*"],
            ["a", ""],
            ["a", "it's \"so\" \\ "],
            ["a", "**"],
            ["a", "\n\t"],
            ["a", "b", "c"],
            ["a", "é🦞"],
            ["a", "b"],
        ];
        foreach (var line in lines)
        {
            var pattern = CommandPattern.Parse(CommandPattern.Literal(line, open: false));
            foreach (var other in lines)
            {
                Assert.Equal(
                    line.SequenceEqual(other),
                    pattern.Matches(new Effect.Command([.. other], "/usr/bin/a"), new PatternPlace("/ws", "/home/pi"), strict: true)
                );
            }
        }
    }

    [Fact]
    public void Command_NotLedToByPath_GivesNoLeaveAndTakesIt()
    {
        var evil = new Effect.Command(["./git", "status"], "/ws/git") { Found = "/ws/git", BareName = null };
        var pattern = CommandPattern.Parse("git status");

        Assert.False(pattern.Matches(evil, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.True(pattern.Matches(evil, new PatternPlace("/ws", "/home/pi"), strict: false));
        Assert.True(CommandPattern.Parse("./git status").Matches(evil, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.True(CommandPattern.Parse("/ws/git *").Matches(evil, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.True(CommandPattern.Parse("/ws/g* *").Matches(evil, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.False(CommandPattern.Parse("/*/x/git *").Matches(evil, new PatternPlace("/ws", "/home/pi"), strict: true));
    }

    [Fact]
    public void Command_LinkToAnother_TakesLeaveByItsRealName()
    {
        var link = new Effect.Command(["./harmless", "-rf"], "/usr/bin/rm") { Found = "/ws/harmless", BareName = null };

        Assert.True(CommandPattern.Parse("rm **").Matches(link, new PatternPlace("/ws", "/home/pi"), strict: false));
        Assert.False(CommandPattern.Parse("rm **").Matches(link, new PatternPlace("/ws", "/home/pi"), strict: true));
    }

    [Fact]
    public void Command_OpenEnded_NeedsOptionsAndWordsForLeaveAndAnyLikenessToTakeIt()
    {
        var xargs = new Effect.Command(["rm"], "/usr/bin/rm") { OpenEnded = true };

        Assert.False(CommandPattern.Parse("rm").Matches(xargs, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.False(CommandPattern.Parse("rm *").Matches(xargs, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.False(CommandPattern.Parse("rm **").Matches(xargs, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.True(CommandPattern.Parse("rm -**").Matches(xargs, new PatternPlace("/ws", "/home/pi"), strict: true));
        Assert.True(CommandPattern.Parse("rm -rf /").Matches(xargs, new PatternPlace("/ws", "/home/pi"), strict: false));
        Assert.False(CommandPattern.Parse("ls -l").Matches(xargs, new PatternPlace("/ws", "/home/pi"), strict: false));
    }

    [Theory]
    [InlineData("notes.txt", "/ws/notes.txt", true)]
    [InlineData("./notes.txt", "/ws/notes.txt", true)]
    [InlineData("notes.txt", "/ws/a/notes.txt", false)]
    [InlineData("src/**", "/ws/src", true)]
    [InlineData("src/**", "/ws/src/a/b.c", true)]
    [InlineData("src/**", "/ws/srcs/a", false)]
    [InlineData("src/*", "/ws/src/a/b.c", false)]
    [InlineData("**/*.md", "/ws/a/b/c.md", true)]
    [InlineData("**/*.md", "/ws/c.md", true)]
    [InlineData("**", "/ws/anything/below", true)]
    [InlineData("**", "/etc/passwd", false)]
    [InlineData("/**", "/etc/passwd", true)]
    [InlineData("/etc/*", "/etc/passwd", true)]
    [InlineData("~/notes/**", "/home/pi/notes/a", true)]
    [InlineData("~", "/home/pi", true)]
    [InlineData("../other/*", "/other/x", true)]
    [InlineData("a\\*b", "/ws/a*b", true)]
    [InlineData("a\\*b", "/ws/axb", false)]
    [InlineData("a?b", "/ws/axb", false)]
    public void Path_Pattern_MatchesRealPaths(string pattern, string path, bool matches) =>
        Assert.Equal(matches, PathPattern.Parse(pattern, "/ws", "/home/pi").Matches(path));

    [Fact]
    public void Path_WorkspaceWithAStar_IsNoPattern()
    {
        Assert.True(PathPattern.Parse("x", "/w*s", "/home/pi").Matches("/w*s/x"));
        Assert.False(PathPattern.Parse("x", "/w*s", "/home/pi").Matches("/wabcs/x"));
    }

    [Theory]
    [InlineData("/ws/a b")]
    [InlineData("/ws")]
    [InlineData("/ws/~x")]
    [InlineData("/ws/a*b/c\\d")]
    [InlineData("/etc/x*")]
    [InlineData("/wsx")]
    public void Path_LiteralPattern_MatchesItsPath(string path)
    {
        var pattern = PathPattern.Parse(PathPattern.Literal(path, "/ws"), "/ws", "/home/pi");

        Assert.True(pattern.Matches(path));
        Assert.False(pattern.Matches(path + "x"));
        Assert.False(pattern.Matches(path.Replace("*", "star") + "/y"));
    }

    [Theory]
    [InlineData("example.org", "example.org", true)]
    [InlineData("example.org", "EXAMPLE.org.", true)]
    [InlineData("example.org", "example.org:443", true)]
    [InlineData("example.org:80", "example.org:443", false)]
    [InlineData("example.org:80", "example.org:80", true)]
    [InlineData("*.example.org", "a.b.example.org", true)]
    [InlineData("*.example.org", "example.org", false)]
    [InlineData("*.example.org", "evil-example.org", false)]
    [InlineData("*.example.org", "a.example.org.evil.net", false)]
    [InlineData("[::1]:80", "[::1]:80", true)]
    [InlineData("::1", "[::1]:80", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("192.168.1.*", "192.168.1.20:8080", true)]
    public void Host_Pattern_MatchesHosts(string pattern, string host, bool matches) =>
        Assert.Equal(matches, HostPattern.Matches(pattern, host));
}

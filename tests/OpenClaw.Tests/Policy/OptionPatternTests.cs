using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Policy;

/// <summary>What one pattern of commands means as leave and as a denial, in the workspace's root and elsewhere.</summary>
public class OptionPatternTests
{
    [Theory]
    // A star is a word, and an option is none.
    [InlineData("systemctl status *", "systemctl status ssh", "", true, true)]
    [InlineData("systemctl status *", "systemctl status -Hroot@host", "", false, true)]
    [InlineData("systemctl status *", "systemctl status -H root@host", "", false, true)]
    [InlineData("systemctl status *", "systemctl -H root@host status ssh", "", false, false)]
    [InlineData("systemctl status *", "systemctl status --", "", false, true)]
    [InlineData("systemctl status *", "systemctl status -", "", false, true)]
    [InlineData("systemctl status *", "systemctl status", "", false, false)]
    [InlineData("systemctl status *", "systemctl status a b", "", false, false)]
    [InlineData("git status **", "git status", "", true, true)]
    [InlineData("git status **", "git status src docs", "", true, true)]
    [InlineData("git status **", "git status -s", "", false, true)]
    [InlineData("git status **", "git status src -s", "", false, true)]
    [InlineData("git status **", "git -c core.fsmonitor=x status", "", false, false)]
    [InlineData("rm **", "rm -rf x", "", false, true)]
    [InlineData("rm *", "rm -f x", "", false, true)]
    [InlineData("rm *", "rm x -f", "", false, true)]
    [InlineData("rm *", "rm -f", "", false, true)]
    [InlineData("rm *", "rm -f x y", "", false, false)]
    [InlineData("rm x", "rm -f x", "", false, false)]
    [InlineData("rm *.tmp", "rm -f a.tmp", "", false, true)]
    [InlineData("rm *.tmp", "rm -f.tmp", "", false, true)]
    [InlineData("sudo **", "sudo -n id", "", false, true)]
    [InlineData("** --help", "git commit --help", "", true, true)]
    [InlineData("** --help", "git --version --help", "", false, true)]
    [InlineData("* --version", "git --version", "", true, true)]
    // A dash that the pattern writes.
    [InlineData("ls -*", "ls -la", "", true, true)]
    [InlineData("ls -*", "ls --color", "", true, true)]
    [InlineData("ls -*", "ls -", "", true, true)]
    [InlineData("ls -*", "ls la", "", false, false)]
    [InlineData("ls -*", "ls", "", false, false)]
    [InlineData("ls -*", "ls -l -a", "", false, false)]
    [InlineData("head -n* notes.txt", "head -n5 notes.txt", "", true, true)]
    [InlineData("head -n* notes.txt", "head -c5 notes.txt", "", false, false)]
    [InlineData("git log --author=*", "git log --author=ada", "", true, true)]
    [InlineData("git log --author=*", "git log --output=x", "", false, false)]
    [InlineData("git log --author=*", "git log --author", "", false, false)]
    [InlineData("ls -**", "ls", "", true, true)]
    [InlineData("ls -**", "ls -l src --color x", "", true, true)]
    [InlineData("git status -**", "git status src -s", "", true, true)]
    [InlineData("git -** status", "git -C src status", "", true, true)]
    [InlineData("git -** log **", "git -p log a log -s", "", false, true)]
    [InlineData("a -** b ** c", "a b -x b c", "", true, true)]
    [InlineData("a ** b -** c", "a b -x b c", "", true, true)]
    [InlineData("a ** b ** c", "a b -x b c", "", false, true)]
    [InlineData("ls \"-**\"", "ls -l", "", false, false)]
    [InlineData("ls \"-**\"", "ls -**", "", true, true)]
    [InlineData("**", "rm -rf x", "", true, true)]
    [InlineData("-**", "rm -rf x", "", true, true)]
    // Inside a word a star takes what lies below, and does not go up.
    [InlineData("cat notes/*", "cat notes/a", "", true, true)]
    [InlineData("cat notes/*", "cat notes/a/b.txt", "", true, true)]
    [InlineData("cat notes/*", "cat ./notes/a", "", false, false)]
    [InlineData("cat notes/*", "cat notes/../../secrets/pi", "", false, true)]
    [InlineData("cat notes/*", "cat notes/..", "", false, true)]
    [InlineData("cat notes/*", "cat notes/a..b/..c", "", true, true)]
    [InlineData("cat *", "cat notes/a", "", true, true)]
    [InlineData("cat *", "cat ../secrets", "", false, true)]
    [InlineData("cat **", "cat a notes/../../x", "", false, true)]
    [InlineData("cat -**", "cat -n notes/../../x", "", false, true)]
    [InlineData("cat *.md", "cat notes/a.md", "", true, true)]
    [InlineData("cat *.md", "cat /srv/a.md", "", false, true)]
    [InlineData("dd if=notes/*", "dd if=notes/../../x", "", false, true)]
    [InlineData("tool --file=notes/*", "tool --file=notes/a", "", true, true)]
    [InlineData("tool --file=notes/*", "tool --file=notes/../x", "", false, true)]
    [InlineData("tool -f*", "tool -f../x", "", false, true)]
    [InlineData("tool -fnotes/*", "tool -fnotes/../x", "", false, true)]
    [InlineData("tool -*", "tool --file=../x", "", false, true)]
    [InlineData("curl https://example.org/*", "curl https://example.org/a/../b", "", true, true)]
    [InlineData("curl *", "curl https://example.org/..", "", true, true)]
    [InlineData("cat ../shared/a", "cat ../shared/a", "", true, true)]
    // A rule holds where it was written for.
    [InlineData("df -h", "df -h", "notes", true, true)]
    [InlineData("uptime", "uptime", "notes", true, true)]
    [InlineData("ls -l", "ls -l", "notes", true, true)]
    [InlineData("ls /srv/*", "ls /srv/a", "notes", true, true)]
    [InlineData("ls -*", "ls -l", "notes", true, true)]
    [InlineData("ls -**", "ls -l", "notes", false, true)]
    [InlineData("ls *", "ls a", "notes", false, true)]
    [InlineData("python3 script.py *", "python3 script.py a", "", true, true)]
    [InlineData("python3 script.py *", "python3 script.py a", "notes", false, true)]
    [InlineData("make **", "make test", "", true, true)]
    [InlineData("make **", "make test", "notes", false, true)]
    [InlineData("make", "make", "notes", false, true)]
    [InlineData("make -j4", "make -j4", "notes", false, true)]
    [InlineData("* --version", "make --version", "notes", false, true)]
    [InlineData("* --version", "df --version", "notes", true, true)]
    [InlineData("tool --file=conf/a", "tool --file=conf/a", "notes", false, true)]
    [InlineData("tool --file=/etc/a", "tool --file=/etc/a", "notes", true, true)]
    [InlineData("tool --since=today", "tool --since=today", "notes", true, true)]
    [InlineData("./build.sh", "./build.sh", "notes", false, false)]
    [InlineData("df -h", "df -h", "/srv", false, true)]
    [InlineData("**", "make test", "notes", true, true)]
    [InlineData("**", "make test", "/srv", true, true)]
    public void Pattern_AsLeaveAndAsDenial(string pattern, string command, string folder, bool leave, bool denies)
    {
        var call = Call("exec", Command(command)) with { Binding = new CallBinding(Folder(folder), [], []) };

        Assert.Equal(
            leave,
            Decide(PolicyAction.Allow, PolicyAction.Deny, new RuleMatch { Commands = [pattern] }, call) == PolicyAction.Allow
        );
        Assert.Equal(
            denies,
            Decide(PolicyAction.Deny, PolicyAction.Allow, new RuleMatch { Commands = [pattern] }, call) == PolicyAction.Deny
        );
    }

    [Theory]
    [InlineData("**", "", true)]
    [InlineData("**", "notes/a", true)]
    [InlineData("**", "/srv", false)]
    [InlineData(".", "", true)]
    [InlineData(".", "notes", false)]
    [InlineData("notes", "notes", true)]
    [InlineData("notes", "notes/a", false)]
    [InlineData("notes/*", "notes/a", true)]
    [InlineData("notes/**", "notes", true)]
    [InlineData("notes", "", false)]
    [InlineData("/srv/**", "/srv/app", true)]
    [InlineData("~/work", "/home/pi/work", true)]
    public void Cwd_SaysWhereARuleHolds(string cwd, string folder, bool holds)
    {
        var call = Call("exec", Command("make test")) with { Binding = new CallBinding(Folder(folder), [], []) };
        var match = new RuleMatch { Commands = ["make **"], WorkingDirectories = [cwd] };

        Assert.Equal(holds, Decide(PolicyAction.Allow, PolicyAction.Deny, match, call) == PolicyAction.Allow);
        Assert.Equal(holds, Decide(PolicyAction.Deny, PolicyAction.Allow, match, call) == PolicyAction.Deny);
    }

    [Fact]
    public void Cwd_OfAnException_TakesOutThereOnly()
    {
        var rule = Rule(
            "r",
            PolicyAction.Deny,
            new RuleMatch { Commands = ["rm **"] },
            new RuleMatch { Commands = ["rm *.tmp"], WorkingDirectories = ["build"] }
        );
        var policy = PolicyOf([Default("*", PolicyAction.Ask)], rule);
        var call = Call("exec", Command("rm a.tmp"));

        Assert.Equal(PolicyAction.Deny, Gate.Decide(Set(policy), call).Action);
        Assert.Equal(PolicyAction.Ask, Gate.Decide(Set(policy), call with { Binding = new CallBinding(Folder("build"), [], []) }).Action);
        // An exception to a denial is read by the letter: an option is no *.tmp.
        Assert.Equal(
            PolicyAction.Deny,
            Gate.Decide(Set(policy), Call("exec", Command("rm -f.tmp")) with { Binding = new CallBinding(Folder("build"), [], []) }).Action
        );
    }

    [Fact]
    public void Cwd_OfACommandThatRunsAlready_IsNotKnown()
    {
        var match = new RuleMatch { Commands = ["**"], WorkingDirectories = ["**"] };
        var input = Call("process", new Effect.OpaqueLine("rm x", "it is input for a running command"));

        Assert.Equal(PolicyAction.Ask, Decide(PolicyAction.Allow, PolicyAction.Ask, match, input));
        Assert.Equal(PolicyAction.Deny, Decide(PolicyAction.Deny, PolicyAction.Ask, match, input));
    }

    [Fact]
    public void Exception_OfAnAllow_TakesOptionsToo()
    {
        var rule = Rule("r", PolicyAction.Allow, new RuleMatch { Commands = ["git -**"] }, new RuleMatch { Commands = ["git push **"] });
        var policy = Set(PolicyOf([Default("*", PolicyAction.Ask)], rule));

        Assert.Equal(PolicyAction.Ask, Gate.Decide(policy, Call("exec", Command("git -p push --force"))).Action);
        Assert.Equal(PolicyAction.Allow, Gate.Decide(policy, Call("exec", Command("git -p log"))).Action);
    }

    [Fact]
    public void Ask_ThatOnlyAnOptionMeets_OpensNothing()
    {
        var rule = Rule("r", PolicyAction.Ask, new RuleMatch { Commands = ["systemctl status *"] });

        Assert.Equal(
            PolicyAction.Deny,
            Gate.Decide(Set(PolicyOf([Default("*", PolicyAction.Deny)], rule)), Call("exec", Command("systemctl status -Hx"))).Action
        );
        Assert.Equal(
            PolicyAction.Ask,
            Gate.Decide(Set(PolicyOf([Default("*", PolicyAction.Allow)], rule)), Call("exec", Command("systemctl status -Hx"))).Action
        );
    }

    [Fact]
    public void ToolsOffered_RuleForAnotherFolder_DoesNotHideOrLoseTheTool()
    {
        var denied = PolicyOf(
            [Default("exec", PolicyAction.Ask)],
            Rule("r", PolicyAction.Deny, new RuleMatch { Commands = ["**"], WorkingDirectories = ["."] })
        );
        var allowed = PolicyOf(
            [Default("exec", PolicyAction.Deny)],
            Rule("r", PolicyAction.Allow, new RuleMatch { Commands = ["make"], WorkingDirectories = ["src"] })
        );

        Assert.Equal(["exec"], Gate.ToolsOffered(Set(denied), Call("exec"), ["exec"]));
        Assert.Equal(["exec"], Gate.ToolsOffered(Set(allowed), Call("exec"), ["exec"]));
    }

    [Fact]
    public void LookAround_OfTheBuiltInPolicy_HoldsBelowTheRootAndTakesNoOtherOption()
    {
        var policies = Set(BuiltInPolicies.Find("guarded")! with { Name = "p" });
        PolicyAction At(string command, string folder) =>
            Gate.Decide(policies, Call("exec", Command(command)) with { Binding = new CallBinding(Folder(folder), [], []) }).Action;

        foreach (
            var command in new[]
            {
                "git status",
                "git status -s",
                "git status -sb",
                "git status --short src",
                "git status --porcelain",
                "git status --branch",
                "df -h",
                "systemctl status ssh",
            }
        )
        {
            Assert.Equal(PolicyAction.Allow, At(command, ""));
            Assert.Equal(PolicyAction.Allow, At(command, "src/app"));
        }

        Assert.Equal(PolicyAction.Ask, At("git status --verbose", ""));
        Assert.Equal(PolicyAction.Ask, At("systemctl status -Hroot@host", ""));
        Assert.Equal(PolicyAction.Deny, At("rm -f x", ""));
    }

    private static PolicyAction Decide(PolicyAction action, PolicyAction otherwise, RuleMatch match, CallContext call) =>
        Gate.Decide(Set(PolicyOf([Default("*", otherwise)], Rule("r", action, match))), call).Action;

    private static string Folder(string folder) =>
        folder.StartsWith('/') ? folder
        : folder.Length == 0 ? Workspace
        : Workspace + "/" + folder;
}

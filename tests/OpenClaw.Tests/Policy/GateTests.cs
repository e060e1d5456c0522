using OpenClaw.Config.Tables.Policies;
using OpenClaw.Messages;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Policy;

public class GateTests
{
    // Golden: these only grow.
    [Theory]
    [InlineData("git status", "allowed by \"look around\" (openclaw.toml:20)")]
    [InlineData("git push", "must be asked by the default (openclaw.toml:11)")]
    [InlineData("df -h", "allowed by \"look around\" (openclaw.toml:20)")]
    [InlineData("df -h /", "must be asked by the default (openclaw.toml:11)")]
    [InlineData("rm x", "denied by \"no destruction\" (openclaw.toml:26): never from a chat")]
    [InlineData("rm x.tmp", "must be asked by the default (openclaw.toml:11)")]
    [InlineData("/opt/evil/rm x.tmp", "denied by \"no destruction\" (openclaw.toml:26): never from a chat")]
    [InlineData("/opt/evil/git status", "must be asked by the default (openclaw.toml:11)")]
    [InlineData("git status|rm x", "denied by \"no destruction\" (openclaw.toml:26): never from a chat")]
    [InlineData("git status|git push", "must be asked by the default (openclaw.toml:11)")]
    [InlineData("git status|df -h", "allowed by \"look around\" (openclaw.toml:20)")]
    [InlineData("?git status $x", "must be asked by the default (openclaw.toml:11): of a test")]
    [InlineData("?echo; sudo rm $x", "denied by \"no destruction\" (openclaw.toml:26): never from a chat")]
    [InlineData(">/home/pi/claw/out", "must be asked by the default (openclaw.toml:11)")]
    [InlineData(">/etc/passwd", "denied by \"outside the workspace\" (built-in): writing outside the workspace needs a rule with paths")]
    [InlineData(
        "</etc/passwd",
        "denied by \"outside the workspace\" (built-in): reading outside the workspace needs a rule with paths that allow /etc/passwd"
    )]
    [InlineData("</home/pi/claw/in", "must be asked by the default (openclaw.toml:11)")]
    [InlineData(
        "</var/lib/openclaw/state.db",
        "denied by \"protected path\" (built-in): state, secrets and the control socket are closed to every tool"
    )]
    [InlineData(
        ">/run/openclaw",
        "denied by \"protected path\" (built-in): state, secrets and the control socket are closed to every tool"
    )]
    [InlineData(
        "</etc/openclaw/openclaw.toml",
        "denied by \"outside the workspace\" (built-in): reading outside the workspace needs a rule with paths that allow /etc/openclaw/openclaw.toml"
    )]
    [InlineData(
        ">/etc/openclaw/openclaw.toml",
        "denied by \"protected path\" (built-in): the configuration and the instruction files are written by no tool"
    )]
    [InlineData(
        ">/home/pi/claw/AGENTS.md",
        "denied by \"protected path\" (built-in): the configuration and the instruction files are written by no tool"
    )]
    public void Decide_GuardedPolicy_SaysWhatItSays(string effects, string verdict) =>
        Assert.Equal(verdict, Explanation.Line(Gate.Decide(Set(Guarded()), Call("exec", [.. effects.Split('|').Select(Parse)]))));

    [Fact]
    public void Decide_NoSuchPolicy_Denies()
    {
        var verdict = Gate.Decide(Set(Guarded()), Call("read") with { Policy = "gone" });

        Assert.Equal("denied by \"no such policy\" (built-in): there is no policy \"gone\" any more", Explanation.Line(verdict));
    }

    [Fact]
    public void Decide_ToolInNeitherDefaultNorStar_IsDenied()
    {
        var verdict = Gate.Decide(Set(PolicyOf([Default("read", PolicyAction.Allow)])), Call("write", new Effect.Write(Workspace + "/x")));

        Assert.Equal("denied by the default (openclaw.toml:10): policy \"p\" says nothing of write", Explanation.Line(verdict));
    }

    [Fact]
    public void Decide_NoEffects_IsDecidedByTheTool() =>
        Assert.Equal(PolicyAction.Allow, Gate.Decide(Set(Guarded()), Call("process")).Action);

    [Fact]
    public void Decide_CommandOrTargetOfAnotherTool_IsHeldToThatKindsDefaultToo()
    {
        var policy = Set(
            PolicyOf([Default("exec", PolicyAction.Ask), Default("message", PolicyAction.Deny), Default("*", PolicyAction.Allow)])
        );
        PolicyAction With(string tool, Effect effect) => Gate.Decide(policy, Call(tool, effect)).Action;

        Assert.Equal(PolicyAction.Ask, With("process", new Effect.OpaqueLine("rm x\n", "input")));
        Assert.Equal(PolicyAction.Deny, With("session", new Effect.Target("local:other")));
        Assert.Equal(PolicyAction.Allow, With("session", new Effect.None()));
    }

    [Fact]
    public void Decide_Opaque_IsAllowedByTwoStarsOnly()
    {
        var opaque = Call("exec", new Effect.OpaqueLine("ls $x", "why"));
        PolicyAction With(RuleMatch match, PolicyAction otherwise = PolicyAction.Ask) =>
            Gate.Decide(Set(PolicyOf([Default("exec", otherwise)], Rule("r", PolicyAction.Allow, match))), opaque).Action;

        Assert.Equal(PolicyAction.Allow, With(new() { Commands = ["**"] }));
        Assert.Equal(PolicyAction.Ask, With(new() { Commands = ["* **", "ls **", "*", "** **"] }));
        Assert.Equal(PolicyAction.Ask, With(new() { Tools = ["exec"] }));
        Assert.Equal(PolicyAction.Allow, With(new() { Commands = ["git"] }, PolicyAction.Allow));
    }

    [Fact]
    public void Decide_AskThatMatchesByLikeness_DoesNotWeakenADenyingDefault()
    {
        var rule = Rule("ask git", PolicyAction.Ask, new() { Commands = ["git **"] });
        PolicyAction With(PolicyAction otherwise, string command) =>
            Gate.Decide(Set(PolicyOf([Default("exec", otherwise)], rule)), Call("exec", Command(command))).Action;

        Assert.Equal(PolicyAction.Ask, With(PolicyAction.Deny, "git x"));
        Assert.Equal(PolicyAction.Deny, With(PolicyAction.Deny, "/tmp/git x"));
        Assert.Equal(PolicyAction.Ask, With(PolicyAction.Allow, "/tmp/git x"));
    }

    [Fact]
    public void Decide_OutsideTheWorkspace_IsOpenedByPathsOnly()
    {
        var call = Call("write", new Effect.Write("/srv/www/index.html"));
        PolicyAction With(params PolicyRule[] rules) => Gate.Decide(Set(PolicyOf([Default("*", PolicyAction.Allow)], rules)), call).Action;

        Assert.Equal(PolicyAction.Deny, With());
        Assert.Equal(PolicyAction.Deny, With(Rule("r", PolicyAction.Allow, new() { Tools = ["write"] })));
        Assert.Equal(PolicyAction.Deny, With(Rule("r", PolicyAction.Ask, new() { Tools = ["write"] })));
        Assert.Equal(PolicyAction.Deny, With(Rule("r", PolicyAction.Allow, new() { Paths = ["**"] })));
        Assert.Equal(PolicyAction.Allow, With(Rule("r", PolicyAction.Allow, new() { Paths = ["/srv/www/**"] })));
        Assert.Equal(PolicyAction.Ask, With(Rule("r", PolicyAction.Ask, new() { Paths = ["/srv/www/**"] })));
        Assert.Equal(
            PolicyAction.Deny,
            With(Rule("r", PolicyAction.Allow, new() { Paths = ["/srv/**"] }), Rule("d", PolicyAction.Deny, new() { Tools = ["write"] }))
        );
    }

    [Fact]
    public void Decide_ProtectedPath_IsOpenedByNoRule()
    {
        var rule = Rule("all", PolicyAction.Allow, new() { Paths = ["/**"] });
        var verdict = Gate.Decide(
            Set(PolicyOf([Default("*", PolicyAction.Allow)], rule)),
            Call("read", new Effect.Read("/var/lib/openclaw/x"))
        );

        Assert.Equal((PolicyAction.Deny, "protected path"), (verdict.Action, verdict.Rule));
        // Its neighbour by name is no neighbour by place.
        Assert.Equal(
            PolicyAction.Allow,
            Gate.Decide(
                Set(PolicyOf([Default("*", PolicyAction.Allow)], rule)),
                Call("read", new Effect.Read("/var/lib/openclaw-other"))
            ).Action
        );
    }

    [Fact]
    public void Decide_KeysOfARule_AreAnd()
    {
        PolicyAction With(RuleMatch match, CallContext call) =>
            Gate.Decide(Set(PolicyOf([Default("*", PolicyAction.Ask)], Rule("r", PolicyAction.Allow, match))), call).Action;
        var fetch = Call("web_fetch", new Effect.Host("example.org"));

        Assert.Equal(PolicyAction.Allow, With(new() { Tools = ["web_*"], Hosts = ["*.org"] }, fetch));
        Assert.Equal(PolicyAction.Ask, With(new() { Tools = ["exec"], Hosts = ["*.org"] }, fetch));
        Assert.Equal(PolicyAction.Ask, With(new() { Paths = ["**"], Hosts = ["*.org"] }, fetch));
        Assert.Equal(PolicyAction.Ask, With(new() { Hosts = ["*.org"], Origins = [Origin.Cron] }, fetch));
        Assert.Equal(PolicyAction.Allow, With(new() { Hosts = ["*.org"], Origins = [Origin.Cron] }, fetch with { Origin = Origin.Cron }));
        Assert.Equal(PolicyAction.Ask, With(new() { Hosts = ["*.org"], Senders = ["owners"] }, fetch));
        Assert.Equal(PolicyAction.Allow, With(new() { Hosts = ["*.org"], Senders = ["owners"] }, fetch with { SenderIsOwner = true }));
        Assert.Equal(PolicyAction.Allow, With(new() { Hosts = ["*.org"], Senders = ["x", "local:*"] }, fetch));
        Assert.Equal(PolicyAction.Ask, With(new() { Hosts = ["*.org"], Sessions = ["telegram:*"] }, fetch));
        Assert.Equal(PolicyAction.Allow, With(new() { Targets = ["telegram:12*"] }, Call("message", new Effect.Target("telegram:123"))));
    }

    [Fact]
    public void Decide_ExceptionOfADeny_HoldsForTheSenderItNames()
    {
        var rule = Rule("guests run nothing", PolicyAction.Deny, new() { Tools = ["exec"] }, new() { Senders = ["owners"] });
        var policies = Set(PolicyOf([Default("*", PolicyAction.Ask)], rule));

        Assert.Equal(PolicyAction.Deny, Gate.Decide(policies, Call("exec", Command("ls"))).Action);
        Assert.Equal(
            PolicyAction.Ask,
            Gate.Decide(policies, Call("exec", Command("ls"), new Effect.OpaqueLine("$x", "")) with { SenderIsOwner = true }).Action
        );
    }

    [Fact]
    public void Decide_WrappedCommand_NeedsLeaveForBoth()
    {
        var rule = Rule("r", PolicyAction.Allow, new() { Commands = ["nohup **", "ls **"] });
        PolicyAction With(string line) =>
            Gate.Decide(
                Set(PolicyOf([Default("exec", PolicyAction.Ask)], rule)),
                Call("exec", [.. line.Split('|').Select(Command)])
            ).Action;

        Assert.Equal(PolicyAction.Allow, With("nohup ls|ls"));
        Assert.Equal(PolicyAction.Ask, With("nohup cat|cat"));
        Assert.Equal(PolicyAction.Ask, With("nice ls|ls"));
    }

    [Fact]
    public void ToolsOffered_LeavesOutWhatCanOnlyBeDenied()
    {
        string[] tools = ["read", "write", "exec", "message", "process"];
        EquatableArray<string> Offered(EquatableArray<ToolDefault> defaults, params PolicyRule[] rules) =>
            Gate.ToolsOffered(Set(PolicyOf(defaults, rules)), Call(""), tools);

        Assert.Equal(["read"], Offered([Default("read", PolicyAction.Allow)]));
        Assert.Equal(
            ["read", "process"],
            Offered(
                [Default("*", PolicyAction.Ask)],
                Rule("1", PolicyAction.Deny, new() { Tools = ["write", "message"] }),
                Rule("2", PolicyAction.Deny, new() { Tools = ["exec"], Commands = ["**"] })
            )
        );
        Assert.Equal(
            ["write", "exec"],
            Offered(
                [Default("*", PolicyAction.Deny)],
                Rule("1", PolicyAction.Allow, new() { Tools = ["exec"], Commands = ["ls"] }),
                Rule("2", PolicyAction.Ask, new() { Tools = ["write"], Paths = ["*"] }),
                Rule("3", PolicyAction.Allow, new() { Tools = ["read"], Origins = [Origin.Cron] })
            )
        );
        Assert.Equal(tools, Offered([Default("*", PolicyAction.Allow)], Rule("1", PolicyAction.Deny, new() { Paths = ["**"] })));
        Assert.Empty(Gate.ToolsOffered(Set(), Call(""), tools));
    }

    [Fact]
    public void Grant_OnlyAllowedOrAskedWithItsOwnApproval()
    {
        var policies = Set(Guarded());
        var asked = Call("exec", Command("git push"));
        var approved = new ApprovedCall("bako-42", CallDigest.Of(asked));

        Assert.NotNull(Gate.Grant(policies, Call("exec", Command("df -h"))));
        Assert.Null(Gate.Grant(policies, asked));
        Assert.Equal("bako-42", Gate.Grant(policies, asked, approved)!.Approval);
        Assert.Null(Gate.Grant(policies, asked with { Arguments = "{\"command\":\"git push -f\"}" }, approved));
        // The newest policy counts: what was asked yesterday may be denied today.
        Assert.Null(Gate.Grant(Set(Guarded(Rule("no git", PolicyAction.Deny, new() { Commands = ["git push **"] }))), asked, approved));
    }

    [Fact]
    public void Explanation_ShowsEveryRuleLookedAt()
    {
        var text = Explanation.Of(
            Gate.Decide(Set(Guarded()), Call("exec", Command("git push"), new Effect.OpaqueLine("a $b", "of a thing")))
        );

        Assert.Equal(
            """
            must be asked by the default (openclaw.toml:11): of a thing
              runs git push
                - allow "look around" (openclaw.toml:20): no pattern of commands matches
            """.ReplaceLineEndings("\n").Replace(" (openclaw.toml:20)", " openclaw.toml:20"),
            string.Join('\n', text.Split('\n').Take(3))
        );
        Assert.Contains("runs a line that is not understood, because of a thing: a $b", text);
        Assert.Contains("+ ask the default openclaw.toml:11", text);
    }

    private static Effect Parse(string text) =>
        text[0] switch
        {
            '?' => new Effect.OpaqueLine(text[1..], "of a test"),
            '>' => new Effect.Write(text[1..]),
            '<' => new Effect.Read(text[1..]),
            _ => Command(text),
        };
}

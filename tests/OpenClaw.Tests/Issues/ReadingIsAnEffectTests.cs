using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;
using static OpenClaw.Tests.Policy.PolicySamples;
using Gate = OpenClaw.Policy.GrantedCall.Gate;

namespace OpenClaw.Tests.Issues;

/// <summary>Reading reached every file of the gateway's user under every policy, by a tool or as a word of an allowed command.</summary>
public sealed class ReadingIsAnEffectTests
{
    private const string Key = "/home/pi/.ssh/id_rsa";

    private static readonly ToolDefault[] s_allowing = [Default("*", PolicyAction.Allow)];

    [Fact]
    public void Read_OutsideTheWorkspace_NeedsARuleWithPaths()
    {
        PolicyAction With(params PolicyRule[] rules) => Decide(s_allowing, "read", [new Effect.Read(Key)], rules);

        Assert.Equal(PolicyAction.Deny, With());
        Assert.Equal(PolicyAction.Deny, With(Rule("r", PolicyAction.Allow, new() { Tools = ["read"] })));
        Assert.Equal(PolicyAction.Deny, With(Rule("r", PolicyAction.Allow, new() { Paths = ["**"] })));
        Assert.Equal(PolicyAction.Allow, With(Rule("r", PolicyAction.Allow, new() { Paths = ["~/.ssh/**"] })));
        Assert.Equal(PolicyAction.Ask, With(Rule("r", PolicyAction.Ask, new() { Paths = ["/home/**"] })));
    }

    [Fact]
    public void Read_OfAnInstructionFile_NeedsNone()
    {
        var policies = Set(PolicyOf([Default("read", PolicyAction.Allow)])) with { Offered = ["/srv/AGENTS.md"] };

        Assert.Equal(PolicyAction.Allow, Gate.Decide(policies, Call("read", new Effect.Read("/srv/AGENTS.md"))).Action);
        Assert.Equal(PolicyAction.Deny, Gate.Decide(policies, Call("write", new Effect.Write("/srv/AGENTS.md"))).Action);
    }

    [Fact]
    public void Operand_OutsideTheWorkspace_AsksUnderAnAllowForItsCommand()
    {
        PolicyAction With(params PolicyRule[] rules) => DecideLine("grep x " + Key, Key, s_allowing, rules);

        Assert.Equal(PolicyAction.Ask, With(Allow("grep **")));
        // However freely exec is allowed by default, what leads out of the workspace is not.
        Assert.Equal(PolicyAction.Ask, With());
        Assert.Equal(PolicyAction.Deny, DecideLine("grep x " + Key, Key, [Default("exec", PolicyAction.Deny)], Allow("grep **")));
    }

    [Theory]
    [InlineData("grep x /home/pi/.ssh/id_rsa", "Allow")]
    [InlineData("grep * /home/pi/.ssh/id_rsa", "Allow")]
    [InlineData("**", "Allow")]
    [InlineData("grep x *", "Ask")]
    [InlineData("grep x /home/pi/.ssh/*", "Ask")]
    [InlineData("* **", "Ask")]
    [InlineData("cat /home/pi/.ssh/id_rsa", "Ask")]
    public void Operand_IsOpenedByARuleThatWritesThatVeryWord(string commands, string action) =>
        Assert.Equal(action, DecideLine("grep x " + Key, Key, [Default("exec", PolicyAction.Ask)], Allow(commands)).ToString());

    [Fact]
    public void Operand_ThatTheRuleWritesOnceAndTheCommandTwice_IsNotOpened()
    {
        var copy = (Effect.Command)Command("cp /etc/hosts /etc/hosts");
        var effects = new Effect[]
        {
            copy,
            new Effect.Write("/etc/hosts") { Of = new Operand(copy, "/etc/hosts") },
        };

        Assert.Equal(PolicyAction.Ask, Decide(s_allowing, "exec", effects, Allow("cp /etc/hosts **")));
        Assert.Equal(PolicyAction.Allow, Decide(s_allowing, "exec", effects, Allow("cp /etc/hosts /etc/hosts")));
    }

    [Fact]
    public void Operand_ThatALinkTurnsOutOfTheWorkspace_IsNotOpenedByItsWord()
    {
        var cat = (Effect.Command)Command("cat notes/today");
        Assert.Equal(
            PolicyAction.Ask,
            Decide(
                s_allowing,
                "exec",
                [cat, new Effect.Read(Key) { Of = new Operand(cat, "notes/today") { Hidden = true } }],
                Allow("cat notes/today")
            )
        );
    }

    [Fact]
    public void Operand_OutsideTheWorkspace_IsOpenedOrClosedByPaths()
    {
        PolicyAction With(params PolicyRule[] rules) => DecideLine("grep x " + Key, Key, [Default("exec", PolicyAction.Ask)], rules);

        Assert.Equal(PolicyAction.Allow, With(Allow("grep **"), Rule("p", PolicyAction.Allow, new() { Paths = ["~/.ssh/**"] })));
        Assert.Equal(
            PolicyAction.Ask,
            With(Allow("grep **"), Rule("p", PolicyAction.Allow, new() { Tools = ["read"], Paths = ["~/.ssh/**"] }))
        );
        Assert.Equal(PolicyAction.Deny, With(Allow("**"), Rule("p", PolicyAction.Deny, new() { Paths = ["/**/id_rsa*"] })));
    }

    [Fact]
    public void Operand_InTheWorkspace_GoesWithItsCommandUnlessARuleClosesIt()
    {
        PolicyAction With(params PolicyRule[] rules) =>
            DecideLine("cat .env", Workspace + "/.env", [Default("exec", PolicyAction.Ask)], rules);

        Assert.Equal(PolicyAction.Allow, With(Allow("cat **")));
        Assert.Equal(PolicyAction.Ask, With());
        Assert.Equal(PolicyAction.Ask, With(Allow("cat **"), Rule("keys", PolicyAction.Ask, new() { Paths = ["/**/.env*"] })));
        Assert.Equal(
            PolicyAction.Deny,
            With(Allow("cat **"), Rule("keys", PolicyAction.Deny, new() { Tools = ["exec"], Paths = ["/**/.env*"] }))
        );
        Assert.Equal(
            PolicyAction.Deny,
            DecideLine("cat /var/lib/openclaw/state.db", "/var/lib/openclaw/state.db", s_allowing, Allow("**"))
        );
    }

    [Fact]
    public void Suggestion_ForAnOperand_IsTheCommandAndNotThePath()
    {
        var call = Line("grep x " + Key, Key);
        var text = RuleSuggestion.For(Set(PolicyOf([Default("exec", PolicyAction.Ask)], Allow("grep **"))), call);

        Assert.Contains("commands = [\"grep x /home/pi/.ssh/id_rsa\"]", text);
        Assert.DoesNotContain("paths", text);
    }

    [Theory]
    [InlineData("guarded", "/usr/share/doc/x", true, "Allow")]
    [InlineData("read-only", "/usr/share/doc/x", true, "Allow")]
    [InlineData("guarded", "/usr/share/doc/x", false, "Deny")]
    [InlineData("read-only", "/usr/share/doc/x", false, "Deny")]
    [InlineData("guarded", "/etc/passwd", true, "Deny")]
    [InlineData("read-only", "/etc/shadow", true, "Deny")]
    [InlineData("guarded", Key, true, "Deny")]
    [InlineData("read-only", "/home/pi/notes", true, "Deny")]
    [InlineData("guarded", Workspace + "/a/notes.md", false, "Allow")]
    [InlineData("guarded", Workspace + "/a/.env.local", true, "Deny")]
    [InlineData("read-only", Workspace + "/.env", true, "Deny")]
    [InlineData("read-only", Workspace + "/deploy/server.key", false, "Deny")]
    [InlineData("guarded", Workspace + "/.aws/credentials", true, "Deny")]
    public void BuiltInPolicy_Reading_IsTheWorkspaceAndForOwnersAShortList(string policy, string path, bool isOwner, string action) =>
        Assert.Equal(
            action,
            Gate.Decide(
                    Set([.. BuiltInPolicies.All]),
                    Call("read", new Effect.Read(path)) with
                    {
                        Policy = policy,
                        SenderIsOwner = isOwner,
                    }
                )
                .Action.ToString()
        );

    [Fact]
    public void BuiltInPolicy_WritingToAListedFolder_IsDenied()
    {
        var echo = (Effect.Command)Command("git status");
        Assert.Equal(
            PolicyAction.Deny,
            Gate.Decide(
                Set([.. BuiltInPolicies.All]),
                Call("exec", echo, new Effect.Write("/usr/share/x")) with
                {
                    Policy = "guarded",
                    SenderIsOwner = true,
                }
            ).Action
        );
    }

    private static PolicyRule Allow(string commands) =>
        Rule("commands", PolicyAction.Allow, new() { Tools = ["exec"], Commands = [commands] });

    private static CallContext Line(string line, string path)
    {
        var command = (Effect.Command)Command(line);
        return Call("exec", command, new Effect.Read(path) { Of = new Operand(command, command.Words[^1]) });
    }

    private static PolicyAction DecideLine(string line, string path, ToolDefault[] defaults, params PolicyRule[] rules) =>
        Gate.Decide(Set(PolicyOf([.. defaults], rules)), Line(line, path)).Action;

    private static PolicyAction Decide(ToolDefault[] defaults, string tool, Effect[] effects, params PolicyRule[] rules) =>
        Gate.Decide(Set(PolicyOf([.. defaults], rules)), Call(tool, effects)).Action;
}

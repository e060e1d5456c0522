using OpenClaw.Config.Tables.Policies;
using OpenClaw.Messages;
using OpenClaw.Policy.Calls;
using OpenClaw.Policy.Effects;

namespace OpenClaw.Tests.Policy;

/// <summary>Policies and calls for tests, in few words.</summary>
internal static class PolicySamples
{
    public const string Workspace = "/home/pi/claw";

    public static PolicySet Set(params PolicyConfig[] policies) =>
        new()
        {
            Policies = policies.ToDictionary(p => p.Name),
            Owners = ["local:pi"],
            Forbidden = ["/var/lib/openclaw", "/run/openclaw"],
            ReadOnly = ["/etc/openclaw/openclaw.toml", Workspace + "/AGENTS.md"],
            Home = "/home/pi",
        };

    public static PolicyConfig PolicyOf(EquatableArray<ToolDefault> defaults, params PolicyRule[] rules) =>
        new()
        {
            Name = "p",
            Defaults = defaults,
            Rules = [.. rules],
            Span = new SourceSpan("openclaw.toml", 10),
        };

    /// <summary>A policy as an operator writes it: some commands allowed, some denied, the rest asked.</summary>
    public static PolicyConfig Guarded(params PolicyRule[] more) =>
        PolicyOf(
            [Default("exec", PolicyAction.Ask), Default("write", PolicyAction.Ask), Default("*", PolicyAction.Allow)],
            [
                Rule(
                    "look around",
                    PolicyAction.Allow,
                    new() { Tools = ["exec"], Commands = ["git status **", "df -h", "systemctl status *"] },
                    line: 20
                ),
                Rule(
                    "no destruction",
                    PolicyAction.Deny,
                    new() { Tools = ["exec"], Commands = ["sudo **", "rm **"] },
                    new() { Commands = ["rm *.tmp"] },
                    "never from a chat",
                    26
                ),
                .. more,
            ]
        );

    public static ToolDefault Default(string tool, PolicyAction action) => new(tool, action, new SourceSpan("openclaw.toml", 11));

    public static PolicyRule Rule(
        string name,
        PolicyAction action,
        RuleMatch match,
        RuleMatch? except = null,
        string? reason = null,
        int line = 40
    ) =>
        new()
        {
            Name = name,
            Action = action,
            Match = match,
            Except = except,
            Reason = reason,
            Span = new SourceSpan("openclaw.toml", line),
        };

    public static CallContext Call(string tool, params Effect[] effects) =>
        new()
        {
            Session = SessionKey.Local("main"),
            Origin = Origin.Chat,
            Sender = "local:guest",
            SenderIsOwner = false,
            Policy = "p",
            Tool = tool,
            Workspace = Workspace,
            Arguments = "{}",
            Effects = [.. effects],
        };

    public static Effect Command(string words)
    {
        var split = words.Split(' ');
        return new Effect.Command([.. split], split[0].Contains('/') ? split[0] : "/usr/bin/" + split[0]);
    }
}

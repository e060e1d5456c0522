using OpenClaw.Messages;

namespace OpenClaw.Config;

/// <summary>
/// The policies that exist without being declared. A policy of the same name in the configuration replaces one whole, so that what is
/// written there is all there is.
/// </summary>
internal static class BuiltInPolicies
{
    /// <summary>What a session has that no rule gives another.</summary>
    public const string Guarded = "guarded";

    public const string ReadOnly = "read-only";

    public static IReadOnlyList<PolicyConfig> All { get; } =
    [
        new PolicyConfig
        {
            Name = Guarded,
            Defaults = [Default("exec", PolicyAction.Ask), Default("write", PolicyAction.Ask), Default("edit", PolicyAction.Ask), Default("message", PolicyAction.Ask), Default("*", PolicyAction.Allow)],
            Rules =
            [
                new PolicyRule
                {
                    Name = "look around",
                    Match = new RuleMatch { Tools = ["exec"], Commands = ["git status **", "df -h", "systemctl status *"] },
                    Action = PolicyAction.Allow,
                    Span = SourceSpan.BuiltIn,
                },
                new PolicyRule
                {
                    Name = "no destruction",
                    Match = new RuleMatch { Tools = ["exec"], Commands = ["sudo **", "rm **"] },
                    Except = new RuleMatch { Commands = ["rm *.tmp"] },
                    Action = PolicyAction.Deny,
                    Reason = "never from a chat",
                    Span = SourceSpan.BuiltIn,
                },
            ],
            Span = SourceSpan.BuiltIn,
        },
        new PolicyConfig
        {
            Name = ReadOnly,
            Defaults = [Default("read", PolicyAction.Allow), Default("search", PolicyAction.Allow), Default("*", PolicyAction.Deny)],
            Span = SourceSpan.BuiltIn,
        },
    ];

    private static ToolDefault Default(string tool, PolicyAction action) => new(tool, action, SourceSpan.BuiltIn);
}

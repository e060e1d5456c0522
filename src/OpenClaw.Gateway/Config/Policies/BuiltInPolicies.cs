using OpenClaw.Messages;

namespace OpenClaw.Config;

/// <summary>
/// The policies that exist without being declared. Rules in the configuration for a policy of the same name are added to it; one that is written with a
/// <c>default</c> replaces it whole.
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
                    Match = new RuleMatch
                    {
                        Tools = ["exec"],
                        Commands =
                        [
                            "git status **", "git status -s **", "git status --short **", "git status -b **", "git status --branch **", "git status -sb **",
                            "git status --porcelain **", "df -h", "systemctl status *",
                        ],
                        WorkingDirectories = ["**"],
                    },
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

    public static PolicyConfig? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);

    private static ToolDefault Default(string tool, PolicyAction action) => new(tool, action, SourceSpan.BuiltIn);
}

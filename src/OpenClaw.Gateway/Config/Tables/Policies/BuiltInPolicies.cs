namespace OpenClaw.Config.Tables.Policies;

/// <summary>
/// The policies that exist without being declared. Rules in the configuration for a policy of the same name are added to it; one that is
/// written with a <c>default</c> replaces it whole.
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
            Defaults =
            [
                Default("exec", PolicyAction.Ask),
                Default("write", PolicyAction.Ask),
                Default("edit", PolicyAction.Ask),
                Default("message", PolicyAction.Ask),
                Default("*", PolicyAction.Allow),
            ],
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
                            "git status **",
                            "git status -s **",
                            "git status --short **",
                            "git status -b **",
                            "git status --branch **",
                            "git status -sb **",
                            "git status --porcelain **",
                            "df -h",
                            "systemctl status *",
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
                SystemFiles,
                KeyFiles("keys and tokens", ["read", "search", "edit"], PolicyAction.Deny),
                KeyFiles("keys and tokens in commands", ["exec"], PolicyAction.Ask),
            ],
            Span = SourceSpan.BuiltIn,
        },
        new PolicyConfig
        {
            Name = ReadOnly,
            Defaults = [Default("read", PolicyAction.Allow), Default("search", PolicyAction.Allow), Default("*", PolicyAction.Deny)],
            Rules = [SystemFiles, KeyFiles("keys and tokens", ["read", "search", "edit"], PolicyAction.Deny)],
            Span = SourceSpan.BuiltIn,
        },
    ];

    public static PolicyConfig? Find(string name) => All.FirstOrDefault(policy => policy.Name == name);

    // A property and not a field: fields that stand below All would not be there yet when All is made.
    private static PolicyRule SystemFiles =>
        new()
        {
            Name = "system files",
            Match = new RuleMatch
            {
                Tools = ["read", "search"],
                Paths = WellKnownFiles.OfTheSystem,
                Senders = ["owners"],
            },
            Action = PolicyAction.Allow,
            Span = SourceSpan.BuiltIn,
        };

    private static PolicyRule KeyFiles(string name, EquatableArray<string> tools, PolicyAction action) =>
        new()
        {
            Name = name,
            Match = new RuleMatch { Tools = tools, Paths = WellKnownFiles.Keys },
            Action = action,
            Reason = "keys, tokens and passwords are for people",
            Span = SourceSpan.BuiltIn,
        };

    private static ToolDefault Default(string tool, PolicyAction action) => new(tool, action, SourceSpan.BuiltIn);
}

namespace OpenClaw.Config.Tables.Policies;

/// <summary>What a policy says of an effect, from weakest to strictest.</summary>
internal enum PolicyAction
{
    Allow,
    Ask,
    Deny,
}

/// <summary>
/// What a rule matches. Keys are AND, values of a key are OR, an empty key matches all. Tools are names with <c>*</c> globs; commands,
/// paths, hosts and targets are patterns (the table in Policy/README.md).
/// </summary>
internal sealed record RuleMatch
{
    public EquatableArray<string> Tools { get; init; } = [];
    public EquatableArray<string> Commands { get; init; } = [];

    /// <summary>
    /// <c>cwd</c>: folders the call runs in, as path patterns. Empty is every folder where the rule takes leave away; where it gives leave
    /// it is the workspace's root, and all of the workspace for commands that mean the same in every folder.
    /// </summary>
    public EquatableArray<string> WorkingDirectories { get; init; } = [];

    /// <summary>Real paths; a relative one is below the call's workspace, <c>~</c> is the gateway user's home.</summary>
    public EquatableArray<string> Paths { get; init; } = [];

    public EquatableArray<string> Hosts { get; init; } = [];

    /// <summary>Sessions or chats a message goes to or a session call looks at.</summary>
    public EquatableArray<string> Targets { get; init; } = [];

    public EquatableArray<Origin> Origins { get; init; } = [];

    /// <summary>Sender addresses, or <c>owners</c>.</summary>
    public EquatableArray<string> Senders { get; init; } = [];

    public EquatableArray<string> Sessions { get; init; } = [];
}

/// <summary><c>[[policies.NAME.rules]]</c>.</summary>
internal sealed record PolicyRule
{
    public required string Name { get; init; }
    public required RuleMatch Match { get; init; }

    /// <summary>Effects carved out of this rule; null carves nothing.</summary>
    public RuleMatch? Except { get; init; }

    public required PolicyAction Action { get; init; }
    public string? Reason { get; init; }
    public required SourceSpan Span { get; init; }
}

/// <summary><c>policies.NAME.ask</c>: who answers an asked call, and how long it may wait.</summary>
internal sealed record AskConfig
{
    /// <summary>Stands for all owners, among approvers and among those who are told.</summary>
    public const string Owners = "owners";

    /// <summary>Sender addresses, or <c>owners</c>.</summary>
    public EquatableArray<string> Approvers { get; init; } = [Owners];

    public TimeSpan Expires { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Addresses that are told of an asked call, besides the conversation itself; <c>owners</c>: where each of them was last
    /// heard, unless an owner asks.</summary>
    public EquatableArray<string> Notify { get; init; } = [Owners];

    /// <summary>Whether the sender whose turn asks may answer himself.</summary>
    public bool Self { get; init; } = true;
}

/// <summary><c>[policies.NAME]</c>.</summary>
internal sealed record PolicyConfig
{
    public required string Name { get; init; }

    /// <summary>Action by tool name; <c>*</c> is for those not named. What is in neither is denied.</summary>
    public required EquatableArray<ToolDefault> Defaults { get; init; }

    public AskConfig Ask { get; init; } = new();
    public EquatableArray<PolicyRule> Rules { get; init; } = [];

    /// <summary>Where its rules are written as a list in brackets, which no <c>[[policies.NAME.rules]]</c> can add to.</summary>
    public SourceSpan? RuleList { get; init; }

    /// <summary>Where it is written in braces, which no header can add to.</summary>
    public SourceSpan? Braces { get; init; }

    public required SourceSpan Span { get; init; }
}

/// <summary>One entry of <c>default = { exec = "ask" }</c>.</summary>
internal sealed record ToolDefault(string Tool, PolicyAction Action, SourceSpan Span);

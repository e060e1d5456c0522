namespace OpenClaw.Config.Tables.Sessions;

/// <summary>What is done with a message that arrives while its session has a turn.</summary>
internal enum QueueMode
{
    Followup,
    Collect,
    Steer,
    Interrupt,
}

/// <summary>Which messages a rule takes. Keys are AND, values of a key are OR, an absent key matches all. Values may hold <c>*</c>
/// globs.</summary>
internal sealed record SessionMatch
{
    public EquatableArray<string> Channels { get; init; } = [];
    public ChatKind? ChatKind { get; init; }

    /// <summary>The channel's chat ids.</summary>
    public EquatableArray<string> Chats { get; init; } = [];

    /// <summary>Sender addresses, or <c>owners</c>.</summary>
    public EquatableArray<string> Senders { get; init; } = [];

    public EquatableArray<Origin> Origins { get; init; } = [];
}

/// <summary>When a session starts afresh. Both may be set; the first to come wins. Only people's messages count as activity.</summary>
internal sealed record ResetRule(TimeOnly? Daily = null, TimeSpan? Idle = null)
{
    public static ResetRule Never { get; } = new();
}

/// <summary><c>[[sessions]]</c>: the first rule that matches a message decides its session.</summary>
internal sealed record SessionRule
{
    public required string Name { get; init; }
    public SessionMatch Match { get; init; } = new();

    /// <summary>
    /// Key template; null is <c>channel:chat</c>, with <c>:thread:ID</c> in a thread and <c>:sender</c> where each sender has a session. A
    /// plain word is a session of that name on <c>local</c> (<c>main</c> means <c>local:main</c>); <c>{channel} {chat} {thread} {sender}
    /// {person} {rule}</c> stand for the message's own, escaped; a sender whom <c>[people]</c> does not name is a person by address.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>In a group, a session for each sender.</summary>
    public bool PerSender { get; init; }

    public required string Policy { get; init; }
    public required string Chain { get; init; }

    /// <summary>False sends nothing; the transcript still has it.</summary>
    public bool Deliver { get; init; } = true;

    /// <summary>How long an answer is worth sending; null is as <c>[delivery]</c> says.</summary>
    public TimeSpan? DeliveryTtl { get; init; }

    /// <summary>Absolute; null is the agent's workspace for owners and a folder below it for anyone else.</summary>
    public string? Workspace { get; init; }

    public ResetRule Reset { get; init; } = ResetRule.Never;
    public QueueMode Queue { get; init; } = QueueMode.Followup;

    /// <summary>How long <c>collect</c> waits for more before it starts a turn.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many messages may wait in the lane; one more is refused and its sender told.</summary>
    public int QueueLimit { get; init; } = 20;

    /// <summary>How old a message that still waited when the gateway ended may be to be answered after the next start.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    public BudgetConfig Budget { get; init; } = BudgetConfig.None;

    /// <summary>How long a turn may be awake; null is <c>agent.max_turn_time</c>.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>The cron job whose rule it is; null for a rule of people's messages.</summary>
    public string? Job { get; init; }

    /// <summary>How messages name the rule's settings: <c>sessions[owner]</c>.</summary>
    public string SettingPath
    {
        get => field ?? (Job is null ? $"sessions[{Name}]" : $"cron[{Job}]");
        init;
    }

    public required SourceSpan Span { get; init; }
}

using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Config.Tables.Web;

/// <summary>How a caller shows that he knows a hook's secret without sending it.</summary>
internal enum HookSignatureKind
{
    /// <summary><c>X-Hub-Signature-256</c> over the body.</summary>
    GitHub,

    /// <summary><c>X-Signature</c> over <c>X-Timestamp</c> and the body.</summary>
    Generic,
}

/// <summary><c>[hooks.NAME]</c>: what a <c>POST /hooks/NAME</c> from outside sets off. It is a session rule of its own too
/// (<c>hook:NAME</c>).</summary>
internal sealed record HookConfig
{
    public required string Name { get; init; }

    /// <summary>How messages name it, a name with a dot in TOML's own way.</summary>
    public string SettingPath => Name.Contains('.') ? $"hooks.\"{Name}\"" : $"hooks.{Name}";

    /// <summary>What a caller shows as his bearer token; null when he signs.</summary>
    public Secret? Token { get; init; }

    /// <summary>What a caller signs with; null when he shows a token.</summary>
    public Secret? Secret { get; init; }

    public HookSignatureKind Signature { get; init; } = HookSignatureKind.GitHub;

    /// <summary>What the model is asked: a template over what came in.</summary>
    public required string Prompt { get; init; }

    /// <summary>A session's name or key; null is a session of the hook's own, which starts each time afresh.</summary>
    public string? Session { get; init; }

    public required string Policy { get; init; }
    public required string Chain { get; init; }

    /// <summary>Where the answer goes; null leaves it in the transcript.</summary>
    public ReplyAddress? Deliver { get; init; }

    /// <summary>Absolute; null is a folder of the session's own.</summary>
    public string? Workspace { get; init; }

    /// <summary>Whether the caller is told the answer, and not only that the message was taken.</summary>
    public bool Wait { get; init; }

    /// <summary>How long he is let wait.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    public long MaxBody { get; init; } = 256 << 10;

    /// <summary>How many may wait in the lane. Senders like GitHub do not send again what was refused.</summary>
    public int QueueLimit { get; init; } = 100;

    public BudgetConfig Budget { get; init; } = BudgetConfig.None;
    public bool Enabled { get; init; } = true;
    public required SourceSpan Span { get; init; }
}

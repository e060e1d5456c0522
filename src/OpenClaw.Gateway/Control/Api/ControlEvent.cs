namespace OpenClaw.Control.Api;

/// <summary>
/// Something that happened. One record for all kinds, each filling the fields that <see cref="EventKinds"/> names beside it, so that a
/// reader in ten lines of any language needs one shape.
/// </summary>
internal sealed record ControlEvent
{
    public long Subscription { get; init; }
    public required string Kind { get; init; }
    public string? Session { get; init; }
    public long? Turn { get; init; }
    public required DateTimeOffset At { get; init; }

    public string? Text { get; init; }
    public string? Sender { get; init; }
    public string? Model { get; init; }
    public int? Read { get; init; }
    public int? Written { get; init; }
    public FailedModel? Failure { get; init; }
    public string? Reason { get; init; }
    public string? Call { get; init; }
    public string? Tool { get; init; }
    public string? Display { get; init; }
    public string? Verdict { get; init; }
    public string? Rule { get; init; }
    public bool? Failed { get; init; }
    public string? State { get; init; }
    public string? Reply { get; init; }
    public long? Ms { get; init; }
    public ApprovalInfo? Approval { get; init; }
    public string? Id { get; init; }
    public string? Decision { get; init; }
    public string? By { get; init; }
    public string? To { get; init; }
    public IReadOnlyList<string>? Changes { get; init; }
}

/// <summary>A model of the chain that did not answer, and why.</summary>
internal sealed record FailedModel(string Model, string Kind, string Message);

/// <summary>The kinds of <see cref="ControlEvent"/>, each with the fields it fills.</summary>
internal static class EventKinds
{
    /// <summary>text, sender, id (the number of the message in its channel)</summary>
    public const string MessageReceived = "message.received";

    public const string TurnStarted = "turn.started";

    /// <summary>model; failure when an earlier one did not answer</summary>
    public const string TurnModel = "turn.model";

    /// <summary>model, read, written: the tokens of a reply that has ended, where the model's server counts them</summary>
    public const string TurnUsage = "turn.usage";

    /// <summary>text: what the model wrote since the last one</summary>
    public const string TurnText = "turn.text";

    /// <summary>text</summary>
    public const string TurnThinking = "turn.thinking";

    /// <summary>the text streamed since turn.model was a thought, and the answer begins now</summary>
    public const string TurnThought = "turn.thought";

    /// <summary>reason: text streamed so far is void, the next model starts again</summary>
    public const string TurnRestarted = "turn.restarted";

    /// <summary>call, tool, display, verdict (allow, ask, deny), rule</summary>
    public const string TurnTool = "turn.tool";

    /// <summary>call, text</summary>
    public const string TurnOutput = "turn.output";

    /// <summary>call, tool, text, failed</summary>
    public const string TurnResult = "turn.result";

    /// <summary>state (answered, failed, stopped), reply, model, ms</summary>
    public const string TurnEnded = "turn.ended";

    /// <summary>reason: no model answered, and the turn waits on disk until one does (on_exhausted = "wait")</summary>
    public const string TurnWaiting = "turn.waiting";

    /// <summary>id, display, text: a command that went on in the background has ended, and how</summary>
    public const string CommandEnded = "command.ended";

    /// <summary>approval</summary>
    public const string ApprovalAsked = "approval.asked";

    /// <summary>id, decision (approved, denied, expired, withdrawn), by</summary>
    public const string ApprovalDecided = "approval.decided";

    /// <summary>
    /// to, text, state: pending when a message was queued, then sent, failed, expired, unknown or dropped of each of its pieces, with id
    /// (its number in the outbox) and reason
    /// </summary>
    public const string Delivery = "delivery";

    /// <summary>changes</summary>
    public const string ConfigReloaded = "config.reloaded";

    public const string GatewayStopping = "gateway.stopping";

    public static IReadOnlyList<string> All { get; } =
    [
        MessageReceived,
        TurnStarted,
        TurnModel,
        TurnUsage,
        TurnText,
        TurnThinking,
        TurnThought,
        TurnRestarted,
        TurnTool,
        TurnOutput,
        TurnResult,
        TurnEnded,
        TurnWaiting,
        CommandEnded,
        ApprovalAsked,
        ApprovalDecided,
        Delivery,
        ConfigReloaded,
        GatewayStopping,
    ];

    /// <summary>Whether a subscription to <paramref name="wanted"/> includes events of <paramref name="kind"/>.</summary>
    public static bool Matches(string wanted, string kind) =>
        wanted == kind || (kind.Length > wanted.Length && kind[wanted.Length] == '.' && kind.StartsWith(wanted, StringComparison.Ordinal));
}

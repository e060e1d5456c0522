namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>What must hold after every run, whatever the steps. A new promise is a file in <c>Checks/</c> and a line here.</summary>
internal static class CheckTable
{
    /// <summary>At the moment of the kill: what clients were told is on the disk already.</summary>
    public static IReadOnlyList<Action<RunFacts, Findings>> AtKill { get; } =
    [PromiseCheck.Check, DatabaseCheck.AtKill, DeliveryCheck.AtKill];

    /// <summary>After all is at rest and the gateway has stopped.</summary>
    public static IReadOnlyList<Action<RunFacts, Findings>> AtRest { get; } =
    [
        DatabaseCheck.AtRest,
        MessageCheck.Check,
        TranscriptCheck.Check,
        MarkCheck.Check,
        EffectCheck.Check,
        ApprovalCheck.Check,
        ModelCheck.Check,
        DeliveryCheck.AtRest,
        CronCheck.Check,
        AuditCheck.Check,
    ];
}

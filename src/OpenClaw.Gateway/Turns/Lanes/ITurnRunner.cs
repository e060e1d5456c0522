namespace OpenClaw.Turns.Lanes;

/// <summary>What lanes do with turns. The room that runs them is below this one.</summary>
internal interface ITurnRunner
{
    /// <summary>Runs a turn until it ends, sleeps or is let go.</summary>
    Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct);

    /// <summary>Opens a turn whose first rows are committed with its message.</summary>
    Task BeginAsync(Turn turn);

    /// <summary>Ends a sleeping turn on disk, what it waits for withdrawn.</summary>
    Task EndAsleepAsync(SessionKey session, SleepingTurn sleeping, string by);
}

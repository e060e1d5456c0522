namespace OpenClaw.Turns;

/// <summary>
/// One step of a message's way. A stage reads and fills the turn, adds its rows to the turn's batch, and either lets it go on or ends it
/// with an outcome. It runs on the loop.
/// </summary>
internal interface IStage
{
    /// <summary>Null lets the turn go on to the next stage.</summary>
    ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken ct);
}

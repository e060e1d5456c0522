using OpenClaw.Delivery;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>Runs turns for their lanes, and sees to it that each ends on disk, also one that breaks inside.</summary>
internal sealed class TurnRunner(
    EventLoop loop,
    ConverseStage converse,
    DeliverStage deliver,
    SessionStore sessions,
    TurnEnds ends,
    TurnGuard guard,
    ILogger log
) : ITurnRunner
{
    /// <inheritdoc/>
    public Task BeginAsync(Turn turn) => converse.BeginAsync(turn);

    /// <inheritdoc/>
    public Task EndAsleepAsync(SessionKey session, SleepingTurn sleeping, string by) => ends.EndAsleepAsync(session, sleeping, by);

    /// <inheritdoc/>
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct)
    {
        TurnOutcome outcome = new TurnOutcome.Failed("The state could not be read; the log has the details.");
        try
        {
            // Held until the turn's last row is on the disk, or somebody else would give out the same numbers.
            using var end = await sessions.HoldAsync(turn.Session);
            outcome = await guard.RunAsync(turn, () => ConverseAndDeliverAsync(turn, ct), ct);
            // One that broke on the way is ended from what the disk has of it.
            if (outcome.EndsTurn && !turn.HasEnded)
            {
                await ends.EndAsync(turn, outcome);
            }
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The gateway ends before the turn does: its row says how far it came, and the next start goes on from there.
        }
        catch (Exception e)
        {
            // What broke the turn broke its end too; its row stays unfinished, and it goes on after the next start.
            PipelineLog.StageFailed(log, turn.Id.Value, e);
            deliver.Tell(turn, outcome);
        }

        return outcome;
    }

    private async Task<TurnOutcome> ConverseAndDeliverAsync(Turn turn, CancellationToken ct)
    {
        loop.VerifyAccess();
        var outcome = await converse.RunAsync(turn, ct);
        // A turn that sleeps has told its row.
        if (outcome.EndsTurn)
        {
            await deliver.EndAsync(turn, outcome);
        }
        return outcome;
    }
}

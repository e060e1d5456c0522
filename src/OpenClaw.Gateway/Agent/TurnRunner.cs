using Microsoft.Extensions.Logging;
using OpenClaw.Delivery;
using OpenClaw.Foundation.Storage;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>Runs turns for their lanes, and sees to it that each ends on disk, also one that breaks inside.</summary>
internal sealed class TurnRunner(TurnPipeline pipeline, DeliverStage deliver, SessionStore sessions, TurnEnds ends, ILogger log)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct)
    {
        TurnOutcome outcome = new TurnOutcome.Failed("The state could not be read; the log has the details.");
        try
        {
            // Held until the turn's last row is on the disk, or somebody else would give out the same numbers.
            using var end = await sessions.HoldAsync(turn.Session);
            outcome = await pipeline.RunAsync(turn, ct);
            // Converse leaves its outcome in the turn and Deliver ends it; one that did not get there ends here.
            if (outcome is TurnOutcome.Failed or TurnOutcome.Stopped && !ReferenceEquals(turn.Outcome, outcome))
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
            turn.Outcome = outcome;
            deliver.Tell(turn);
        }

        return outcome;
    }
}

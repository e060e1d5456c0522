using Microsoft.Extensions.Logging;
using OpenClaw.Delivery;
using OpenClaw.Pipeline;
using OpenClaw.Storage;

namespace OpenClaw.Agent;

/// <summary>Runs a turn for its lane, and sees to it that a turn that broke inside is ended on disk too.</summary>
internal sealed class TurnRunner(TurnPipeline pipeline, DeliverStage deliver, ILogger log)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct)
    {
        var outcome = await pipeline.RunAsync(turn, ct);
        // Converse leaves its outcome in the turn and Deliver ends it; one that did not get there ends here.
        if (outcome is not (TurnOutcome.Failed or TurnOutcome.Stopped) || turn.Outcome == outcome) return outcome;
        try
        {
            turn.Outcome = outcome;
            turn.DropRows();
            await deliver.RunAsync(turn, CancellationToken.None);
        }
        catch (StorageException e)
        {
            // The disk that refused the turn refuses its end too; its row stays unfinished, and it goes on after the next start.
            PipelineLog.StorageFailed(log, turn.Id.Value, e.Message);
            deliver.Tell(turn);
        }

        return outcome;
    }
}

using Microsoft.Extensions.Logging;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;

namespace OpenClaw.Turns;

/// <summary>Runs stages in the order given. Here, and nowhere below, exceptions become outcomes.</summary>
internal sealed class TurnPipeline(EventLoop loop, IReadOnlyList<IStage> stages, ILogger log)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct)
    {
        try
        {
            foreach (var stage in stages)
            {
                loop.VerifyAccess();
                if (await stage.RunAsync(turn, ct) is { } outcome)
                {
                    return outcome;
                }
            }

            return turn.Outcome ?? throw new InvalidOperationException("the last stage left no outcome");
        }
        catch (Exception e) when (turn.IsLetGo && e is not StorageException)
        {
            // It was cut off where it was, and what it worked with may be gone already.
            PipelineLog.LetGo(log, turn.Id.Value, e.GetType().Name);
            return new TurnOutcome.LetGo();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return new TurnOutcome.Stopped("stopped");
        }
        catch (StorageException e)
        {
            PipelineLog.StorageFailed(log, turn.Id.Value, e.Message);
            return new TurnOutcome.Failed($"The state could not be written: {e.Message}");
        }
        catch (Exception e)
        {
            PipelineLog.StageFailed(log, turn.Id.Value, e);
            return new TurnOutcome.Failed("Internal error; the log has the details.");
        }
    }
}

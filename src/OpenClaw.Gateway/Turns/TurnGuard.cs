namespace OpenClaw.Turns;

/// <summary>Does a part of a turn's work. Here, and nowhere below, exceptions become outcomes.</summary>
internal sealed class TurnGuard(ILogger log)
{
    public async Task<TurnOutcome> RunAsync(Turn turn, Func<Task<TurnOutcome>> work, CancellationToken ct)
    {
        try
        {
            return await work();
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

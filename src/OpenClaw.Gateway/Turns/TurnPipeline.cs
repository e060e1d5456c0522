namespace OpenClaw.Turns;

/// <summary>Runs stages in the order given, until one of them has an outcome.</summary>
internal sealed class TurnPipeline(EventLoop loop, IReadOnlyList<IStage> stages, TurnGuard guard)
{
    public Task<TurnOutcome> RunAsync(Turn turn, CancellationToken ct) => guard.RunAsync(turn, () => RunStagesAsync(turn, ct), ct);

    private async Task<TurnOutcome> RunStagesAsync(Turn turn, CancellationToken ct)
    {
        foreach (var stage in stages)
        {
            loop.VerifyAccess();
            if (await stage.RunAsync(turn, ct) is { } outcome)
            {
                return outcome;
            }
        }

        throw new InvalidOperationException("the last stage left no outcome");
    }
}

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>A run that nobody disturbs, or only its disk does, and the trace of its one life.</summary>
internal sealed record WatchedRun
{
    public required IReadOnlyList<string> Trace { get; init; }

    public required string StatePath { get; init; }

    public required string Workspace { get; init; }

    public required Scenario Scenario { get; init; }

    public required RunResult Result { get; init; }

    /// <param name="strace">Arguments for strace, given the path of the trace.</param>
    /// <param name="patient">Whether the clients come again when the disk refuses what they ask.</param>
    public static async Task<WatchedRun> RunAsync(string executable, Func<string, IReadOnlyList<string>> strace, bool patient = false)
    {
        string[] trace = [];
        await using var run = new ScenarioRun(executable) { Patient = patient };
        var result = await run.FinishAsync(
            [],
            async () =>
            {
                if (!await run.LiveAsync(strace(run.TracePath)))
                {
                    throw new InvalidOperationException($"the gateway died by itself\n{run.Gateway.Log}");
                }
                trace = await File.ReadAllLinesAsync(run.TracePath);
                await run.RestAsync();
            }
        );
        return new WatchedRun
        {
            Trace = trace,
            StatePath = run.Gateway.StatePath,
            Workspace = run.Gateway.Workspace,
            Scenario = run.Scenario,
            Result = result,
        };
    }
}

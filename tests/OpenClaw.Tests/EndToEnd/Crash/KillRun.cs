namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>Start under strace, drive, be killed at one point, look at the disk, start again without strace, drive to rest, stop, check.</summary>
internal static class KillRun
{
    public static async Task<RunResult> RunAsync(string executable, KillPoint point)
    {
        await using var run = new ScenarioRun(executable);
        return await run.FinishAsync(point, async () =>
        {
            var killed = !await run.LiveAsync(Strace.Kill(run.TracePath, point));
            await run.RestAsync(killed ? run.LookAtKill() : null);
            return killed;
        });
    }
}

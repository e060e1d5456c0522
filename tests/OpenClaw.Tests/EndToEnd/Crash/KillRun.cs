namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>
/// Start under strace, drive, be killed at one point, look at the disk; the same again in the next life when there is another point; then
/// start without strace, drive to rest, stop, check.
/// </summary>
internal static class KillRun
{
    public static async Task<RunResult> RunAsync(string executable, params IReadOnlyList<KillPoint> points)
    {
        await using var run = new ScenarioRun(executable);
        return await run.FinishAsync(
            points,
            async () =>
            {
                foreach (var point in points)
                {
                    if (await run.LiveAsync(Strace.Kill(run.TracePath, point)))
                    {
                        break;
                    }
                    run.LookAtKill();
                }

                await run.RestAsync();
            }
        );
    }
}

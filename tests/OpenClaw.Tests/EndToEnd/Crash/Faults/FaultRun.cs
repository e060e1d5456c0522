using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash.Faults;

/// <summary>
/// The disk refuses in the middle of a turn. The gateway says so, refuses new work and keeps what it has; then the disk is back, or the
/// gateway is killed before, and all goes on to rest.
/// </summary>
internal static class FaultRun
{
    /// <param name="killed">Whether the gateway dies while the disk refuses.</param>
    public static async Task<RunResult> RunAsync(string executable, DiskFault fault, bool killed)
    {
        await using var run = new ScenarioRun(executable);
        return await run.FinishAsync(
            [],
            async () =>
            {
                await using (var world = run.Clients(patient: true))
                {
                    await run.Gateway.StartAsync();
                    await RefuseAsync(
                        run,
                        world,
                        fault,
                        async () =>
                        {
                            if (!killed)
                            {
                                return;
                            }
                            await run.Gateway.KillAsync();
                            run.LookAtKill();
                        }
                    );
                    if (!killed)
                    {
                        await run.DriveAsync(world);
                        var warnings = (await world.CallAsync("status", []))["warnings"]!.AsArray();
                        // What the configuration is warned of stands whatever the disk does.
                        var others = warnings
                            .Select(static warning => (string)warning!)
                            .Where(static warning => !warning.StartsWith("openclaw.toml:"));
                        run.Findings.Require(!others.Any(), $"the disk is back, and status still warns: {warnings.ToJsonString()}");
                        await run.Gateway.StopAsync();
                    }
                }

                await run.RestAsync();
            }
        );
    }

    private static async Task RefuseAsync(ScenarioRun run, World world, DiskFault fault, Func<Task> meanwhile)
    {
        // One turn is on its way when the disk begins to refuse: the model answers it only then.
        var (first, second) = (run.Scenario.Steps[0].Messages[0], run.Scenario.Steps[1].Messages[0]);
        var held = run.Hold(first);
        await world.SendAsync(first, wait: false);
        await held.Asked;
        await using (await AttachedStrace.AttachAsync(run.Gateway.Pid, run.Folder.File("faults"), fault))
        {
            held.Answer();
            await World.UntilAsync("a line of the log", () => run.Gateway.Log.Contains(fault.Words));

            var refusal = await world.RefusalAsync(second);
            run.Findings.Require(refusal.Contains(fault.Words), $"a message that cannot be kept is refused with '{refusal}'");
            var status = await world.CallAsync("status", []);
            run.Findings.Require(
                Warnings(status).Any(warning => warning.Contains(fault.Words)),
                $"status does not warn: {status["warnings"]!.ToJsonString()}"
            );
            run.Findings.Require(!run.Requests.Any(asked => asked.Message == second.Id), "a message that was refused went to the model");
            await meanwhile();
        }
    }

    private static IEnumerable<string> Warnings(JsonNode status) =>
        status["warnings"]!.AsArray().Select(static warning => (string)warning!);
}

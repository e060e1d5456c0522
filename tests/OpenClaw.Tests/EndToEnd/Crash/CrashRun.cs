using System.Diagnostics;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>
/// One run of the scenario: start under strace, drive, be killed at one point, look at the disk, start again without strace, drive to rest, stop, check.
/// </summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private readonly Scenario _scenario = new();
    private readonly TempFolder _folder = new();
    private readonly ModelServers _models;
    private readonly ModelLog _asked;
    private readonly CrashGateway _gateway;
    private readonly Promises _promises = new();
    private readonly Findings _findings = new();

    private CrashRun(string executable)
    {
        _asked = new ModelLog(_scenario, () => _gateway!.Lives);
        _models = new ModelServers(_asked.Answer);
        _gateway = new CrashGateway(executable, _folder, _models.Config, _scenario.Files);
    }

    private string TracePath => _folder.File("trace");

    /// <summary>A run that is killed at one point.</summary>
    public static async Task<RunResult> KillAsync(string executable, KillPoint point)
    {
        var started = Stopwatch.GetTimestamp();
        await using var run = new CrashRun(executable);
        var killed = false;
        try
        {
            killed = !await run.LiveAsync(Strace.Kill(run.TracePath, point));
            var atKill = killed ? Evidence.Read(run._gateway.StatePath, run._gateway.Workspace) : null;
            var facts = new RunFacts { Scenario = run._scenario, Promises = run._promises, AtKill = atKill };
            if (atKill is not null) facts.Apply(Checks.CheckTable.AtKill, run._findings);
            if (killed && atKill is null) run._findings.Require(run._promises.Accepted.Count == 0, "lost: there is no state, and messages were acknowledged");
            await run.RestAsync(facts);
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException)
        {
            run._findings.Violations.Add(e.Message);
        }

        return await run.EndAsync(point, killed, started);
    }

    /// <summary>A run that nobody disturbs, with every call of these written to its trace.</summary>
    /// <param name="look">Is given the trace before it goes.</param>
    public static async Task<RunResult> WatchAsync(string executable, IEnumerable<string> calls, bool bytes, Action<WatchedRun> look)
    {
        var started = Stopwatch.GetTimestamp();
        await using var run = new CrashRun(executable);
        if (!await run.LiveAsync(Strace.Watch(run.TracePath, calls, bytes))) throw new InvalidOperationException($"the gateway died by itself\n{run._gateway.Log}");
        look(new WatchedRun(run.TracePath, run._gateway.StatePath, run._gateway.Workspace, run._scenario, run._asked.Requests));
        await run.RestAsync(new RunFacts { Scenario = run._scenario, Promises = run._promises, AtKill = null });
        return await run.EndAsync(null, killed: false, started);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _models.DisposeAsync();
    }

    /// <summary>A life from its start through all steps to its ordered end. False when it was cut short.</summary>
    private async Task<bool> LiveAsync(IReadOnlyList<string>? strace)
    {
        await using var world = new World(_gateway, _promises);
        try
        {
            await _gateway.StartAsync(strace);
            foreach (var step in _scenario.Steps) await step.DriveAsync(world);
            await _gateway.StopAsync();
        }
        catch (GatewayGoneException)
        {
            await _gateway.WaitForEndAsync();
            return false;
        }

        // It may have died in its very last calls.
        return _gateway.ExitCode == 0;
    }

    private async Task RestAsync(RunFacts facts)
    {
        var unknown = 0;
        await using (var world = new World(_gateway, _promises))
        {
            await _gateway.StartAsync();
            foreach (var step in _scenario.Steps) await step.DriveAsync(world);
            unknown = (int)(await world.CallAsync("status", []))["effects_unknown"]!;
        }

        await _gateway.StopAsync();
        if (_gateway.ExitCode != 0) throw new InvalidOperationException($"the gateway ended with {_gateway.ExitCode}");
        facts = facts with { AtRest = Evidence.Read(_gateway.StatePath, _gateway.Workspace), Requests = _asked.Requests, ListedUnknown = unknown };
        facts.Apply(Checks.CheckTable.AtRest, _findings);
        foreach (var step in _scenario.Steps) step.Check(facts.AtRest!, _findings);
    }

    private async Task<RunResult> EndAsync(KillPoint? point, bool killed, long started)
    {
        await _gateway.DisposeAsync();
        var held = _findings.Violations.Count == 0;
        if (held) _folder.Dispose();
        else _folder.Write("log", _gateway.Log);
        return new RunResult(point, killed, _findings, Stopwatch.GetElapsedTime(started), held ? null : _folder.Path);
    }
}

/// <summary>What an undisturbed run leaves to look at.</summary>
internal sealed record WatchedRun(string TracePath, string StatePath, string Workspace, Scenario Scenario, IReadOnlyList<Asked> Requests);

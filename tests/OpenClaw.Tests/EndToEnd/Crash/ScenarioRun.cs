using System.Diagnostics;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd.Crash.Checks;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>One scenario with all it needs: a gateway in a folder of its own, its models, its clients, and what is found on the
/// way.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Dictionary<int, Evidence> _atKill = [];
    private readonly ModelServers _models;
    private readonly ModelLog _asked;

    public ScenarioRun(string executable)
    {
        _asked = new ModelLog(Scenario, () => Gateway!.Lives);
        _models = new ModelServers(_asked.Answer);
        Gateway = new CrashGateway(executable, Folder, Scenario.Config(_models, Telegram.Url), Scenario.Files);
    }

    public Scenario Scenario { get; } = new();

    public TempFolder Folder { get; } = new();

    public CrashGateway Gateway { get; }

    public Telegram Telegram { get; } = new();

    public Promises Promises { get; } = new();

    public Findings Findings { get; } = new();

    public int Kills { get; private set; }

    public IReadOnlyList<Asked> Requests => _asked.Requests;

    /// <summary>Whether the clients come again when the disk refuses what they ask.</summary>
    public bool Patient { get; init; }

    /// <summary>The model keeps its next answer to a message back until it is told.</summary>
    public HeldAnswer Hold(Said message) => _asked.Hold(message);

    public string TracePath => Folder.File("trace");

    /// <summary>A life from its start through all steps to its ordered end. False when it was cut short.</summary>
    /// <param name="strace">Arguments for strace; null runs it alone.</param>
    public async Task<bool> LiveAsync(IReadOnlyList<string>? strace)
    {
        await using var world = Clients(Patient);
        try
        {
            await Gateway.StartAsync(strace);
            await DriveAsync(world);
            await Gateway.StopAsync();
        }
        catch (GatewayGoneException)
        {
            await Gateway.WaitForEndAsync();
            return false;
        }

        // It may have died in its very last calls.
        return Gateway.ExitCode == 0;
    }

    public World Clients(bool patient = false) => new(Gateway, Scenario.Web, Telegram, Promises) { IsPatient = patient };

    public async Task DriveAsync(World world)
    {
        foreach (var step in Scenario.Steps)
        {
            await step.DriveAsync(world);
        }
    }

    /// <summary>Looks at the disk of a gateway that is dead: what clients were told must be there.</summary>
    public void LookAtKill()
    {
        Kills++;
        // What Telegram was told of is as good as promised to its people: it is never told again.
        Promises.Accepted.UnionWith(Telegram.Acknowledged.Where(id => Scenario.Messages.Any(message => message.Id == id)));
        if (Evidence.Read(Gateway.StatePath, Gateway.Workspace) is not { } disk)
        {
            Findings.Require(Promises.Accepted.Count == 0, "lost: there is no state, and messages were acknowledged");
            return;
        }

        _atKill[Gateway.Lives] = disk;
        Facts().Apply(CheckTable.AtKill, Findings);
    }

    /// <summary>A last life without strace: drives to rest, stops, checks everything.</summary>
    public async Task RestAsync()
    {
        JsonNode status,
            audit;
        await using (var world = Clients())
        {
            await Gateway.StartAsync();
            await DriveAsync(world);
            status = await world.CallAsync("status", []);
            audit = await world.CallAsync("audit.verify", []);
        }

        await Gateway.StopAsync();
        if (Gateway.ExitCode != 0)
        {
            throw new InvalidOperationException($"the gateway ended with {Gateway.ExitCode}");
        }
        var disk = Evidence.Read(Gateway.StatePath, Gateway.Workspace);
        var facts = Facts() with
        {
            AtRest = disk,
            Requests = Requests,
            ListedUnknown = (int)status["effects_unknown"]!,
            ListedUnsent = (int)status["outbox"]!["unknown"]!,
            AuditVerdicts =
            [
                ((bool)audit["ok"]!, audit.ToJsonString()),
                await Gateway.RunAsync("audit", "verify", "--file", Path.Combine(Gateway.StatePath, "state.db")),
            ],
        };
        facts.Apply(CheckTable.AtRest, Findings);
        foreach (var step in Scenario.Steps)
        {
            step.Check(disk!, Findings);
        }
    }

    /// <summary>Does the work of a run. What goes wrong in it is a finding; the folder of a run that broke a promise is kept, with the log
    /// beside the state.</summary>
    public async Task<RunResult> FinishAsync(IReadOnlyList<KillPoint> points, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or IOException or GatewayGoneException)
        {
            Findings.Violations.Add(e.Message);
        }

        await Gateway.DisposeAsync();
        var held = Findings.Violations.Count == 0;
        if (held)
        {
            Folder.Dispose();
        }
        else
        {
            Folder.Write("log", Gateway.Log);
        }
        return new RunResult(points, Kills, Findings, Stopwatch.GetElapsedTime(_started), held ? null : Folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _models.DisposeAsync();
        await Telegram.DisposeAsync();
    }

    private RunFacts Facts() =>
        new()
        {
            Scenario = Scenario,
            Promises = Promises,
            AtKill = _atKill,
            Arrived = [.. Telegram.Arrived],
        };
}

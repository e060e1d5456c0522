using OpenClaw.Agent.Prompt;
using OpenClaw.Config.Diagnostics;
using OpenClaw.Config.Loading;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Turns;

namespace OpenClaw.Hosting;

/// <summary>
/// Builds the new configuration beside the old one and swaps it in whole between two loop batches, or leaves the old one in place. A
/// request already sent ends as sent; every later step of a turn reads the new one.
/// </summary>
internal sealed class Reloader(EventLoop loop, GatewaySetup setup, CurrentSnapshot current, EventHub events, Store store, ILogger log)
{
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>When the configuration that holds was read.</summary>
    public DateTimeOffset LoadedAt { get; private set; } = loop.Time.GetUtcNow();

    /// <summary>What is to be said of the configuration that holds.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = setup.Warnings;

    /// <summary>A snapshot has taken the place of another; raised for parts that copy a setting.</summary>
    public event Action<Snapshot>? Swapped;

    /// <summary>One after another: a signal and a command in the same moment must not swap in the older of two readings last.</summary>
    public async Task<ReloadOutcome> ReloadAsync()
    {
        loop.VerifyAccess();
        await _one.WaitAsync();
        try
        {
            return await ReadAndSwapAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<ReloadOutcome> ReadAndSwapAsync()
    {
        var result = await Task.Run(setup.Read);
        if (result.Config is not { } next)
        {
            HostingLog.ReloadRefused(log, result.Diagnostics.FirstOrDefault(static d => d.IsError)?.ToString() ?? "unreadable");
            await NoteAsync(("state", "refused"), ("errors", result.Diagnostics.Count(static d => d.IsError)));
            return new ReloadOutcome(false, [], result.Diagnostics);
        }

        string[] changes = [.. ConfigDiff.Between(current.Config.Value, next).Select(Timed)];
        var instructions = await Instructions.ReadAsync(next.Agent);
        var policies = await Task.Run(() => setup.PoliciesOf(next));
        var sources = setup.ToolSourcesOf(next);
        await NoteAsync(("state", "changed"), ("changes", changes.Length), ("config", next.Sha256));

        // From here to the end nothing awaits: no turn sees half of it.
        setup.Redactor.Learn(next.SecretValues);
        var snapshot = new Snapshot(next, policies, instructions, sources, setup.ModelsOf(next));
        current.Replace(snapshot);
        setup.Logs?.Level = LogHub.ParseLevel(next.Log.Level);
        LoadedAt = loop.Time.GetUtcNow();
        var said = Warnings;
        Warnings = setup.WarningsOf(next, result.Diagnostics);
        foreach (var warning in Warnings.Except(said))
        {
            HostingLog.ConfigWarning(log, warning);
        }
        Swapped?.Invoke(snapshot);

        HostingLog.Reloaded(
            log,
            next.Files.IsEmpty ? "configuration" : next.Files[0],
            changes.Length == 0 ? "nothing changed" : string.Join("; ", changes)
        );
        events.Publish(new GatewayEvent.ConfigReloaded([.. changes]));
        return new ReloadOutcome(true, changes, result.Diagnostics);
    }

    /// <summary>Puts the reload into the audit. A disk that refuses does not keep the operator from changing his configuration.</summary>
    private async Task NoteAsync(params (string Name, object? Value)[] fields)
    {
        try
        {
            await store.CommitAsync(new Batch().Audit(AuditKinds.Reload, null, null, fields));
        }
        catch (StorageException e)
        {
            HostingLog.AuditFailed(log, AuditKinds.Reload, e.Message);
        }
    }

    /// <summary>A change that only a start can make must not look as if it had been made.</summary>
    private static string Timed(string change) =>
        change.StartsWith("control.socket:", StringComparison.Ordinal) || change.StartsWith("log.file_limit:", StringComparison.Ordinal)
            ? $"{change} (from the next start on)"
            : change;
}

/// <summary>What a reload did.</summary>
/// <param name="Reloaded">False when it was refused and the old configuration stays.</param>
internal sealed record ReloadOutcome(bool Reloaded, IReadOnlyList<string> Changes, IReadOnlyList<ConfigDiagnostic> Diagnostics);

namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>Everything after the swap: the new version becomes ready, or the old one comes back.</summary>
internal sealed partial class UpgradeRun
{
    private const string Wanted = "wanted";
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(200);

    private async Task<bool> SettleAsync(CancellationToken ct)
    {
        var (from, to) = (journal[UpgradeJournal.From], journal[UpgradeJournal.To]);
        // As it was before the swap: a unit that has failed since is what has to be mended.
        if (!options.Restart || journal[UpgradeJournal.Service] != Wanted)
        {
            var running = await RunningGateway.FindAsync(context, options.Socket, ct).ConfigureAwait(false);
            End();
            say(
                running is null
                    ? $"{to} is in place; no gateway runs, so none is restarted"
                    : $"{to} is in place, and the gateway that runs (process {running.Process}) is {running.Version} until you restart it{(_service.IsWanted ? ": systemctl restart openclaw" : "")}"
            );
            return true;
        }

        _ = long.TryParse(journal[UpgradeJournal.Process], out var before);
        if (await ReadyAsync(to, before, ct).ConfigureAwait(false) is null)
        {
            say($"{to} is in place; restarting {SystemService.Unit}");
            if (_service.Restart() is not { Succeeded: true } and var failed)
            {
                return await GoBackAsync($"systemctl could not restart {SystemService.Unit}: {failed?.Line}", ct).ConfigureAwait(false);
            }
        }

        var started = context.Time.GetTimestamp();
        if (await WaitForAsync(to, before, ct).ConfigureAwait(false) is not { } ready)
        {
            var limit = Ages.Span(options.Patience);
            return await GoBackAsync(_service.State == "failed" ? $"{to} did not start" : $"{to} was not ready within {limit}", ct)
                .ConfigureAwait(false);
        }

        End();
        say(
            $"{to} is ready (process {ready.Process}) after {Ages.Span(context.Time.GetElapsedTime(started))}; {from} is kept as {place.Previous}"
        );
        return true;
    }

    /// <summary>Puts the old version back, the state first: with the new executable still in place, a machine that loses its power now comes
    /// up with one that reads either.</summary>
    private async Task<bool> GoBackAsync(string why, CancellationToken ct)
    {
        var (from, to) = (journal[UpgradeJournal.From], journal[UpgradeJournal.To]);
        var last = _service.LastLines.ToArray();
        journal.Note((UpgradeJournal.Back, why));
        say($"{why}; going back to {from}");
        foreach (var line in last)
        {
            say($"  it said: {line}");
        }

        _service.Stop();
        var state = StateOf();
        if (!journal.Has(UpgradeJournal.Restored) && state.Exists && long.TryParse(journal[UpgradeJournal.Schema], out var schema))
        {
            Restore(state, schema);
            journal.Note((UpgradeJournal.Restored, ""));
        }
        if (File.Exists(place.Previous))
        {
            place.PutBack();
        }

        var isBack = _service.Restart() is { Succeeded: true } && await WaitForAsync(from, 0, ct).ConfigureAwait(false) is not null;
        if (journal.Has(UpgradeJournal.ByDpkg))
        {
            say($"dpkg still has {to} in its record; `apt install openclaw={from}`, or `dpkg -i` with the package of {from}, mends that");
        }
        End();
        say(
            isBack
                ? $"{from} is in place again and ready"
                : $"{from} is in place again and is not ready either: journalctl -u openclaw says why"
        );
        return false;
    }

    /// <summary>Only a state that the old version cannot read is put back: what was accepted since stays, where it can.</summary>
    private void Restore(UpgradeState state, long schema)
    {
        var program = File.Exists(place.Previous) ? place.Previous : place.Executable;
        var read = state.RunAsOwner(s_long, program, "check", "--state", state.Directory);
        // The copy that the migration made is younger than ours: what the old version accepted until it was stopped is in it.
        var copy = Database.CopyBeforeMigration(state.Database, schema);
        var isFresh = File.Exists(copy) && File.GetLastWriteTimeUtc(copy) >= BegunAt.UtcDateTime;
        var isNewer = read?.Output.Contains("a newer openclaw", StringComparison.Ordinal) == true;
        if (read is { Succeeded: true } || !(isNewer || isFresh))
        {
            return;
        }
        copy = isFresh ? copy : journal[UpgradeJournal.Backup];
        var end = state.RunAsOwner(s_long, program, "restore", "--yes", "--state", state.Directory, copy);
        if (end is { Succeeded: true })
        {
            say(
                $"the state was migrated, and is what it was before: {copy}. What came in since is in the state that was put aside: {end.Line}"
            );
        }
        else
        {
            say(
                $"warning: the state was migrated and could not be put back: {end?.Line}. Type: openclaw restore -s {state.Directory} {copy}"
            );
        }
    }

    private async Task<RunningGateway?> ReadyAsync(string version, long before, CancellationToken ct) =>
        await RunningGateway.FindAsync(context, options.Socket, ct).ConfigureAwait(false) is { } found
        && found.Version == version
        && found.Process != before
        && _service.State == "active"
            ? found
            : null;

    private async Task<RunningGateway?> WaitForAsync(string version, long before, CancellationToken ct)
    {
        var started = context.Time.GetTimestamp();
        while (true)
        {
            if (await ReadyAsync(version, before, ct).ConfigureAwait(false) is { } ready)
            {
                return ready;
            }
            if (context.Time.GetElapsedTime(started) > options.Patience || _service.State == "failed")
            {
                return null;
            }
            await Task.Delay(s_tick, context.Time, ct).ConfigureAwait(false);
        }
    }

    private void End()
    {
        var state = StateOf();
        if (state.Exists)
        {
            state.Prune();
        }
        place.Clear();
        journal.End();
    }
}

namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>What an upgrade was told.</summary>
/// <param name="Socket">Of the running gateway; null looks in the usual places.</param>
internal sealed record UpgradeOptions(string? Socket, string? Config, string? State, bool Restart, TimeSpan Patience);

/// <summary>
/// An upgrade from its lock to its end. Up to the swap nothing that runs is touched, and whatever fails leaves everything as it was; after
/// it, a new version that does not become ready is taken back.
/// </summary>
internal sealed partial class UpgradeRun(
    CommandContext context,
    UpgradeOptions options,
    Installation place,
    UpgradeJournal journal,
    Action<string> say
)
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(30);
    private readonly SystemService _service = new(context.RunProgram);

    /// <summary>Ends what an upgrade of before had begun: takes its remains away, or goes on with it.</summary>
    /// <returns>Null when nothing of it is in place; else how it ended.</returns>
    public async Task<bool?> ResumeAsync(CancellationToken ct)
    {
        var what =
            $"the upgrade from {journal[UpgradeJournal.From]} to {journal[UpgradeJournal.To]} that was begun {WallClock.Show(BegunAt)}";
        if (journal.Has(UpgradeJournal.Back))
        {
            say($"{what} was being taken back when it was interrupted; going on with that");
            return await GoBackAsync(journal[UpgradeJournal.Back], ct).ConfigureAwait(false);
        }

        if (journal.Has(UpgradeJournal.ByDpkg) && journal.Has(UpgradeJournal.Swap))
        {
            say($"{what} was interrupted while dpkg had it; dpkg ends it now");
            SwapByDpkg();
        }
        else if (IsBeforeSwap)
        {
            Abandon();
            say($"{what} was interrupted before anything was changed; its remains are gone");
            return null;
        }
        else
        {
            say($"{what} was interrupted after the new executable was in place; going on with that");
        }

        return await SettleAsync(ct).ConfigureAwait(false);
    }

    /// <returns>Whether the new version is in place; false where it was taken back.</returns>
    /// <exception cref="UpgradeRefusedException">Nothing was changed.</exception>
    public async Task<bool> RunAsync(UpgradeFile file, CancellationToken ct)
    {
        await PrepareAsync(file, ct).ConfigureAwait(false);
        Swap(file);
        return await SettleAsync(ct).ConfigureAwait(false);
    }

    /// <summary>Whether the executable is the one of before.</summary>
    public bool IsBeforeSwap => !journal.Has(UpgradeJournal.Swap) || place.Inode == journal[UpgradeJournal.Inode];

    /// <summary>Takes away all that was made before the swap, the backup too: nothing happened that it would be needed for.</summary>
    public void Abandon()
    {
        place.Clear();
        if (journal[UpgradeJournal.Backup] is { Length: > 0 } backup)
        {
            File.Delete(backup);
        }
        journal.End();
    }

    private DateTimeOffset BegunAt =>
        DateTimeOffset.TryParse(journal[UpgradeJournal.At], CultureInfo.InvariantCulture, out var at) ? at : default;

    private UpgradeState StateOf() => new(journal[UpgradeJournal.State], context.RunProgram);

    private void Swap(UpgradeFile file)
    {
        var byDpkg = file.Kind == UpgradeFileKind.Package && IsOfAPackage();
        place.Keep();
        // Anew: on an overlay the second name makes another file of it.
        journal.Note((UpgradeJournal.Inode, place.Inode));
        if (byDpkg)
        {
            journal.Note((UpgradeJournal.ByDpkg, file.Path), (UpgradeJournal.Swap, ""));
            SwapByDpkg();
        }
        else
        {
            journal.Note((UpgradeJournal.Swap, ""));
            place.Replace();
            ReleaseFiles.Place(place, say);
            _service.ReloadUnits();
        }
        place.Clear();
    }

    // The executable of another place than the package's is not dpkg's to replace.
    private bool IsOfAPackage() => context.RunProgram(new ProgramCall("dpkg-query", "-S", place.Executable)) is { Succeeded: true };

    /// <summary>Its own way of replacing files is a rename of each, too. What it left undone the same call does again.</summary>
    private void SwapByDpkg()
    {
        var file = journal[UpgradeJournal.ByDpkg];
        string[] arguments = File.Exists(file) ? ["-i", file] : ["--configure", "-a"];
        var call = new ProgramCall("dpkg", arguments)
        {
            Limit = s_long,
            Environment = [("OPENCLAW_UPGRADE", "1"), ("DEBIAN_FRONTEND", "noninteractive")],
        };
        var end = context.RunProgram(call);
        if (end is { Succeeded: true })
        {
            return;
        }
        var why = $"dpkg did not install {file}: {end?.Line ?? "it is not here"}";
        if (IsBeforeSwap)
        {
            throw new UpgradeRefusedException(why);
        }
        // The executable is the new one, and something after it failed: whether the gateway is well with it shows in a moment.
        say($"warning: {why}");
    }
}

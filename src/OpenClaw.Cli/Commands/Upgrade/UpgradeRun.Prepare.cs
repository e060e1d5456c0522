using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>Everything before the swap.</summary>
internal sealed partial class UpgradeRun
{
    private static readonly TimeSpan s_short = TimeSpan.FromMinutes(2);

    private async Task PrepareAsync(UpgradeFile file, CancellationToken ct)
    {
        var running = await RunningGateway.FindAsync(context, options.Socket, ct).ConfigureAwait(false);
        var state = new UpgradeState(UpgradeState.Find(options.State, running), context.RunProgram);
        var from = VersionOf(place.Executable, state) ?? running?.Version ?? "unknown";
        journal.Note(
            (UpgradeJournal.At, context.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
            (UpgradeJournal.File, file.Path),
            (UpgradeJournal.From, from),
            (UpgradeJournal.Inode, place.Inode),
            (UpgradeJournal.State, state.Directory),
            (UpgradeJournal.Service, _service.IsWanted ? Wanted : ""),
            (UpgradeJournal.Process, $"{running?.Process ?? 0}")
        );
        MustHaveRoom(file, state);
        file.Unpack(place);
        var to = MustRun(file, state);
        journal.Note((UpgradeJournal.To, to));
        say($"{place.Executable}: {from} is to become {to}");

        MustTakeConfiguration(state, options.Config ?? running?.ConfigFile ?? Installed());
        if (state.Exists)
        {
            await BackUpAsync(state, running, from, ct).ConfigureAwait(false);
            MustTakeState(state);
        }
        else
        {
            say($"there is no state in {state.Directory} yet, so none is copied");
        }
    }

    private void MustHaveRoom(UpgradeFile file, UpgradeState state)
    {
        var (here, there) = (file.Room, state.Room);
        var isOneDisk =
            FileIdentity.Of(place.Folder) is { } folder
            && FileIdentity.Of(state.Directory) is { } its
            && (folder.Major, folder.Minor) == (its.Major, its.Minor);
        MustBeFree(place.Folder, isOneDisk ? here + there : here);
        if (!isOneDisk && there > 0)
        {
            MustBeFree(state.Directory, there);
        }
    }

    private static void MustBeFree(string folder, long needed)
    {
        if (new DriveInfo(folder).AvailableFreeSpace is var free && free < needed)
        {
            throw new UpgradeRefusedException(
                $"the disk of {folder} has {Ages.Megabytes(free)} free, and the upgrade needs {Ages.Megabytes(needed)} for the new executable and copies of the state. Make room"
            );
        }
    }

    /// <summary>Runs the new executable for the first time, as the state's owner.</summary>
    private string MustRun(UpgradeFile file, UpgradeState state)
    {
        var end = state.RunAsOwner(s_short, place.New, "--version");
        if (end is { Succeeded: true } && LooksLikeVersion(end.Output))
        {
            return end.Output.Trim();
        }
        var said = end?.Output ?? "";
        var glibc = NeededGlibc().Matches(said).Select(static found => Version.Parse(found.Groups[1].Value)).Max();
        throw new UpgradeRefusedException(
            glibc is not null ? $"{file.Path} needs glibc {glibc} or newer, and this machine has {OwnGlibc()}"
            : end is { Succeeded: true } ? $"{file.Path} is no openclaw: asked for its version it says \"{end.Line}\""
            : $"{file.Path} does not run here: {end?.Line ?? "setpriv is missing (util-linux)"}"
        );
    }

    private static string? VersionOf(string executable, UpgradeState state) =>
        state.RunAsOwner(s_short, executable, "--version") is { Succeeded: true, Output: var version } && LooksLikeVersion(version)
            ? version.Trim()
            : null;

    private static bool LooksLikeVersion(string text) =>
        text.Length > 0 && char.IsAsciiDigit(text[0]) && !text.Trim().Any(char.IsWhiteSpace);

    // "libc.so.6: version `GLIBC_2.38' not found"
    [GeneratedRegex(@"GLIBC_([0-9]+\.[0-9]+)' not found")]
    private static partial Regex NeededGlibc();

    private static unsafe string OwnGlibc() => Marshal.PtrToStringUTF8((nint)Libc.gnu_get_libc_version()) ?? "another";

    private static string? Installed() => File.Exists("/etc/openclaw/openclaw.toml") ? "/etc/openclaw/openclaw.toml" : null;

    private void MustTakeConfiguration(UpgradeState state, string? config)
    {
        string[] arguments = config is null ? ["check"] : ["check", config];
        var end = state.RunAsOwner(s_short, place.New, arguments);
        if (end is not { Succeeded: true })
        {
            throw new UpgradeRefusedException($"{journal[UpgradeJournal.To]} does not take {config ?? "the configuration"}: {end?.Line}");
        }
    }

    /// <summary>By the running gateway, or where none runs by the installed executable, which is of the state's own version.</summary>
    private async Task BackUpAsync(UpgradeState state, RunningGateway? running, string from, CancellationToken ct)
    {
        var backup = state.NewBackup(from, context.Time.GetUtcNow());
        journal.Note((UpgradeJournal.Backup, backup));
        if (running is not null)
        {
            await using var client = await context.ConnectAsync(options.Socket, ct).ConfigureAwait(false);
            await client.CallRawAsync(BackupApi.Backup, new BackupParams(backup), ct).ConfigureAwait(false);
        }
        else if (
            state.RunAsOwner(s_long, place.Executable, "backup", "--state", state.Directory, backup) is not { Succeeded: true } and var end
        )
        {
            throw new UpgradeRefusedException($"the state could not be backed up: {end?.Line}");
        }
        say($"the state is copied to {backup}");
    }

    private void MustTakeState(UpgradeState state)
    {
        var end = state.RunAsOwner(s_long, place.New, "check", "--json", "--state", journal[UpgradeJournal.Backup]);
        if (end is not { Succeeded: true })
        {
            throw new UpgradeRefusedException($"{journal[UpgradeJournal.To]} does not take the state: {end?.Line}");
        }
        using var tried = JsonDocument.Parse(end.Output.Split('\n').First(static line => line.StartsWith('{')));
        journal.Note((UpgradeJournal.Schema, $"{new ResultView(tried.RootElement).Whole("schema")}"));
        say($"{journal[UpgradeJournal.To]} takes the configuration and the state");
    }
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>systemctl: a verb and units. Which units a verb may start is for patterns to say; a verb that brings a unit or a variable of
/// its own is asked.</summary>
internal static class SystemctlProgram
{
    // They look, or change whether units run that are installed already.
    private static readonly string[] s_verbs = WordList.Of(
        """
        list-units list-automounts list-paths list-sockets list-timers list-unit-files list-machines list-jobs list-dependencies is-active
        is-failed is-enabled is-system-running status show cat help get-default show-environment start stop reload restart try-restart
        reload-or-restart try-reload-or-restart isolate kill clean freeze thaw reset-failed enable disable reenable preset preset-all mask
        unmask unset-environment daemon-reload cancel default rescue emergency halt poweroff reboot sleep suspend hibernate hybrid-sleep
        suspend-then-hibernate whoami
        """
    );

    public static void Read(WordReader reader, IReadOnlyList<string> words)
    {
        var operands = reader.ReadOptions(words);
        if (operands.Count == 0)
        {
            return;
        }
        if (!s_verbs.Contains(operands[0].Value))
        {
            reader.Hide(operands[0], "is not among the verbs that leave units and their environment as they are");
        }
        // status and cat take a path for the mount unit of it; enable and its kin install the unit file that lies there.
        var installs = operands[0].Value is "enable" or "reenable" or "preset";
        if (installs && operands.Skip(1).FirstOrDefault(static unit => unit.Value!.Contains('/')) is { } file)
        {
            reader.Hide(file, "is a unit file of a folder");
        }
    }
}

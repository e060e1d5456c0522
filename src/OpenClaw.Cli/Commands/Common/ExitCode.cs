namespace OpenClaw.Cli.Commands.Common;

/// <summary>What a command ends with; the numbers are those of sysexits.h.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 64;

    /// <summary>The gateway is not running.</summary>
    public const int Unavailable = 69;

    /// <summary>A call waits for an approval: it is neither done nor failed.</summary>
    public const int WaitsForApproval = 75;

    public const int NotAllowed = 77;
    public const int Configuration = 78;

    /// <summary>Ended by Ctrl-C, as shells say it.</summary>
    public const int Interrupted = 130;

    /// <summary>Of a turn that ended or asks; one of <see cref="SendStates"/>.</summary>
    public static int OfTurn(string state) =>
        state switch
        {
            SendStates.Failed => Failed,
            SendStates.Asking => WaitsForApproval,
            _ => Ok,
        };
}

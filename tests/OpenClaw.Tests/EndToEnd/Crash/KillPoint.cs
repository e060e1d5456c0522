namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>On which side of a call the process dies.</summary>
internal enum KillSide
{
    /// <summary>The call is never made: SIGKILL, pending at its entry, makes the kernel skip it.</summary>
    Before,

    /// <summary>The call is made and its thread never sees the result: SIGUSR1, which nothing in the gateway handles, ends the process on
    /// the way back.</summary>
    After,
}

/// <summary>Where a run is killed: at the n-th call of that name, in whichever thread makes so many first.</summary>
internal readonly record struct KillPoint(string Call, int Number, KillSide Side)
{
    public override string ToString() => $"{(Side == KillSide.Before ? "before" : "after")} {Call} {Number}";

    /// <summary>What <see cref="ToString"/> gives.</summary>
    public static KillPoint Parse(string text)
    {
        string[] words = [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        return words is [("before" or "after") and var side, var call, var number] && int.TryParse(number, out var n)
            ? new KillPoint(call, n, side == "before" ? KillSide.Before : KillSide.After)
            : throw new FormatException($"'{text}' is no kill point; one is written as: before fdatasync 12");
    }
}

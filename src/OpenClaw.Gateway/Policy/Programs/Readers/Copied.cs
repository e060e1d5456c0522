using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>An operand of rsync and scp: a path here, or a host with a path there.</summary>
internal static class Copied
{
    public static void Name(WordReader reader, GivenWord operand, bool writes)
    {
        var address = operand.Value!;
        if (address.Contains("://", StringComparison.Ordinal))
        {
            reader.Speak(operand, address);
        }
        else if (IsRemote(address))
        {
            reader.Speak(operand, address[..Colon(address)]);
        }
        else
        {
            reader.File(operand, address, writes);
        }
    }

    // A colon before any slash; an IPv6 address has its own in brackets.
    public static bool IsRemote(string address) =>
        address.Contains("://", StringComparison.Ordinal)
        || (Colon(address) is var colon && colon >= 0 && address.AsSpan(0, colon).IndexOf('/') < 0);

    private static int Colon(string address) => address.IndexOf(':', Math.Max(0, address.IndexOf(']')));
}

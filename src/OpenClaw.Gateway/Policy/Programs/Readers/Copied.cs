using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The operands of rsync and scp: all but the last are read, the last is written, and each is a path here, or a host with a path
/// there.</summary>
internal static class Copied
{
    /// <param name="whole">The option by which folders are taken with all that lies below them; null without it.</param>
    /// <param name="removes">The option by which what was sent is deleted here; null without it.</param>
    public static void Read(WordReader reader, List<GivenWord> operands, GivenWord? whole, GivenWord? removes = null)
    {
        var target = LocalTarget(operands);
        for (var i = 0; i < operands.Count; i++)
        {
            var (operand, path) = (operands[i], operands[i].Value!);
            var written = i > 0 && i == operands.Count - 1;
            Name(reader, operand, written);
            if (written || IsRemote(path))
            {
                continue;
            }
            if (whole is not null)
            {
                reader.Whole(whole with { Word = operand.Word }, path, target);
            }
            if (removes is not null)
            {
                reader.File(operand with { Word = $"{operand.Word} {removes.Word}" }, path, writes: true);
            }
        }
    }

    /// <summary>The path here that is written; null when that is on another host, or nothing is.</summary>
    public static string? LocalTarget(List<GivenWord> operands) =>
        operands.Count > 1 && !IsRemote(operands[^1].Value!) ? operands[^1].Value : null;

    private static void Name(WordReader reader, GivenWord operand, bool writes)
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
    private static bool IsRemote(string address) =>
        address.Contains("://", StringComparison.Ordinal)
        || (Colon(address) is var colon && colon >= 0 && address.AsSpan(0, colon).IndexOf('/') < 0);

    private static int Colon(string address) => address.IndexOf(':', Math.Max(0, address.IndexOf(']')));
}

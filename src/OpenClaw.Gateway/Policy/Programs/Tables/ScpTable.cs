using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class ScpTable
{
    // With -T the other side chooses the names of what it sends.
    public static ProgramTable Table { get; } =
        new("scp", "scp(1), OpenSSH 9.2")
        {
            Syntax = OptionSyntax.Disputed,
            Flags = "-3 -4 -6 -B -C -O -p -q -R -s -v",
            Valued = "-c -l -P -X",
            Speaks = "-J",
            Own = "-i -o",
            OwnFlags = "-r",
            Unclear = "-T -A -D -F -S",
        };
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class UnzipTable
{
    public static ProgramTable Table { get; } =
        new("unzip", "unzip(1), Info-ZIP 6.0")
        {
            Syntax = OptionSyntax.Anywhere,
            Flags = "-f -u -a -b -B -C -j -L -M -n -o -q -s -U -V -W -X -D -x",
            Valued = "-P",
            Own = "-d",
            OwnFlags = "-c -l -p -t -v -z",
            Unclear = "-: -^ -T -Z -K -I -O",
        };
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class AwkTable
{
    // Only what mawk, gawk and busybox share; -f takes the program from a file, and the rest of gawk's options load, dump or profile.
    public static ProgramTable Table { get; } =
        new("awk mawk gawk nawk original-awk", "mawk(1) 1.3.4, gawk(1) 5.2")
        {
            Syntax = OptionSyntax.Posix,
            Valued = "-F",
            Own = "-v",
            Flags = "--version",
        };
}

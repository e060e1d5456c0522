using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class SedTable
{
    // -f takes its program from a file, which nobody reads here. -s and -i of busybox mean the same.
    public static ProgramTable Table { get; } =
        new("sed", "sed(1), GNU sed 4.9")
        {
            Flags =
                "-n --quiet --silent --debug --follow-symlinks --posix -E -r --regexp-extended -s --separate --sandbox -u --unbuffered -z --null-data --help --version",
            Valued = "-l --line-length",
            Own = "-e --expression",
            OwnOptional = "-i --in-place",
            Unclear = "-f --file",
        };
}

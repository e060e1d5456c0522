using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class XargsTable
{
    // What it runs is read by Wrappers. sets a variable of that program, and PATH is one.
    public static ProgramTable Table { get; } =
        new("xargs", "xargs(1), GNU findutils 4.9")
        {
            Syntax = OptionSyntax.Abbreviations,
            Flags = "-0 --null -o --open-tty -p --interactive -r --no-run-if-empty --show-limits -t --verbose -x --exit --help --version",
            Valued = "-d --delimiter -E -I -L -n --max-args -P --max-procs --process-slot-var -s --max-chars",
            Optional = "-e --eof -i --replace -l --max-lines",
            Reads = "-a --arg-file",
            Unclear = "--process-slot-var",
        };
}

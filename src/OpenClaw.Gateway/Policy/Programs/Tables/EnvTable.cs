using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class EnvTable
{
    // What it runs is read by Wrappers.
    public static ProgramTable Table { get; } =
        new("env", "env(1), GNU coreutils 9.1")
        {
            Syntax = OptionSyntax.Abbreviations,
            Flags = "-i --ignore-environment -0 --null -v --debug --list-signal-handling --help --version",
            Valued = "-u --unset",
            Optional = "--block-signal --default-signal --ignore-signal",
            Reads = "-C --chdir",
            Unclear = "-S --split-string",
        };
}

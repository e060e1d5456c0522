using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class TeeTable
{
    public static ProgramTable Table { get; } =
        new("tee", "tee(1), GNU coreutils 9.1")
        {
            Operands = OperandUse.Writes,
            Flags = "-a --append -i --ignore-interrupts -p --help --version",
            Optional = "--output-error",
        };
}

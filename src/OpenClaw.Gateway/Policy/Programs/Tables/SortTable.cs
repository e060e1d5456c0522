using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class SortTable
{
    public static ProgramTable Table { get; } =
        new("sort", "sort(1), GNU coreutils 9.1")
        {
            Operands = OperandUse.Reads,
            Flags = """
                -b --ignore-leading-blanks -d --dictionary-order -f --ignore-case -g --general-numeric-sort -i --ignore-nonprinting -M --month-sort -h --human-numeric-sort
                -n --numeric-sort -R --random-sort -r --reverse -V --version-sort -c -C -m --merge -s --stable -u --unique -z --zero-terminated --debug --help --version
                """,
            Valued = "-k --key -t --field-separator -S --buffer-size --batch-size --parallel --sort",
            Optional = "--check",
            Reads = "--random-source",
            Writes = "-o --output -T --temporary-directory",
            Unclear = "--compress-program --files0-from",
        };
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

/// <summary>Programs of every day whose words are files that they write. Without a table a word of theirs would only count as a file that
/// is read.</summary>
internal static class WriterTables
{
    private const string Version = "GNU coreutils 9.1";

    // --parents makes the folders of what is copied below the target.
    public static ProgramTable Cp { get; } =
        new("cp", $"cp(1), {Version}")
        {
            Flags = """
                --attributes-only -b -f --force -i --interactive -H -l --link -n --no-clobber -P --no-dereference -p --remove-destination
                --strip-trailing-slashes -s --symbolic-link -T --no-target-directory -u -v --verbose -x --one-file-system -Z --debug --copy-contents --help --version
                """,
            Valued = "-S --suffix --no-preserve --sparse",
            Optional = "--backup --context --preserve --reflink --update",
            OwnFlags = "-r -R --recursive -a --archive -L --dereference",
            Own = "-t --target-directory",
            Unclear = "--parents",
        };

    public static ProgramTable Mv { get; } =
        new("mv", $"mv(1), {Version}")
        {
            Flags =
                "-b -f --force -i --interactive -n --no-clobber --strip-trailing-slashes -T --no-target-directory -u -v --verbose -Z --context --debug --exchange --no-copy --help --version",
            Valued = "-S --suffix",
            Optional = "--backup --update",
            Own = "-t --target-directory",
        };

    public static ProgramTable Ln { get; } =
        new("ln", $"ln(1), {Version}")
        {
            Flags =
                "-b -f --force -i --interactive -L --logical -n --no-dereference -P --physical -r --relative -s --symbolic -T --no-target-directory -v --verbose --help --version",
            Valued = "-S --suffix",
            Optional = "--backup",
            Own = "-t --target-directory",
        };

    // -s strips what it installs by a program.
    public static ProgramTable Install { get; } =
        new("install", $"install(1), {Version}")
        {
            Flags =
                "-b -c -C --compare -D -p --preserve-timestamps -T --no-target-directory -v --verbose --preserve-context -Z --debug --help --version",
            Valued = "-g --group -m --mode -o --owner -S --suffix",
            Optional = "--backup --context",
            OwnFlags = "-d --directory",
            Own = "-t --target-directory",
            Unclear = "-s --strip --strip-program",
        };

    public static ProgramTable Dd { get; } = new("dd", $"dd(1), {Version}") { Flags = "--help --version" };

    public static ProgramTable Split { get; } =
        new("split", $"split(1), {Version}")
        {
            Syntax = OptionSyntax.Gnu | OptionSyntax.Numbers,
            Flags = "-d -x -e --elide-empty-files -u --unbuffered --verbose --help --version",
            Valued = "-a --suffix-length --additional-suffix -b --bytes -C --line-bytes -l --lines -n --number -t --separator",
            Optional = "--numeric-suffixes --hex-suffixes",
            Unclear = "--filter",
        };

    public static IReadOnlyList<ProgramTable> Plain { get; } =
    [
        new("touch", $"touch(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags = "-a -c --no-create -f -h --no-dereference -m --help --version",
            Valued = "-d --date -t --time",
            Reads = "-r --reference",
        },
        new("mkdir", $"mkdir(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags = "-p --parents -v --verbose -Z --help --version",
            Valued = "-m --mode",
            Optional = "--context",
        },
        new("rmdir", $"rmdir(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags = "--ignore-fail-on-non-empty -p --parents -v --verbose --help --version",
        },
        new("rm unlink", $"rm(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags = "-f --force -i -I --one-file-system --no-preserve-root -r -R --recursive -d --dir -v --verbose --help --version",
            Optional = "--interactive --preserve-root",
        },
        new("truncate", $"truncate(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags = "-c --no-create -o --io-blocks --help --version",
            Valued = "-s --size",
            Reads = "-r --reference",
        },
        new("shred", $"shred(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags = "-f --force -u -v --verbose -x --exact -z --zero --help --version",
            Valued = "-n --iterations -s --size",
            Optional = "--remove",
            Reads = "--random-source",
        },
        // The mode or owner that stands first counts as a file: one word too many, which is the stricter reading. A mode may begin with a
        // dash.
        new("chmod", $"chmod(1), {Version}")
        {
            Operands = OperandUse.Writes,
            Flags =
                "-c --changes -f --silent --quiet -v --verbose --no-preserve-root --preserve-root -R --recursive -r -w -x -X -s -t -u -g -o --help --version",
            Reads = "--reference",
        },
    ];
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class ManTable
{
    // -P and -H name programs, -X opens a viewer, -C takes all of that from a file, -r is given to the pager as options. Pages of another
    // folder (-M) may include any file, and the value of some others becomes a part of a path: of a folder of pages, or of a device of
    // groff whose description names a program.
    public static ProgramTable Table { get; } =
        new("man", "man(1), man-db 2.11.2")
        {
            Flags = """
                -d --debug -D --default -f --whatis -k --apropos -K --global-apropos -w --where --path --location -W --where-cat --location-cat -i --ignore-case -I --match-case --regex
                --wildcard --names-only -a --all --no-subpages -7 --ascii --no-hyphenation --nh --no-justification --nj -t --troff -Z --ditroff -V --version --help --usage -?
                """,
            Own = "-L --locale -m --systems -S -s --sections -e --extension -R --recode -E --encoding",
            Optional = "--warnings",
            OwnOptional = "-T --troff-device",
            OwnFlags = "-l --local-file",
            Unclear =
                "-M --manpath -P --pager -H --html -X --gxditview -C --config-file -r --prompt -p --preprocessor -u --update -c --catman",
        };
}

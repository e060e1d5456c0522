using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

/// <summary>Programs that look through, sort, change and show text.</summary>
internal static class TextTables
{
    public static ProgramTable Sort { get; } =
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

    public static ProgramTable Tee { get; } =
        new("tee", "tee(1), GNU coreutils 9.1")
        {
            Operands = OperandUse.Writes,
            Flags = "-a --append -i --ignore-interrupts -p --help --version",
            Optional = "--output-error",
        };

    // -R follows the links that lie below its operands, wherever they lead; -r does not.
    public static ProgramTable Grep { get; } =
        new("grep egrep fgrep rgrep", "grep(1), GNU grep 3.8")
        {
            Syntax = OptionSyntax.Gnu | OptionSyntax.Numbers,
            Flags = """
                -E --extended-regexp -F --fixed-strings -G --basic-regexp -P --perl-regexp -i -y --ignore-case --no-ignore-case -v --invert-match -w --word-regexp -x --line-regexp
                -c --count -L --files-without-match -l --files-with-matches -o --only-matching -q --quiet --silent -s --no-messages -b --byte-offset -H --with-filename
                -h --no-filename -n --line-number -T --initial-tab -Z --null -z --null-data -a --text -I --line-buffered -U --binary --no-group-separator
                -V --version --help
                """,
            Valued = """
                -m --max-count --label -A --after-context -B --before-context -C --context --group-separator --binary-files -D --devices --exclude-dir
                """,
            Optional = "--color --colour",
            OwnFlags = "-r --recursive",
            Own = "-e --regexp -f --file -d --directories --include --exclude",
            Reads = "--exclude-from",
            Unclear = "-R --dereference-recursive",
        };

    // -f takes its program from a file, which nobody reads here. -s and -i of busybox mean the same.
    public static ProgramTable Sed { get; } =
        new("sed", "sed(1), GNU sed 4.9")
        {
            Flags =
                "-n --quiet --silent --debug --follow-symlinks --posix -E -r --regexp-extended -s --separate --sandbox -u --unbuffered -z --null-data --help --version",
            Valued = "-l --line-length",
            Own = "-e --expression",
            OwnOptional = "-i --in-place",
            Unclear = "-f --file",
        };

    // Only what mawk, gawk and busybox share; -f takes the program from a file, and the rest of gawk's options load, dump or profile.
    public static ProgramTable Awk { get; } =
        new("awk mawk gawk nawk original-awk", "mawk(1) 1.3.4, gawk(1) 5.2")
        {
            Syntax = OptionSyntax.Posix,
            Valued = "-F",
            Own = "-v",
            Flags = "--version",
        };

    // -o and -O log, -k and its kind read keys that may run commands, +COMMAND is typed for the reader. Its environment has LESSSECURE and
    // no LESSOPEN.
    public static ProgramTable Less { get; } =
        new("less", "less(1) 590")
        {
            Syntax = OptionSyntax.Anywhere,
            Operands = OperandUse.Reads,
            Flags = """
                -A -a -c -e -E -f -F -g -G -I -i -J -L -M -m -N -n -Q -q -r -R -S -s -U -u -V -W -w -X --ignore-case --quit-if-one-screen --quit-at-eof --no-init --RAW-CONTROL-CHARS
                --raw-control-chars --chop-long-lines --LINE-NUMBERS --line-numbers --squeeze-blank-lines --version --no-lessopen --mouse --help --search-skip-screen
                --SEARCH-SKIP-SCREEN --clear-screen --CLEAR-SCREEN --QUIT-AT-EOF --force --hilite-search --HILITE-SEARCH --IGNORE-CASE --status-column --long-prompt --LONG-PROMPT
                --quiet --silent --QUIET --SILENT --underline-special --UNDERLINE-SPECIAL --hilite-unread --HILITE-UNREAD --no-keypad --follow-name --use-backslash
                """,
            Unclear = "-b -D -h -j -k -K -o -O -p -P -t -T -x -y -z",
        };

    // -P and -H name programs, -X opens a viewer, -C takes all of that from a file, -r is given to the pager as options. Pages of another
    // folder (-M) may include any file, and the value of some others becomes a part of a path: of a folder of pages, or of a device of
    // groff whose description names a program.
    public static ProgramTable Man { get; } =
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

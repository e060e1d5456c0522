using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class LessTable
{
    // -o and -O log, -k and its kind read keys that may run commands, +COMMAND is typed for the reader. Its environment has LESSSECURE and
    // no LESSOPEN.
    public static ProgramTable Table { get; } =
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
}

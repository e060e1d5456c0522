using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class JournalctlTable
{
    // What vacuums, rotates, flushes or sets up changes the journal, and is asked like a program that is run.
    public static ProgramTable Table { get; } =
        new("journalctl", "journalctl(1), systemd 252")
        {
            Syntax = OptionSyntax.Gnu | OptionSyntax.Numbers,
            Flags = """
                --system --user -m --merge -k --dmesg -r --reverse --show-cursor --utc -x --catalog --no-hostname --no-full -a --all -f --follow --no-tail -q --quiet --no-pager -e
                --pager-end -h --help --version -N --fields --list-boots --list-invocations --disk-usage --verify --header --list-catalog --dump-catalog -l --full --new-id128
                """,
            Valued = """
                --namespace -S --since -U --until -c --cursor --after-cursor -u --unit --user-unit --invocation -t --identifier -T --exclude-identifier -p --priority --facility -g --grep
                -o --output --output-fields --interval --verify-key -F --field
                """,
            Optional = "-b --boot -n --lines --case-sensitive --truncate-newline",
            Reads = "-D --directory --file",
            Updates = "--cursor-file",
            Unclear = """
                -M --machine --root --image --image-policy --vacuum-size --vacuum-files --vacuum-time --sync --relinquish-var --smart-relinquish-var --flush --rotate --update-catalog
                --setup-keys --force -I
                """,
        };
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

/// <summary>Programs that run other commands, and those of systemd.</summary>
internal static class RunnerTables
{
    // What it runs is read by Wrappers.
    public static ProgramTable Env { get; } =
        new("env", "env(1), GNU coreutils 9.1")
        {
            Syntax = OptionSyntax.Abbreviations,
            Flags = "-i --ignore-environment -0 --null -v --debug --list-signal-handling --help --version",
            Valued = "-u --unset",
            Optional = "--block-signal --default-signal --ignore-signal",
            Reads = "-C --chdir",
            Unclear = "-S --split-string",
        };

    // What it runs is read by Wrappers. --process-slot-var sets a variable of that program, and PATH is one.
    public static ProgramTable Xargs { get; } =
        new("xargs", "xargs(1), GNU findutils 4.9")
        {
            Syntax = OptionSyntax.Abbreviations,
            Flags = "-0 --null -o --open-tty -p --interactive -r --no-run-if-empty --show-limits -t --verbose -x --exit --help --version",
            Valued = "-d --delimiter -E -I -L -n --max-args -P --max-procs --process-slot-var -s --max-chars",
            Optional = "-e --eof -i --replace -l --max-lines",
            Reads = "-a --arg-file",
            Unclear = "--process-slot-var",
        };

    // The rows are the words of its expression, which are read one by one and never in clusters. What -exec and its kind run is found by
    // Wrappers.
    public static ProgramTable Find { get; } =
        new("find", "find(1), GNU findutils 4.9")
        {
            Syntax = OptionSyntax.NoEquals,
            Flags = """
                -a -and -o -or -not -true -false -daystart -depth -d -help --help -ignore_readdir_race -noignore_readdir_race -mount -xdev -noleaf -nowarn -warn -version --version
                -empty -executable -readable -writable -nogroup -nouser -ls -print -print0 -prune -quit
                """,
            Valued = """
                -maxdepth -mindepth -regextype -amin -atime -cmin -ctime -fstype -gid -group -ilname -iname -inum -ipath -iregex -iwholename -links -lname -mmin -mtime -name
                -path -perm -regex -size -type -uid -used -user -wholename -xtype -context -printf
                """,
            Reads = "-anewer -cnewer -newer -samefile",
            Writes = "-fprint -fprint0 -fls",
            OwnFlags = "-delete",
            Own = "-fprintf -exec -execdir -ok -okdir",
            Unclear = "-files0-from -follow",
        };

    // What it runs stands in its makefile, which is named as a file that is read and whose content an approval is bound to.
    public static ProgramTable Make { get; } =
        new("make gmake", "make(1), GNU Make 4.3 and 4.4.1")
        {
            Flags = """
                -b -m -B --always-make -d -e --environment-overrides -h --help -i --ignore-errors -k --keep-going -L --check-symlink-times -n --just-print --dry-run --recon -p
                --print-data-base -q --question -r --no-builtin-rules -R --no-builtin-variables -s --silent --quiet --no-silent -S --no-keep-going --stop -t --touch --trace -v --version
                -w --print-directory --no-print-directory --warn-undefined-variables
                """,
            Valued = "-o --old-file --assume-old -W --what-if --new-file --assume-new",
            Optional = "--debug -j --jobs -l --load-average --max-load -O --output-sync --shuffle",
            Own = "-C --directory -f --file --makefile -I --include-dir",
            Unclear = "-E --eval --jobserver-auth --jobserver-fds --jobserver-style --sync-mutex",
        };

    // -H opens ssh, -M another machine, --root and --image another system. What a verb changes is a word for patterns.
    public static ProgramTable Systemctl { get; } =
        new("systemctl", "systemctl(1), systemd 252")
        {
            Flags = """
                -h --help --version --system --user --failed -a --all -l --full -r --recursive --reverse --with-dependencies -T --show-transaction --show-types --value -i --now
                --dry-run -q --quiet --wait --no-block --no-wall --no-reload --no-pager --no-ask-password --global --runtime -f --force --firmware-setup --plain --read-only --mkdir
                --marked --no-legend --before --after --no-warn
                """,
            Valued = """
                -t --type --state -p --property -P --job-mode --check-inhibitors --kill-whom --kill-who -s --signal --what --preset-mode -n --lines -o --output --boot-loader-menu
                --boot-loader-entry --timestamp --legend --message --reboot-argument --when --kill-value
                """,
            Unclear = "-H --host -M --machine --root --image --image-policy",
        };

    // What vacuums, rotates, flushes or sets up changes the journal, and is asked like a program that is run.
    public static ProgramTable Journalctl { get; } =
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

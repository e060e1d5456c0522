using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class MakeTable
{
    // What it runs stands in its makefile, which is named as a file that is read and whose content an approval is bound to.
    public static ProgramTable Table { get; } =
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
}

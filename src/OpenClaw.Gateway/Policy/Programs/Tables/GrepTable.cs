using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class GrepTable
{
    // -R follows the links that lie below its operands, wherever they lead; -r does not.
    public static ProgramTable Table { get; } =
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
}

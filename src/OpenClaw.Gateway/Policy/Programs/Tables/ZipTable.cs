using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class ZipTable
{
    // -T runs unzip, whose name is fixed, unless -TT names another. -A takes the archive's name as it stands, without an ending. -@ takes
    // names from its input, and -F asks there for the parts of an archive.
    public static ProgramTable Table { get; } =
        new("zip", "zip(1), Info-ZIP 3.0")
        {
            Flags = """
                -0 -1 -2 -3 -4 -5 -6 -7 -8 -9 -c -db -dc -dd -dg -du -dv -D -DF -e -fd -fz -g -h -h2 -i -j -k -l -ll -la -li -L -MM -nw -o -p -q -r -R -RE -sc -sf -so -su
                -T -U -v -ws -x -X -y --recurse-paths --quiet --verbose --junk-paths --symlinks --test --grow --exclude --include --version
                """,
            Valued = "-ds -n -P -s -t -tt -Z --password --compression-method",
            Writes = "-b -O -lf --temp-path --output-file --logfile-path --out",
            OwnFlags = "-d -m -u -f -FS --delete --move --update --freshen --filesync",
            Unclear = "-A -F -FF -@ --names-stdin -TT --unzip-command",
        };
}

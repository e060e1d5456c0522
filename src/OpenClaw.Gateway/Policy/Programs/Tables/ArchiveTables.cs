using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

/// <summary>Programs that pack and unpack.</summary>
internal static class ArchiveTables
{
    // The compressors behind -z, -j and their kind have fixed names. -P and -h leave the folder; -M and -L ask for volumes, and an answer
    // opens a shell; names under -T may be options.
    public static ProgramTable Tar { get; } =
        new("tar gtar", "tar(1), GNU tar 1.34")
        {
            Flags = """
                -a --auto-compress --no-auto-compress -z --gzip --gunzip --ungzip -j --bzip2 -J --xz --lzip --lzma --lzop -Z --compress --uncompress --zstd
                -v --verbose -k --keep-old-files --skip-old-files --keep-newer-files --overwrite --overwrite-dir --no-overwrite-dir -U --unlink-first --recursive-unlink
                -m --touch -p --preserve-permissions --same-permissions --no-same-permissions --same-owner --no-same-owner -o --old-archive --portability --posix
                -s --preserve-order --same-order --numeric-owner --acls --no-acls --selinux --no-selinux --xattrs --no-xattrs --delay-directory-restore --no-delay-directory-restore
                -S --sparse -i --ignore-zeros -B --read-full-records -l --check-links -n --seek --no-seek -G --incremental --ignore-failed-read --ignore-command-error
                --no-ignore-command-error --check-device --no-check-device --clamp-mtime --exclude-backups --exclude-caches --exclude-caches-all --exclude-caches-under --exclude-vcs
                --exclude-vcs-ignores --anchored --no-anchored --ignore-case --no-ignore-case --wildcards --no-wildcards --wildcards-match-slash --no-wildcards-match-slash
                --recursion --no-recursion --one-file-system --null --no-null --unquote --no-unquote --verbatim-files-from --no-verbatim-files-from --force-local --full-time
                -R --block-number --show-defaults --show-omitted-dirs --show-transformed-names --show-stored-names --show-snapshot-field-ranges --utc -w --interactive --confirmation
                -W --verify --restrict --hard-dereference --version --help --usage
                """,
            Valued = """
                -b --blocking-factor --record-size -H --format -V --label --level --mode --owner --group --hole-detection --quoting-style --quote-chars --no-quote-chars --sort
                --sparse-version --strip-components --suffix --xattrs-include --xattrs-exclude --exclude --exclude-tag --exclude-tag-all --exclude-tag-under --exclude-ignore
                --exclude-ignore-recursive --warning -K --starting-file
                """,
            Optional = "--checkpoint --totals --occurrence --atime-preserve --backup",
            Reads = "-X --exclude-from --add-file --owner-map --group-map",
            Writes = "--index-file",
            Updates = "-g --listed-incremental --volno-file",
            OwnFlags = """
                -c --create -x --extract --get -t --list -r --append -u --update -A --catenate --concatenate -d --diff --compare --delete --test-label -O --to-stdout --remove-files
                --keep-directory-symlink
                """,
            Own = "-f --file -C --directory -N --newer --after-date --newer-mtime --mtime",
            OwnOptional = "--one-top-level",
            Unclear = """
                -I --use-compress-program -F --info-script --new-volume-script --to-command --checkpoint-action --rmt-command --rsh-command -T --files-from -P --absolute-names
                -h --dereference -M --multi-volume -L --tape-length --pax-option --transform --xform
                """,
        };

    // -T runs unzip, whose name is fixed, unless -TT names another. -A takes the archive's name as it stands, without an ending. -@ takes
    // names from its input, and -F asks there for the parts of an archive.
    public static ProgramTable Zip { get; } =
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

    public static ProgramTable Unzip { get; } =
        new("unzip", "unzip(1), Info-ZIP 6.0")
        {
            Syntax = OptionSyntax.Anywhere,
            Flags = "-f -u -a -b -B -C -j -L -M -n -o -q -s -U -V -W -X -D -x",
            Valued = "-P",
            Own = "-d",
            OwnFlags = "-c -l -p -t -v -z",
            Unclear = "-: -^ -T -Z -K -I -O",
        };
}

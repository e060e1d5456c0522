using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Tables;

internal static class RsyncTable
{
    // Filters may merge files; -L, -k and -K follow links out of the tree; a batch comes with a script of its own.
    public static ProgramTable Table { get; } =
        new("rsync", "rsync(1) 3.2.7 and 3.4.1")
        {
            Syntax = OptionSyntax.Anywhere,
            Flags = """
                -v --verbose -q --quiet --no-motd -c --checksum --inc-recursive --i-r --no-inc-recursive --no-i-r -R --relative --no-relative --no-R
                --no-implied-dirs -b --backup -u --update --inplace --append --append-verify --mkpath
                -H --hard-links -p --perms --no-perms --no-p -E --executability -A --acls -X --xattrs -o --owner --no-owner --no-o -g --group --no-group --no-g --devices --specials -D --no-D
                -t --times --no-times --no-t -U --atimes --open-noatime -N --crtimes -O --omit-dir-times -J --omit-link-times --super --fake-super -S --sparse --preallocate -n --dry-run
                -W --whole-file --no-whole-file --no-W -x --one-file-system --existing --ignore-non-existing --ignore-existing --del --delete --delete-before --delete-during
                --delete-delay --delete-after --delete-excluded --ignore-missing-args --delete-missing-args --ignore-errors --force --partial --delay-updates -m --prune-empty-dirs
                --numeric-ids -I --ignore-times --size-only -y --fuzzy -z --compress --no-compress -C --cvs-exclude -0 --from0 --old-args -s --secluded-args --protect-args --trust-sender
                --blocking-io --stats -8 --8-bit-output -h --human-readable --progress -P -i --itemize-changes --list-only --fsync -4 --ipv4 -6 --ipv6 -V --version --help
                """,
            Valued = """
                --info --debug --stderr --suffix --chmod --checksum-choice --cc -B --block-size --max-delete --max-size --min-size --max-alloc --usermap --groupmap --chown --timeout
                --contimeout -@ --modify-window --compress-choice --zc --compress-level --zl --compress-threads --zt --skip-compress --exclude --include --address --port --sockopts --outbuf --out-format
                --log-file-format --bwlimit --stop-after --stop-at --protocol --iconv --checksum-seed --copy-as
                """,
            Reads = "--exclude-from --include-from --password-file --early-input",
            Writes = "--log-file",
            Own = "--backup-dir --partial-dir -T --temp-dir --compare-dest --copy-dest --link-dest",
            OwnFlags =
                "--remove-source-files -r --recursive -d --dirs --old-dirs --old-d -a --archive -l --links --no-links --no-l --safe-links --munge-links",
            Unclear = """
                -e --rsh --rsync-path -f --filter -F --files-from -L --copy-links --copy-unsafe-links -k --copy-dirlinks -K --keep-dirlinks --insecure-links --copy-devices
                --write-devices -M --remote-option --write-batch --only-write-batch --read-batch --daemon --server --sender --config
                """,
        };
}

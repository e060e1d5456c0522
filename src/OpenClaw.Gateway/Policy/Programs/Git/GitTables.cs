using System.Collections.Frozen;
using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>git's own options and those of the subcommands that are known. A subcommand that is not here, an alias among them, makes the
/// call unclear.</summary>
internal static class GitTables
{
    // One table and no second idea, hence longer than other sources: who adds an option sees it beside those of the other subcommands.
    private const string Version = "Git 2.39";

    // --ext-diff and signatures run programs that the configuration names. An order file is read, an output written.
    private const string DiffFlags = """
        -p -u --patch -s --no-patch --raw --patch-with-raw --patch-with-stat --indent-heuristic --no-indent-heuristic --minimal --patience --histogram --numstat --shortstat
        --summary --cumulative -z --name-only --name-status --no-color --no-renames --rename-empty --check --full-index --binary -D --irreversible-delete -R -a --text
        --ignore-cr-at-eol --ignore-space-at-eol -b --ignore-space-change -w --ignore-all-space --ignore-blank-lines -W --function-context --exit-code --quiet --no-ext-diff
        --no-textconv --no-prefix --pickaxe-all --pickaxe-regex --no-relative --cc -c -m --combined-all-paths --no-diff-merges --ita-invisible-in-index --compact-summary -t
        --no-color-moved --no-ignore-submodules
        """;

    private const string DiffValued = """
        -S -G -l --diff-filter --inter-hunk-context --anchored --diff-algorithm --word-diff-regex --ws-error-highlight --src-prefix --dst-prefix --line-prefix
        --find-object --skip-to --rotate-to --diff-merges --stat-width --stat-name-width --stat-count
        """;

    private const string DiffOptional = """
        --stat -M --find-renames -C --find-copies -B --break-rewrites -X --dirstat --dirstat-by-file --color --color-moved --color-moved-ws --color-words --word-diff --abbrev
        --relative -U --unified
        """;

    private const string DiffUnclear = "--ext-diff --textconv --submodule --ignore-submodules --show-signature --no-index";

    private const string LogFlags = """
        --oneline --graph --all --merges --no-merges --first-parent --reverse --follow --left-right --left-only --right-only --cherry-pick --cherry-mark --cherry --boundary --no-notes
        --abbrev-commit --no-abbrev-commit --no-abbrev --relative-date --parents --children --source --full-history --simplify-merges --simplify-by-decoration --dense --sparse
        --topo-order --date-order --author-date-order -i --regexp-ignore-case -E --extended-regexp -F --fixed-strings --perl-regexp --basic-regexp --all-match --invert-grep
        -g --walk-reflogs --remove-empty --no-decorate --clear-decorations --full-diff --log-size --use-mailmap --no-use-mailmap --mailmap --no-mailmap --ancestry-path --count
        --objects --no-commit-header --unpacked --do-walk --no-expand-tabs --timestamp --no-min-parents --no-max-parents
        """;

    private const string LogValued = """
        -n --max-count --skip --since --after --until --before --author --committer --grep --grep-reflog --date -L --glob --exclude --decorate-refs --decorate-refs-exclude
        --encoding --since-as-filter
        """;

    private const string LogOptional =
        "--pretty --format --decorate --no-walk --branches --tags --remotes --notes --show-notes --expand-tabs --min-parents --max-parents";

    /// <summary>The options before the subcommand. -c, --config-env and --exec-path= may make any of them run a program.</summary>
    public static ProgramTable Own { get; } =
        new("git", $"git(1), {Version}")
        {
            Syntax = OptionSyntax.Posix,
            Flags = """
                -v --version -P --no-pager --no-replace-objects --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --no-optional-locks --html-path --man-path
                --info-path
                """,
            Own = "-C --git-dir --work-tree",
            OwnFlags = "--bare",
            Unclear = "-c --config-env --exec-path --namespace --super-prefix -p --paginate --list-cmds --attr-source --help -h",
        };

    public static FrozenDictionary<string, GitVerb> Verbs { get; } = All().ToFrozenDictionary(verb => verb.Name, StringComparer.Ordinal);

    private static IEnumerable<GitVerb> All() => [.. Looking(), .. Changing(), .. Speaking()];

    private static ProgramTable Table(
        string verb,
        string flags,
        string valued = "",
        string optional = "",
        string unclear = "",
        string writes = "",
        string reads = "",
        OperandUse operands = OperandUse.Plain,
        OptionSyntax syntax = OptionSyntax.Anywhere
    ) =>
        new($"git-{verb}", $"git-{verb}(1), {Version}")
        {
            Syntax = syntax,
            Flags = flags,
            Valued = valued,
            Optional = optional,
            Unclear = unclear,
            Writes = writes,
            Reads = reads,
            Operands = operands,
        };

    private static GitVerb Diff(
        string verb,
        string flags = "",
        string valued = "",
        string optional = "",
        OperandUse operands = OperandUse.Plain
    ) =>
        new(
            verb,
            Table(
                verb,
                $"{DiffFlags} {flags}",
                $"{DiffValued} {valued}",
                $"{DiffOptional} {optional}",
                DiffUnclear,
                "--output",
                "-O",
                operands,
                OptionSyntax.Anywhere | OptionSyntax.Numbers
            )
        );

    private static GitVerb Log(string verb) => Diff(verb, LogFlags, LogValued, LogOptional);

    private static IEnumerable<GitVerb> Looking() =>
        [
            new(
                "status",
                Table(
                    "status",
                    "-s --short -b --branch --show-stash --long -v --verbose -z --no-renames --ahead-behind --no-ahead-behind --no-column --null",
                    "",
                    "--porcelain -u --untracked-files --ignored --column -M --find-renames",
                    "--ignore-submodules"
                )
            ),
            // With a path outside of the working tree, or without a repository, it compares files of any folder.
            Diff("diff", "--cached --staged --merge-base -1 -2 -3 --base --ours --theirs -0", operands: OperandUse.Reads),
            Diff("diff-tree", "-r --root --stdin -s --no-commit-id", "--encoding", "--pretty --format"),
            Diff("diff-index", "--cached -m --merge-base"),
            Diff("diff-files", "-0 -1 -2 -3 -q"),
            Log("log"),
            Log("show"),
            Log("whatchanged"),
            Log("reflog") with
            {
                Actions = ["show", "exists"],
            },
            Log("rev-list"),
            new(
                "shortlog",
                Table(
                    "shortlog",
                    $"-n --numbered -s --summary -e --email -c --committer {LogFlags}",
                    $"--group {LogValued}",
                    $"-w {LogOptional}",
                    "--show-signature --committer"
                )
            ),
            new(
                "rev-parse",
                Table(
                    "rev-parse",
                    """
                    --verify -q --quiet --short --symbolic --symbolic-full-name --all --branches --tags --remotes --show-toplevel --show-prefix --show-cdup --git-dir --git-common-dir
                    --absolute-git-dir --is-inside-git-dir --is-inside-work-tree --is-bare-repository --is-shallow-repository --abbrev-ref --revs-only --no-revs --flags --no-flags --sq
                    --not --show-object-format --show-superproject-working-tree --local-env-vars
                    """,
                    "--git-path --resolve-git-dir --default",
                    "--since --until --glob --exclude --short --abbrev-ref --path-format --disambiguate"
                )
            ),
            new(
                "ls-files",
                Table(
                    "ls-files",
                    """
                    -c --cached -d --deleted -m --modified -o --others -i --ignored -s --stage -u --unmerged -k --killed --directory --no-empty-directory --eol --deduplicate -z -t -v -f
                    --full-name --exclude-standard --error-unmatch --debug --sparse
                    """,
                    "-x --exclude --format",
                    "--abbrev",
                    "--recurse-submodules --with-tree --exclude-per-directory",
                    "",
                    "-X --exclude-from"
                )
            ),
            new(
                "ls-tree",
                Table(
                    "ls-tree",
                    "-d -r -t -l --long -z --name-only --name-status --object-only --full-name --full-tree",
                    "--format",
                    "--abbrev"
                )
            ),
            new("cat-file", Table("cat-file", "-e -p -t -s", "", "", "--textconv --filters --batch --batch-check --batch-command")),
            new(
                "show-ref",
                Table("show-ref", "--head --heads --tags --verify -d --dereference -q --quiet", "", "--hash -s --abbrev --exclude-existing")
            ),
            new(
                "for-each-ref",
                Table(
                    "for-each-ref",
                    "--ignore-case --omit-empty",
                    "--count --sort --format --points-at --contains --no-contains",
                    "--merged --no-merged --color"
                )
            ),
            new(
                "describe",
                Table(
                    "describe",
                    "--all --tags --contains --debug --long --always --exact-match --first-parent",
                    "--candidates --match --exclude",
                    "--dirty --broken --abbrev"
                )
            ),
            new(
                "grep",
                Table(
                    "grep",
                    """
                    --cached --untracked --no-exclude-standard --exclude-standard -v --invert-match -w --word-regexp -a --text -I -i --ignore-case -n --line-number --column -h -H
                    --full-name -l --files-with-matches --name-only -L --files-without-match -z --null -o --only-matching -c --count --no-color --break --heading -p --show-function -W
                    --function-context -E --extended-regexp -G --basic-regexp -P --perl-regexp -F --fixed-strings -q --quiet --and --or --not --all-match --no-textconv -r --recursive
                    --no-recursive
                    """,
                    "-e -A --after-context -B --before-context -C --context -m --max-count --max-depth --threads",
                    "--color",
                    "-O --open-files-in-pager --textconv --recurse-submodules --no-index",
                    "",
                    "-f",
                    OperandUse.Reads,
                    OptionSyntax.Anywhere | OptionSyntax.Numbers
                )
            ),
            new(
                "blame",
                Table(
                    "blame",
                    "-b --root -c -e --show-email -l -s -t -w -f --show-name -n --show-number -p --porcelain --line-porcelain --incremental --show-stats --score-debug --progress --no-progress --first-parent --minimal",
                    "-L --date --since --ignore-rev",
                    "-M -C --abbrev",
                    "",
                    "",
                    "-S --contents --ignore-revs-file"
                )
            ),
            new(
                "config",
                Table(
                    "config",
                    "--get --get-all --get-regexp -l --list --name-only --show-origin --show-scope -z --null --local --global --system --worktree --no-includes --bool --int --path",
                    "--type --default",
                    "",
                    "-e --edit --replace-all --add --unset --unset-all --rename-section --remove-section --get-color --get-colorbool --get-urlmatch --blob --includes",
                    "",
                    "-f --file"
                )
            )
            {
                MostOperands = 1,
            },
            new("merge-base", Table("merge-base", "-a --all --octopus --independent --is-ancestor --fork-point")),
            new("name-rev", Table("name-rev", "--tags --all --name-only --no-undefined --always", "--refs --exclude")),
            new("symbolic-ref", Table("symbolic-ref", "-q --quiet --short")) { MostOperands = 1 },
            new("hash-object", Table("hash-object", "--stdin --no-filters --literally", "-t --path", operands: OperandUse.Reads)),
            new("count-objects", Table("count-objects", "-v --verbose -H --human-readable")),
            new("check-ignore", Table("check-ignore", "-q --quiet -v --verbose -n --non-matching --no-index -z")),
            new("version", Table("version", "--build-options")),
            new("remote", Table("remote", "-v --verbose")) { Actions = ["get-url"] },
            new("submodule", Table("submodule", "--quiet --cached --recursive")) { Actions = ["status"] },
        ];

    private static IEnumerable<GitVerb> Changing() =>
        [
            new(
                "add",
                Table(
                    "add",
                    """
                    -n --dry-run -v --verbose -f --force -u --update -A --all --no-ignore-removal --ignore-removal --no-all -N --intent-to-add --refresh --ignore-errors --ignore-missing
                    --renormalize --sparse -p --patch -i --interactive
                    """,
                    "--chmod",
                    "",
                    "--pathspec-from-file -e --edit"
                )
            ),
            new(
                "rm",
                Table("rm", "-f --force -n --dry-run -r --cached --ignore-unmatch --sparse -q --quiet", "", "", "--pathspec-from-file")
            )
            {
                Changes = true,
            },
            new("mv", Table("mv", "-f --force -k -n --dry-run -v --verbose --sparse")) { Changes = true },
            new(
                "restore",
                Table(
                    "restore",
                    "-p --patch -W --worktree -S --staged -q --quiet --progress --no-progress --ours --theirs -m --merge --ignore-unmerged --overlay --no-overlay",
                    "-s --source --conflict",
                    "",
                    "--pathspec-from-file --recurse-submodules"
                )
            )
            {
                Changes = true,
            },
            new(
                "reset",
                Table(
                    "reset",
                    "--soft --mixed -N --hard --merge --keep -q --quiet -p --patch --no-refresh",
                    "",
                    "",
                    "--pathspec-from-file --recurse-submodules"
                )
            )
            {
                Changes = true,
            },
            new(
                "checkout",
                Table(
                    "checkout",
                    """
                    -q --quiet --progress --no-progress -f --force --ours --theirs -t --no-track --guess --no-guess -l -d --detach -m --merge -p --patch --overwrite-ignore
                    --no-overwrite-ignore --overlay --no-overlay --ignore-skip-worktree-bits
                    """,
                    "-b -B --orphan --conflict",
                    "--track",
                    "--pathspec-from-file --recurse-submodules"
                )
            )
            {
                Changes = true,
            },
            new(
                "switch",
                Table(
                    "switch",
                    "-d --detach --guess --no-guess -f --force --discard-changes -m --merge -q --quiet --progress --no-progress --no-track",
                    "-c --create -C --force-create --orphan --conflict",
                    "-t --track",
                    "--recurse-submodules"
                )
            )
            {
                Changes = true,
            },
            new(
                "commit",
                Table(
                    "commit",
                    """
                    -a --all -p --patch --reset-author --short --branch --porcelain --long -z --null -s --signoff --no-signoff -n --no-verify --verify --allow-empty --allow-empty-message
                    --no-edit -e --edit --amend --no-post-rewrite -i --include -o --only -v --verbose -q --quiet --dry-run --status --no-status --no-gpg-sign
                    """,
                    "-C --reuse-message -c --reedit-message --fixup --squash --author --date -m --message --cleanup --trailer",
                    "-u --untracked-files",
                    "-S --gpg-sign --pathspec-from-file",
                    "",
                    "-F --file -t --template"
                )
            ),
            new(
                "branch",
                Table(
                    "branch",
                    """
                    -d --delete -D -m --move -M -c --copy -C -f --force -i --ignore-case --no-color --no-column -r --remotes -a --all -l --list --show-current -v -vv --verbose -q --quiet
                    --no-abbrev --no-track --unset-upstream --create-reflog
                    """,
                    "-u --set-upstream-to --sort --points-at --contains --no-contains --format",
                    "--color --column --abbrev -t --track --merged --no-merged",
                    "--edit-description --recurse-submodules"
                )
            ),
            new(
                "tag",
                Table(
                    "tag",
                    "-a --annotate --no-sign -f --force -d --delete -i --ignore-case -l --list --no-column --create-reflog",
                    "-m --message --sort --contains --no-contains --points-at --format --cleanup",
                    "-n --column --color --merged --no-merged",
                    "-s --sign -u --local-user -v --verify -e --edit",
                    "",
                    "-F --file"
                )
            ),
            new(
                "stash",
                Table(
                    "stash",
                    "-p --patch -S --staged -k --keep-index --no-keep-index -u --include-untracked -a --all -q --quiet --index --stat",
                    "-m --message",
                    "",
                    "--pathspec-from-file"
                )
            )
            {
                Changes = true,
                Actions = ["push", "save", "pop", "apply", "drop", "list", "show", "clear", "create", "store"],
            },
            new(
                "merge",
                Table(
                    "merge",
                    """
                    --commit --no-commit --no-edit -e --edit --ff --no-ff --ff-only --log --no-log --signoff --no-signoff --stat -n --no-stat --squash --no-squash -q --quiet -v --verbose
                    --progress --no-progress --allow-unrelated-histories --abort --quit --autostash --no-autostash --no-gpg-sign --no-verify --overwrite-ignore
                    """,
                    "-m --into-name --cleanup -X --strategy-option",
                    "",
                    "-s --strategy -S --gpg-sign --verify-signatures --continue",
                    "",
                    "-F --file"
                )
            )
            {
                Changes = true,
            },
            new(
                "rebase",
                Table(
                    "rebase",
                    """
                    --abort --quit --keep-base --apply -m --merge -q --quiet -v --verbose --stat -n --no-stat --no-verify --verify --no-ff --force-rebase -f --fork-point
                    --no-fork-point --autosquash --no-autosquash --autostash --no-autostash --root --no-gpg-sign --show-current-patch --committer-date-is-author-date
                    """,
                    "--onto -C --empty -X --strategy-option",
                    "--rebase-merges -r",
                    "-x --exec -s --strategy -S --gpg-sign -i --interactive --edit-todo --continue --skip"
                )
            )
            {
                Changes = true,
            },
            new(
                "cherry-pick",
                Table(
                    "cherry-pick",
                    "-x -r -n --no-commit -s --signoff --ff --allow-empty --keep-redundant-commits --quit --abort --no-gpg-sign -e --edit",
                    "-m --mainline -X --strategy-option --cleanup",
                    "",
                    "-S --gpg-sign --strategy --continue --skip"
                )
            )
            {
                Changes = true,
            },
            new(
                "revert",
                Table(
                    "revert",
                    "-n --no-commit -s --signoff --quit --abort --no-edit -e --edit --no-gpg-sign --reference",
                    "-m --mainline -X --strategy-option --cleanup",
                    "",
                    "-S --gpg-sign --strategy --continue --skip"
                )
            )
            {
                Changes = true,
            },
            new("clean", Table("clean", "-d -f --force -n --dry-run -q --quiet -x -X -i --interactive", "-e --exclude")) { Changes = true },
            new(
                "apply",
                Table(
                    "apply",
                    """
                    --stat --numstat --summary --check --index --cached -N --intent-to-add -3 --3way --apply --no-add -R --reverse --reject -z -C --ignore-space-change --ignore-whitespace
                    --inaccurate-eof -v --verbose -q --quiet --recount --allow-overlap
                    """,
                    "-p --exclude --include --whitespace --directory",
                    "",
                    "--unsafe-paths --build-fake-ancestor",
                    operands: OperandUse.Reads
                )
            )
            {
                Changes = true,
            },
            new(
                "init",
                Table(
                    "init",
                    "-q --quiet --bare",
                    "-b --initial-branch --object-format",
                    "--shared",
                    "--template --separate-git-dir",
                    operands: OperandUse.Writes
                )
            ),
            // --format may name a compressor of the configuration.
            new(
                "archive",
                Table(
                    "archive",
                    "-l --list -v --verbose --worktree-attributes -0 -1 -2 -3 -4 -5 -6 -7 -8 -9",
                    "--prefix --mtime",
                    "",
                    "--exec --remote --format",
                    "-o --output",
                    "--add-file"
                )
            ),
            new("worktree", Table("worktree", "--porcelain -v --verbose -z")) { Actions = ["list"] },
            // An ending with a slash leads to another folder.
            new(
                "format-patch",
                Table(
                    "format-patch",
                    "--stdout -k --keep-subject -n --numbered -N --no-numbered -s --signoff --cover-letter --root -q --quiet --no-stat -p --no-binary --no-signature",
                    "--start-number -v --reroll-count --subject-prefix --base",
                    "--attach --inline --thread",
                    "--signature-file --suffix",
                    "-o --output-directory --output",
                    "",
                    OperandUse.Plain,
                    OptionSyntax.Anywhere | OptionSyntax.Numbers
                )
            )
            {
                Changes = true,
            },
        ];

    private static IEnumerable<GitVerb> Speaking() =>
        [
            new(
                "fetch",
                Table(
                    "fetch",
                    """
                    --all -a --append --atomic --unshallow --update-shallow --dry-run -f --force -k --keep --prefetch -p --prune -P --prune-tags -n --no-tags -t --tags --no-recurse-submodules
                    -u --update-head-ok -q --quiet -v --verbose --progress --no-progress --show-forced-updates --no-show-forced-updates -4 --ipv4 -6 --ipv6 --no-auto-gc --no-auto-maintenance
                    """,
                    "--depth --deepen --shallow-since --shallow-exclude -j --jobs --refmap",
                    "",
                    "--upload-pack --recurse-submodules --multiple --stdin --server-option -o --negotiation-tip"
                )
            )
            {
                Speaks = true,
            },
            new(
                "pull",
                Table(
                    "pull",
                    """
                    --all -a --append --atomic --unshallow --dry-run -f --force -k --keep -p --prune --no-tags -t --tags --no-recurse-submodules -q --quiet -v --verbose --progress
                    --no-progress -4 --ipv4 -6 --ipv6 --commit --no-commit --no-edit --ff --no-ff --ff-only --log --no-log --stat -n --no-stat --squash --no-squash --no-rebase --autostash
                    --no-autostash --allow-unrelated-histories --no-verify
                    """,
                    "--depth --deepen --shallow-since -j --jobs -X --strategy-option --cleanup",
                    "-r --rebase",
                    "--upload-pack --recurse-submodules -S --gpg-sign -s --strategy --server-option -o"
                )
            )
            {
                Speaks = true,
                Changes = true,
            },
            new(
                "push",
                Table(
                    "push",
                    """
                    --all --mirror --tags --follow-tags --atomic --no-atomic -n --dry-run --porcelain -d --delete --prune -f --force --no-force-with-lease --force-if-includes -u --set-upstream
                    -q --quiet -v --verbose --progress --no-progress --thin --no-thin --verify --no-verify -4 --ipv4 -6 --ipv6 --no-signed
                    """,
                    "",
                    "--force-with-lease",
                    "--receive-pack --exec --repo -o --push-option --signed --recurse-submodules"
                )
            )
            {
                Speaks = true,
            },
            new(
                "clone",
                Table(
                    "clone",
                    """
                    -l --local --no-hardlinks -s --shared -q --quiet -v --verbose --progress --no-progress -n --no-checkout --bare --mirror --single-branch --no-single-branch --no-tags
                    --sparse --no-recurse-submodules -4 --ipv4 -6 --ipv6 --reject-shallow --no-reject-shallow --dissociate
                    """,
                    "-o --origin -b --branch --depth --shallow-since --shallow-exclude -j --jobs --filter",
                    "",
                    """
                    -u --upload-pack -c --config --template --recurse-submodules --recursive --shallow-submodules --separate-git-dir --server-option --bundle-uri --also-filter-submodules
                    """,
                    "",
                    "--reference --reference-if-able"
                )
            )
            {
                Speaks = true,
            },
            new(
                "ls-remote",
                Table(
                    "ls-remote",
                    "-h --heads -t --tags --refs -q --quiet --exit-code --get-url --symref",
                    "--sort",
                    "",
                    "--upload-pack --exec -o --server-option"
                )
            )
            {
                Speaks = true,
            },
        ];
}

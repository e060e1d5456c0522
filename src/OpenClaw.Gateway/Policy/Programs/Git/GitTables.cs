using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>git's own options and those of the subcommands that are known. A subcommand that is not here, an alias among them, makes the
/// call unclear.</summary>
internal static class GitTables
{
    // One table and no second idea, hence longer than other sources: who adds an option sees it beside those of the other subcommands.
    internal const string Version = "Git 2.39";

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

    public static IReadOnlyDictionary<string, GitVerb> Verbs { get; } = All().ToDictionary(verb => verb.Name, StringComparer.Ordinal);

    private static IEnumerable<GitVerb> All() => [.. Looking(), .. Changing(), .. Speaking()];

    private static GitVerb Diff(string verb, string flags = "", string valued = "", string optional = "") =>
        new(verb)
        {
            Syntax = OptionSyntax.Anywhere | OptionSyntax.Numbers,
            Flags = $"{DiffFlags} {flags}",
            Valued = $"{DiffValued} {valued}",
            Optional = $"{DiffOptional} {optional}",
            Reads = "-O",
            Writes = "--output",
            Unclear = DiffUnclear,
        };

    private static GitVerb Log(string verb) => Diff(verb, LogFlags, LogValued, LogOptional);

    private static IEnumerable<GitVerb> Looking() =>
        [
            new("status")
            {
                Flags =
                    "-s --short -b --branch --show-stash --long -v --verbose -z --no-renames --ahead-behind --no-ahead-behind --no-column --null",
                Optional = "--porcelain -u --untracked-files --ignored --column -M --find-renames",
                Unclear = "--ignore-submodules",
            },
            // With a path outside of the working tree, or without a repository, it compares files of any folder.
            Diff("diff", "--cached --staged --merge-base -1 -2 -3 --base --ours --theirs -0") with
            {
                Operands = OperandUse.Reads,
            },
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
            new("shortlog")
            {
                Flags = $"-n --numbered -s --summary -e --email -c --committer {LogFlags}",
                Valued = $"--group {LogValued}",
                Optional = $"-w {LogOptional}",
                Unclear = "--show-signature --committer",
            },
            new("rev-parse")
            {
                Flags = """
                    --verify -q --quiet --short --symbolic --symbolic-full-name --all --branches --tags --remotes --show-toplevel --show-prefix --show-cdup --git-dir --git-common-dir
                    --absolute-git-dir --is-inside-git-dir --is-inside-work-tree --is-bare-repository --is-shallow-repository --abbrev-ref --revs-only --no-revs --flags --no-flags --sq
                    --not --show-object-format --show-superproject-working-tree --local-env-vars
                    """,
                Valued = "--git-path --resolve-git-dir --default",
                Optional = "--since --until --glob --exclude --short --abbrev-ref --path-format --disambiguate",
            },
            new("ls-files")
            {
                Flags = """
                    -c --cached -d --deleted -m --modified -o --others -i --ignored -s --stage -u --unmerged -k --killed --directory --no-empty-directory --eol --deduplicate -z -t -v -f
                    --full-name --exclude-standard --error-unmatch --debug --sparse
                    """,
                Valued = "-x --exclude --format",
                Optional = "--abbrev",
                Unclear = "--recurse-submodules --with-tree --exclude-per-directory",
                Reads = "-X --exclude-from",
            },
            new("ls-tree")
            {
                Flags = "-d -r -t -l --long -z --name-only --name-status --object-only --full-name --full-tree",
                Valued = "--format",
                Optional = "--abbrev",
            },
            new("cat-file") { Flags = "-e -p -t -s", Unclear = "--textconv --filters --batch --batch-check --batch-command" },
            new("show-ref")
            {
                Flags = "--head --heads --tags --verify -d --dereference -q --quiet",
                Optional = "--hash -s --abbrev --exclude-existing",
            },
            new("for-each-ref")
            {
                Flags = "--ignore-case --omit-empty",
                Valued = "--count --sort --format --points-at --contains --no-contains",
                Optional = "--merged --no-merged --color",
            },
            new("describe")
            {
                Flags = "--all --tags --contains --debug --long --always --exact-match --first-parent",
                Valued = "--candidates --match --exclude",
                Optional = "--dirty --broken --abbrev",
            },
            new("grep")
            {
                Flags = """
                    --cached --untracked --no-exclude-standard --exclude-standard -v --invert-match -w --word-regexp -a --text -I -i --ignore-case -n --line-number --column -h -H
                    --full-name -l --files-with-matches --name-only -L --files-without-match -z --null -o --only-matching -c --count --no-color --break --heading -p --show-function -W
                    --function-context -E --extended-regexp -G --basic-regexp -P --perl-regexp -F --fixed-strings -q --quiet --and --or --not --all-match --no-textconv -r --recursive
                    --no-recursive
                    """,
                Valued = "-e -A --after-context -B --before-context -C --context -m --max-count --max-depth --threads",
                Optional = "--color",
                Unclear = "-O --open-files-in-pager --textconv --recurse-submodules --no-index",
                Reads = "-f",
                Operands = OperandUse.Reads,
                Syntax = OptionSyntax.Anywhere | OptionSyntax.Numbers,
            },
            new("blame")
            {
                Flags =
                    "-b --root -c -e --show-email -l -s -t -w -f --show-name -n --show-number -p --porcelain --line-porcelain --incremental --show-stats --score-debug --progress --no-progress --first-parent --minimal",
                Valued = "-L --date --since --ignore-rev",
                Optional = "-M -C --abbrev",
                Reads = "-S --contents --ignore-revs-file",
            },
            new("config")
            {
                Flags =
                    "--get --get-all --get-regexp -l --list --name-only --show-origin --show-scope -z --null --local --global --system --worktree --no-includes --bool --int --path",
                Valued = "--type --default",
                Unclear =
                    "-e --edit --replace-all --add --unset --unset-all --rename-section --remove-section --get-color --get-colorbool --get-urlmatch --blob --includes",
                Reads = "-f --file",
                MostOperands = 1,
            },
            new("merge-base") { Flags = "-a --all --octopus --independent --is-ancestor --fork-point" },
            new("name-rev") { Flags = "--tags --all --name-only --no-undefined --always", Valued = "--refs --exclude" },
            new("symbolic-ref") { Flags = "-q --quiet --short", MostOperands = 1 },
            new("hash-object")
            {
                Flags = "--stdin --no-filters --literally",
                Valued = "-t --path",
                Operands = OperandUse.Reads,
            },
            new("count-objects") { Flags = "-v --verbose -H --human-readable" },
            new("check-ignore") { Flags = "-q --quiet -v --verbose -n --non-matching --no-index -z" },
            new("version") { Flags = "--build-options" },
            new("remote") { Flags = "-v --verbose", Actions = ["get-url"] },
            new("submodule") { Flags = "--quiet --cached --recursive", Actions = ["status"] },
        ];

    private static IEnumerable<GitVerb> Changing() =>
        [
            new("add")
            {
                Flags = """
                    -n --dry-run -v --verbose -f --force -u --update -A --all --no-ignore-removal --ignore-removal --no-all -N --intent-to-add --refresh --ignore-errors --ignore-missing
                    --renormalize --sparse -p --patch -i --interactive
                    """,
                Valued = "--chmod",
                Unclear = "--pathspec-from-file -e --edit",
            },
            new("rm")
            {
                Flags = "-f --force -n --dry-run -r --cached --ignore-unmatch --sparse -q --quiet",
                Unclear = "--pathspec-from-file",
                Changes = true,
            },
            new("mv") { Flags = "-f --force -k -n --dry-run -v --verbose --sparse", Changes = true },
            new("restore")
            {
                Flags =
                    "-p --patch -W --worktree -S --staged -q --quiet --progress --no-progress --ours --theirs -m --merge --ignore-unmerged --overlay --no-overlay",
                Valued = "-s --source --conflict",
                Unclear = "--pathspec-from-file --recurse-submodules",
                Changes = true,
            },
            new("reset")
            {
                Flags = "--soft --mixed -N --hard --merge --keep -q --quiet -p --patch --no-refresh",
                Unclear = "--pathspec-from-file --recurse-submodules",
                Changes = true,
            },
            new("checkout")
            {
                Flags = """
                    -q --quiet --progress --no-progress -f --force --ours --theirs -t --no-track --guess --no-guess -l -d --detach -m --merge -p --patch --overwrite-ignore
                    --no-overwrite-ignore --overlay --no-overlay --ignore-skip-worktree-bits
                    """,
                Valued = "-b -B --orphan --conflict",
                Optional = "--track",
                Unclear = "--pathspec-from-file --recurse-submodules",
                Changes = true,
            },
            new("switch")
            {
                Flags =
                    "-d --detach --guess --no-guess -f --force --discard-changes -m --merge -q --quiet --progress --no-progress --no-track",
                Valued = "-c --create -C --force-create --orphan --conflict",
                Optional = "-t --track",
                Unclear = "--recurse-submodules",
                Changes = true,
            },
            new("commit")
            {
                Flags = """
                    -a --all -p --patch --reset-author --short --branch --porcelain --long -z --null -s --signoff --no-signoff -n --no-verify --verify --allow-empty --allow-empty-message
                    --no-edit -e --edit --amend --no-post-rewrite -i --include -o --only -v --verbose -q --quiet --dry-run --status --no-status --no-gpg-sign
                    """,
                Valued = "-C --reuse-message -c --reedit-message --fixup --squash --author --date -m --message --cleanup --trailer",
                Optional = "-u --untracked-files",
                Unclear = "-S --gpg-sign --pathspec-from-file",
                Reads = "-F --file -t --template",
            },
            new("branch")
            {
                Flags = """
                    -d --delete -D -m --move -M -c --copy -C -f --force -i --ignore-case --no-color --no-column -r --remotes -a --all -l --list --show-current -v -vv --verbose -q --quiet
                    --no-abbrev --no-track --unset-upstream --create-reflog
                    """,
                Valued = "-u --set-upstream-to --sort --points-at --contains --no-contains --format",
                Optional = "--color --column --abbrev -t --track --merged --no-merged",
                Unclear = "--edit-description --recurse-submodules",
            },
            new("tag")
            {
                Flags = "-a --annotate --no-sign -f --force -d --delete -i --ignore-case -l --list --no-column --create-reflog",
                Valued = "-m --message --sort --contains --no-contains --points-at --format --cleanup",
                Optional = "-n --column --color --merged --no-merged",
                Unclear = "-s --sign -u --local-user -v --verify -e --edit",
                Reads = "-F --file",
            },
            new("stash")
            {
                Flags = "-p --patch -S --staged -k --keep-index --no-keep-index -u --include-untracked -a --all -q --quiet --index --stat",
                Valued = "-m --message",
                Unclear = "--pathspec-from-file",
                Changes = true,
                Actions = ["push", "save", "pop", "apply", "drop", "list", "show", "clear", "create", "store"],
            },
            new("merge")
            {
                Flags = """
                    --commit --no-commit --no-edit -e --edit --ff --no-ff --ff-only --log --no-log --signoff --no-signoff --stat -n --no-stat --squash --no-squash -q --quiet -v --verbose
                    --progress --no-progress --allow-unrelated-histories --abort --quit --autostash --no-autostash --no-gpg-sign --no-verify --overwrite-ignore
                    """,
                Valued = "-m --into-name --cleanup -X --strategy-option",
                Unclear = "-s --strategy -S --gpg-sign --verify-signatures --continue",
                Reads = "-F --file",
                Changes = true,
            },
            new("rebase")
            {
                Flags = """
                    --abort --quit --keep-base --apply -m --merge -q --quiet -v --verbose --stat -n --no-stat --no-verify --verify --no-ff --force-rebase -f --fork-point
                    --no-fork-point --autosquash --no-autosquash --autostash --no-autostash --root --no-gpg-sign --show-current-patch --committer-date-is-author-date
                    """,
                Valued = "--onto -C --empty -X --strategy-option",
                Optional = "--rebase-merges -r",
                Unclear = "-x --exec -s --strategy -S --gpg-sign -i --interactive --edit-todo --continue --skip",
                Changes = true,
            },
            new("cherry-pick")
            {
                Flags =
                    "-x -r -n --no-commit -s --signoff --ff --allow-empty --keep-redundant-commits --quit --abort --no-gpg-sign -e --edit",
                Valued = "-m --mainline -X --strategy-option --cleanup",
                Unclear = "-S --gpg-sign --strategy --continue --skip",
                Changes = true,
            },
            new("revert")
            {
                Flags = "-n --no-commit -s --signoff --quit --abort --no-edit -e --edit --no-gpg-sign --reference",
                Valued = "-m --mainline -X --strategy-option --cleanup",
                Unclear = "-S --gpg-sign --strategy --continue --skip",
                Changes = true,
            },
            new("clean")
            {
                Flags = "-d -f --force -n --dry-run -q --quiet -x -X -i --interactive",
                Valued = "-e --exclude",
                Changes = true,
            },
            new("apply")
            {
                Flags = """
                    --stat --numstat --summary --check --index --cached -N --intent-to-add -3 --3way --apply --no-add -R --reverse --reject -z -C --ignore-space-change --ignore-whitespace
                    --inaccurate-eof -v --verbose -q --quiet --recount --allow-overlap
                    """,
                Valued = "-p --exclude --include --whitespace --directory",
                Unclear = "--unsafe-paths --build-fake-ancestor",
                Operands = OperandUse.Reads,
                Changes = true,
            },
            new("init")
            {
                Flags = "-q --quiet --bare",
                Valued = "-b --initial-branch --object-format",
                Optional = "--shared",
                Unclear = "--template --separate-git-dir",
                Operands = OperandUse.Writes,
            },
            // --format may name a compressor of the configuration.
            new("archive")
            {
                Flags = "-l --list -v --verbose --worktree-attributes -0 -1 -2 -3 -4 -5 -6 -7 -8 -9",
                Valued = "--prefix --mtime",
                Unclear = "--exec --remote --format",
                Writes = "-o --output",
                Reads = "--add-file",
            },
            new("worktree") { Flags = "--porcelain -v --verbose -z", Actions = ["list"] },
            // An ending with a slash leads to another folder.
            new("format-patch")
            {
                Flags =
                    "--stdout -k --keep-subject -n --numbered -N --no-numbered -s --signoff --cover-letter --root -q --quiet --no-stat -p --no-binary --no-signature",
                Valued = "--start-number -v --reroll-count --subject-prefix --base",
                Optional = "--attach --inline --thread",
                Unclear = "--signature-file --suffix",
                Writes = "-o --output-directory --output",
                Syntax = OptionSyntax.Anywhere | OptionSyntax.Numbers,
                Changes = true,
            },
        ];

    private static IEnumerable<GitVerb> Speaking() =>
        [
            new("fetch")
            {
                Flags = """
                    --all -a --append --atomic --unshallow --update-shallow --dry-run -f --force -k --keep --prefetch -p --prune -P --prune-tags -n --no-tags -t --tags --no-recurse-submodules
                    -u --update-head-ok -q --quiet -v --verbose --progress --no-progress --show-forced-updates --no-show-forced-updates -4 --ipv4 -6 --ipv6 --no-auto-gc --no-auto-maintenance
                    """,
                Valued = "--depth --deepen --shallow-since --shallow-exclude -j --jobs --refmap",
                Unclear = "--upload-pack --recurse-submodules --multiple --stdin --server-option -o --negotiation-tip",
                UsesRemote = true,
            },
            new("pull")
            {
                Flags = """
                    --all -a --append --atomic --unshallow --dry-run -f --force -k --keep -p --prune --no-tags -t --tags --no-recurse-submodules -q --quiet -v --verbose --progress
                    --no-progress -4 --ipv4 -6 --ipv6 --commit --no-commit --no-edit --ff --no-ff --ff-only --log --no-log --stat -n --no-stat --squash --no-squash --no-rebase --autostash
                    --no-autostash --allow-unrelated-histories --no-verify
                    """,
                Valued = "--depth --deepen --shallow-since -j --jobs -X --strategy-option --cleanup",
                Optional = "-r --rebase",
                Unclear = "--upload-pack --recurse-submodules -S --gpg-sign -s --strategy --server-option -o",
                UsesRemote = true,
                Changes = true,
            },
            new("push")
            {
                Flags = """
                    --all --mirror --tags --follow-tags --atomic --no-atomic -n --dry-run --porcelain -d --delete --prune -f --force --no-force-with-lease --force-if-includes -u --set-upstream
                    -q --quiet -v --verbose --progress --no-progress --thin --no-thin --verify --no-verify -4 --ipv4 -6 --ipv6 --no-signed
                    """,
                Optional = "--force-with-lease",
                Unclear = "--receive-pack --exec --repo -o --push-option --signed --recurse-submodules",
                UsesRemote = true,
            },
            new("clone")
            {
                Flags = """
                    -l --local --no-hardlinks -s --shared -q --quiet -v --verbose --progress --no-progress -n --no-checkout --bare --mirror --single-branch --no-single-branch --no-tags
                    --sparse --no-recurse-submodules -4 --ipv4 -6 --ipv6 --reject-shallow --no-reject-shallow --dissociate
                    """,
                Valued = "-o --origin -b --branch --depth --shallow-since --shallow-exclude -j --jobs --filter",
                Unclear = """
                    -u --upload-pack -c --config --template --recurse-submodules --recursive --shallow-submodules --separate-git-dir --server-option --bundle-uri --also-filter-submodules
                    """,
                Reads = "--reference --reference-if-able",
                UsesRemote = true,
            },
            new("ls-remote")
            {
                Flags = "-h --heads -t --tags --refs -q --quiet --exit-code --get-url --symref",
                Valued = "--sort",
                Unclear = "--upload-pack --exec -o --server-option",
                UsesRemote = true,
            },
        ];
}

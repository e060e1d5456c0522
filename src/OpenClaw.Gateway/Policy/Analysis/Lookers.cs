using OpenClaw.Policy.Effects;

namespace OpenClaw.Policy.Analysis;

/// <summary>Programs that leave names as they are: behind them a path leads where it led before.</summary>
internal static class Lookers
{
    private static readonly IReadOnlySet<string> s_lookers = WordList.Set(
        "ls cat head tail wc uniq cut tr nl tac rev paste join comm cmp diff fold fmt column od hexdump strings jq date df du stat file test [ pwd readlink realpath md5sum sha1sum sha256sum "
            + "echo printf true false : sleep seq basename dirname expr yes exit kill uname hostname id whoami groups uptime free ps nproc arch lscpu lsblk which printenv vcgencmd"
    );

    // Without a table, and still known to open nothing that its words name.
    private static readonly IReadOnlySet<string> s_openNothing = WordList.Set(
        "echo printf true false : pwd sleep seq basename dirname expr yes exit kill tr uname id whoami groups uptime free ps nproc arch lscpu which printenv vcgencmd"
    );

    // Without operands these open nothing: no option of theirs takes a file, but those written with a `=`.
    private static readonly IReadOnlySet<string> s_plainOptions = WordList.Set("ls df head tail wc cut uniq cat nl tac rev fold");

    // A folder that gets these becomes a repository, or another one.
    private static readonly string[] s_repositoryFiles = WordList.Of("HEAD config config.worktree commondir gitdir /objects /refs .git");

    private static readonly IReadOnlySet<string> s_plainWriters = WordList.Set(
        "tee sort sed awk gawk mawk curl zip mkdir touch truncate dd split"
    );

    // Without another option cp copies what files hold: no link, and no folder.
    private static readonly IReadOnlySet<string> s_plainCopies = WordList.Set("-f -i -n -p -u -v --");

    // `add` and `commit` write below .git alone; hooks and filters are found where the repository is looked at.
    private static readonly IReadOnlySet<string> s_verbs = WordList.Set(
        "status log diff show add commit rev-parse blame describe ls-files shortlog"
    );

    public static bool Contains(string name) => s_lookers.Contains(name);

    public static bool IsVerb(string verb) => s_verbs.Contains(verb);

    /// <summary>Whether what the command writes are the files it is told, each a plain one, or new folders.</summary>
    public static bool WritesPlainFiles(Effect.Command command, string name) =>
        s_plainWriters.Contains(name)
        || (name == "cp" && command.Words.All(static word => !word.StartsWith('-') || s_plainCopies.Contains(word)));

    /// <summary>Whether the path is called like a file in which git keeps what it runs.</summary>
    public static bool IsOfRepository(string path) => s_repositoryFiles.Any(name => path.EndsWith(name, StringComparison.Ordinal));

    /// <summary>Whether none of its words names a file.</summary>
    public static bool NamesNothing(Effect.Command command)
    {
        if (command.BareName is not { } name)
        {
            return false;
        }
        if (s_openNothing.Contains(name) || (command.Words.Count == 1 && Contains(name)))
        {
            return true;
        }
        if (!s_plainOptions.Contains(name))
        {
            return false;
        }
        for (var i = 1; i < command.Words.Count; i++)
        {
            var word = command.Words[i];
            var isNumber =
                name is "head" or "tail"
                && command.Words[i - 1] is "-n" or "-c"
                && word.All(static c => char.IsAsciiDigit(c) || c is '+' or '-');
            if (!isNumber && (!word.StartsWith('-') || word.AsSpan().IndexOfAny("/=") >= 0))
            {
                return false;
            }
        }

        return true;
    }
}

using OpenClaw.Policy.Matching;

namespace OpenClaw.Policy.Programs.Tables;

/// <summary>What stands between a wrapper's name and the command it runs. An option that is not listed makes what it runs unknown, which is
/// the strict answer.</summary>
/// <param name="Flags">Short options without a value.</param>
/// <param name="Valued">Short options with a value, in the same word or the next.</param>
/// <param name="LongFlags">Long options without a value, apart by blanks, and those whose value may be left out, which then stands in the
/// same word. Any <c>--name=value</c> is stepped over as one word.</param>
/// <param name="LongValued">Long options whose value is the next word.</param>
/// <param name="Operands">How many words stand before the command (<c>timeout</c> has its duration).</param>
/// <param name="Assignments">Whether <c>NAME=value</c> words may stand before the command.</param>
/// <param name="Risky">Those of the short options with a value that run a program, write a file, set a variable or speak to a host.</param>
/// <param name="LongRisky">The same of the long ones. One with a <c>=</c> that no list has counts as such.</param>
/// <param name="Elsewhere">Whether names and paths do not lead where they would from here (another root, directory or environment).</param>
internal sealed record WrapperSpec(
    string Flags = "",
    string Valued = "",
    string LongFlags = "",
    string LongValued = "",
    int Operands = 0,
    bool Assignments = false,
    string Risky = "",
    string LongRisky = "",
    bool Elsewhere = false
);

/// <summary>Commands that run their own arguments as a command. Those with a shape of their own are in <see cref="Wrappers"/>.</summary>
internal static class WrapperTable
{
    public static IReadOnlyDictionary<string, WrapperSpec> Specs { get; } =
        new Dictionary<string, WrapperSpec>
        {
            ["env"] = new(
                "i0v",
                "uC",
                "ignore-environment null debug block-signal default-signal ignore-signal",
                "unset chdir",
                Assignments: true
            ),
            ["sudo"] = new(
                "AbEHknPSsiBN",
                "ugpCrtTUDRh",
                "preserve-env set-home non-interactive background stdin shell login",
                "user group prompt chdir chroot host",
                Assignments: true
            ),
            ["doas"] = new("nsL", "uC"),
            ["nohup"] = new(),
            ["setsid"] = new("cfw", "", "ctty fork wait"),
            ["timeout"] = new("fpv", "sk", "foreground preserve-status verbose", "signal kill-after", Operands: 1),
            ["nice"] = new("0123456789", "n", "", "adjustment"),
            ["ionice"] = new("t", "cn", "ignore", "class classdata"),
            ["stdbuf"] = new("", "ioe", "", "input output error"),
            ["time"] = new("apvq", "fo", "append portability verbose quiet", "format output", Risky: "o", LongRisky: "output"),
            ["chroot"] = new("", "", "skip-chdir", "userspec groups", Operands: 1, Elsewhere: true),
            ["xargs"] = new(
                "0rtpxo",
                "InPLdEsa",
                "null no-run-if-empty verbose interactive exit open-tty replace eof max-lines show-limits",
                "max-args max-procs delimiter arg-file max-chars process-slot-var"
            ),
            ["taskset"] = new("ac", "", "all-tasks cpu-list", "", Operands: 1),
            ["chrt"] = new("bfiorRav", "TPD", "batch fifo idle other rr deadline reset-on-fork", "", Operands: 1),
            ["prlimit"] = new(),
            ["strace"] = new("fFqcCdrtTvwxyzkinZ", "abeEIoOPsSuUX", Risky: "oEu"),
            ["ltrace"] = new("fcSrtTCi", "eolsuanAw", Risky: "ou"),
            ["systemd-run"] = new(
                "tPGqdrS",
                "puEHM",
                "user system scope pty pipe wait collect quiet remain-after-exit no-block shell same-dir",
                "property unit setenv uid gid slice working-directory",
                Elsewhere: true,
                Risky: "pHME",
                LongRisky: "property setenv"
            ),
            ["flock"] = new(
                "sxenouFv",
                "wE",
                "shared exclusive nonblock unlock close no-fork verbose",
                "wait timeout conflict-exit-code",
                Operands: 1
            ),
            ["watch"] = new("bcdegtwxpqrC", "n", "beep color differences errexit chgexit no-title no-wrap exec precise", "interval"),
            ["busybox"] = new(),
            ["toybox"] = new(),
            ["eatmydata"] = new(),
            ["fakeroot"] = new(),
            ["unbuffer"] = new("p"),
            ["chronic"] = new("ve"),
            ["catchsegv"] = new(),
            ["dbus-run-session"] = new(),
            ["command"] = new("p"),
            ["exec"] = new("cl", "a"),
            ["builtin"] = new(),
        };

    /// <summary>Shells on whose reading of a line the grammar agrees.</summary>
    public static IReadOnlySet<string> Shells { get; } = WordList.Set("sh dash bash ash rbash");

    /// <summary>Run commands, in ways that are not worth a reader.</summary>
    public static IReadOnlySet<string> Unreadable { get; } =
        WordList.Set("zsh ksh mksh fish csh tcsh hush su runuser script parallel bwrap proot unshare nsenter capsh setpriv entr");
}

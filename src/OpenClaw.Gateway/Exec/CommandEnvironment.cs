using OpenClaw.Config.Tables;

namespace OpenClaw.Exec;

/// <summary>What a command finds in its environment: nothing of the gateway's, so no secret can leak by it.</summary>
internal static class CommandEnvironment
{
    /// <summary>Fixed, so that a bare name in a policy always means the same file.</summary>
    public const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    // A bare repository may lie buried in the files of another; its configuration counts only when --git-dir names it. An empty helper
    // drops those before it.
    private static readonly string[] s_gitConfig = WordList.Of(
        """
        safe.bareRepository=explicit core.fsmonitor=false core.hooksPath=/dev/null core.pager=cat core.editor=false
        sequence.editor=false credential.helper= protocol.ext.allow=never log.showSignature=false diff.ignoreSubmodules=dirty
        """
    );

    public static IReadOnlyList<string> Default { get; } =
    [
        $"PATH={Path}",
        $"HOME={HomeFolder.Path}",
        $"USER={Environment.UserName}",
        $"LOGNAME={Environment.UserName}",
        "LANG=C.UTF-8",
        "LC_ALL=C.UTF-8",
        "TERM=dumb",
        .. Quiet,
        .. Git,
    ];

    // Nobody sits before a pager or an editor, and both run what they are told. LESSSECURE takes that away from less itself.
    private static string[] Quiet =>
        WordList.Of(
            """
            PAGER=cat MANPAGER=cat GIT_PAGER=cat SYSTEMD_PAGER=cat SYSTEMD_PAGERSECURE=1 LESSSECURE=1
            EDITOR=false VISUAL=false SYSTEMD_EDITOR=false
            """
        );

    /// <summary>What git takes from its environment before it takes it from a repository. It closes the doors that are always open; the
    /// others are asked (GitInspection).</summary>
    private static IReadOnlyList<string> Git =>
        [
            .. WordList.Of(
                """
                GIT_TERMINAL_PROMPT=0 GIT_OPTIONAL_LOCKS=0 GIT_CONFIG_NOSYSTEM=1
                GIT_EDITOR=false GIT_SEQUENCE_EDITOR=false GIT_ASKPASS=false SSH_ASKPASS=false
                """
            ),
            $"GIT_CONFIG_COUNT={s_gitConfig.Length}",
            .. s_gitConfig.Select(static (setting, i) => $"GIT_CONFIG_KEY_{i}={NameOf(setting)}"),
            .. s_gitConfig.Select(static (setting, i) => $"GIT_CONFIG_VALUE_{i}={setting[(NameOf(setting).Length + 1)..]}"),
        ];

    /// <summary>What a command gets: the clean variables, the agent's time zone, and what the operator passes on, which takes the place of
    /// a clean one of its name.</summary>
    /// <param name="gateway">The gateway's own variables.</param>
    public static IReadOnlyList<string> For(ToolsConfig tools, TimeZoneInfo zone, Func<string, string?> gateway)
    {
        var passed = tools
            .ExecEnvironment.Select(name => (Name: name, Value: gateway(name)))
            .Where(static pair => pair.Value is not null)
            .ToList();
        // LC_ALL wins over LANG and every LC_ of one subject: the clean one would undo what is passed on.
        var isLanguage = passed.Exists(static pair => pair.Name == "LANG" || pair.Name.StartsWith("LC_", StringComparison.Ordinal));
        var clean = Default
            .Where(pair => NameOf(pair) is var name && !passed.Exists(one => one.Name == name) && !(isLanguage && name == "LC_ALL"))
            .Select(pair => NameOf(pair) == "PATH" ? $"PATH={string.Join(':', SearchPath(tools))}" : pair);
        return [.. clean, .. ZoneOf(zone), .. passed.Select(static pair => $"{pair.Name}={pair.Value}")];
    }

    /// <summary>The folders in which a command's bare names are looked up: the fixed ones first, so that no folder of the operator's
    /// changes what a name means.</summary>
    public static string[] SearchPath(ToolsConfig tools) => [.. Path.Split(':'), .. tools.ExecPath];

    private static string NameOf(string pair) => pair[..pair.IndexOf('=')];

    // A zone without a name in the database means nothing to other programs.
    private static string[] ZoneOf(TimeZoneInfo zone) => zone.HasIanaId ? [$"TZ={zone.Id}"] : [];

    /// <summary>The file that a bare name runs, or null. A name with a slash is taken from <paramref name="directory"/>.</summary>
    public static string? Find(string name, string directory)
    {
        if (name.Length == 0)
        {
            return null;
        }
        if (name.Contains('/'))
        {
            return System.IO.Path.GetFullPath(name, directory) is var full && IsExecutable(full) ? full : null;
        }
        return Path.Split(':').Select(folder => $"{folder}/{name}").FirstOrDefault(IsExecutable);
    }

    private static bool IsExecutable(string path)
    {
        const UnixFileMode any = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & any) != 0;
    }
}

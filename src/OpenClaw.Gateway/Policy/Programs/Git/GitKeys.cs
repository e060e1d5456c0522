namespace OpenClaw.Policy.Programs.Git;

/// <summary>Which settings of git run a program, from <c>git-config(1)</c>, <c>gitattributes(5)</c> and <c>gitsubmodules(7)</c> of Git 2.39
/// and 2.47.</summary>
internal static class GitKeys
{
    // The environment of every command sets these anew (CommandEnvironment), so the operator's own files may have them.
    private static readonly string[] s_settled = WordList.Of(
        "core.fsmonitor core.hookspath core.editor sequence.editor core.pager pager. credential. core.askpass"
    );

    // Of the operator's own files these count only for subcommands that use them.
    private static readonly string[] s_network = ["fetch", "pull", "push", "clone", "ls-remote", "submodule", "remote", "archive"];
    private static readonly string[] s_signing = WordList.Of("commit tag merge rebase cherry-pick revert pull push log show");

    private static readonly string[] s_httpElsewhere = WordList.Of(
        "proxy curloptresolve cookiefile savecookies pinnedpubkey sslcert sslkey sslcainfo sslcapath"
    );

    // What git-lfs writes into every repository that uses it.
    private static readonly string[] s_lfs =
    [
        "git-lfs clean -- %f",
        "git-lfs smudge -- %f",
        "git-lfs smudge --skip -- %f",
        "git-lfs filter-process",
        "git-lfs filter-process --skip",
    ];

    // The settings that name a program or a module, whatever their value says.
    private static readonly IReadOnlyDictionary<string, string[]> s_programs = new Dictionary<string, string[]>
    {
        ["core"] = ["hookspath", "editor", "pager", "sshcommand", "gitproxy", "askpass", "alternaterefscommand"],
        ["sequence"] = ["editor"],
        ["diff"] = ["external", "command", "textconv"],
        ["merge"] = ["driver"],
        ["gpg"] = ["program", "defaultkeycommand"],
        ["uploadpack"] = ["packobjectshook"],
        ["remote"] = ["uploadpack", "receivepack", "vcs"],
        ["trailer"] = ["command", "cmd"],
        ["tar"] = ["command", "cmd"],
        ["hook"] = ["command", "cmd"],
        ["interactive"] = ["difffilter"],
        ["difftool"] = ["cmd", "path"],
        ["mergetool"] = ["cmd", "path"],
        ["browser"] = ["cmd", "path"],
        ["man"] = ["cmd", "path"],
        ["guitool"] = ["cmd", "path"],
        ["web"] = ["browser"],
        ["help"] = ["browser"],
        ["instaweb"] = ["browser", "httpd"],
        ["sendemail"] = ["smtpserver"],
        ["lfs"] = ["path", "clean", "smudge"],
        ["gc"] = ["recentobjectshook"],
    };

    /// <summary>Whether this setting makes git run a program, speak to a host as it reads, or look for its files elsewhere.</summary>
    public static bool Runs(GitSetting setting, string verb) =>
        (s_programs.TryGetValue(setting.Section, out var names) && names.Contains(setting.Name))
        || RunsByItsValue(setting)
        || CallsGpg(setting)
        || CallsRemoteHelper(setting)
        // An alias cannot stand for a subcommand that git has.
        || (
            setting.Section == "alias"
            && (string.Equals(setting.Name, verb, StringComparison.OrdinalIgnoreCase) || setting.Subsection == verb)
        );

    private static bool RunsByItsValue(GitSetting setting) =>
        setting.Section switch
        {
            "core" => setting.Name == "fsmonitor" && !setting.IsBoolean,
            "pager" => !setting.IsBoolean,
            "filter" => setting.Name is "clean" or "smudge" or "process" && !s_lfs.Contains(setting.Value),
            "credential" => setting.Name == "helper" && setting.Value is { Length: > 0 },
            "submodule" => setting.Name == "update" && setting.Value?.StartsWith('!') == true,
            "sendemail" => setting.Name.EndsWith("cmd", StringComparison.Ordinal),
            _ => false,
        };

    // To sign and to look at signatures.
    private static bool CallsGpg(GitSetting setting) =>
        setting.Section switch
        {
            "merge" => setting.Name == "verifysignatures" && setting.IsTrue,
            "commit" => setting.Name == "gpgsign" && setting.IsTrue,
            "push" => setting.Name == "gpgsign" && (setting.IsTrue || !setting.IsBoolean),
            "tag" => setting.Name is "gpgsign" or "forcesignannotated" && setting.IsTrue,
            "pretty" => setting.Value is { } format && LooksAtSignatures(format),
            "format" => setting.Name == "pretty" && setting.Value is { } pretty && LooksAtSignatures(pretty),
            "log" => setting.Name == "showsignature" && setting.IsTrue,
            _ => false,
        };

    // `helper::address` runs git-remote-helper, and a promised object is fetched when it is read.
    private static bool CallsRemoteHelper(GitSetting setting) =>
        setting.Section switch
        {
            "remote" => (setting.Name == "promisor" && setting.IsTrue)
                || (setting.Name is "url" or "pushurl" && setting.Value?.Contains("::", StringComparison.Ordinal) == true),
            "url" => setting.Subsection?.Contains("::", StringComparison.Ordinal) == true,
            "protocol" => setting is { Name: "allow", Value: "always" or "user" }
                && setting.Subsection is not ("https" or "http" or "ssh" or "git" or "file"),
            _ => false,
        };

    /// <summary>Whether this setting of a repository makes git read or write a file elsewhere, or speak to another host or by another
    /// way.</summary>
    public static bool LeadsElsewhere(GitSetting setting) =>
        setting.Section switch
        {
            "core" => setting.Name is "worktree" or "attributesfile" or "excludesfile",
            "format" => setting.Name is "outputdirectory" or "signaturefile" or "suffix",
            "blame" => setting.Name == "ignorerevsfile",
            "http" => s_httpElsewhere.Contains(setting.Name) || setting.Name.StartsWith("proxyssl", StringComparison.Ordinal),
            "fetch" => setting.Name == "bundleuri",
            "bundle" => true,
            "extensions" => setting.Name == "partialclone",
            "remote" => setting.Name is "promisor" or "proxy" || (setting.Name == "pushdefault" && IsAddress(setting.Value)),
            "branch" => setting.Name is "remote" or "pushremote" && IsAddress(setting.Value),
            "remotes" => true,
            // With anything but "short", diff and log look into submodules.
            "diff" => setting.Name == "orderfile" || (setting is { Subsection: null, Name: "submodule" } && setting.Value != "short"),
            "commit" => setting.Name == "template",
            "init" => setting.Name == "templatedir",
            "mailmap" => setting.Name == "file",
            _ => false,
        };

    private static bool IsAddress(string? value) => value is null or ".." || value.AsSpan().IndexOfAny('/', ':', '~') >= 0;

    /// <summary>What <see cref="Runs"/> says, for a file of the operator's own, outside of any repository.</summary>
    public static bool RunsFromOwn(GitSetting setting, string verb)
    {
        if (
            !Runs(setting, verb)
            || s_settled.Any(key => setting.Key == key || (key.EndsWith('.') && setting.Key.StartsWith(key, StringComparison.Ordinal)))
        )
        {
            return false;
        }
        return setting.Section switch
        {
            "core" or "url" or "remote" or "protocol" => s_network.Contains(verb) || setting.Name == "alternaterefscommand",
            "gpg" or "log" => s_signing.Contains(verb),
            // The operator signs or looks at signatures by these, with the operator's own gpg.
            "commit" or "tag" or "push" or "pretty" or "format" => false,
            "merge" when setting.Name != "driver" => false,
            "difftool" or "mergetool" or "browser" or "man" or "guitool" or "web" or "help" or "instaweb" or "sendemail" => false,
            _ => true,
        };
    }

    /// <summary>Whether a format, in which log and its kin print commits, has a <c>%G</c>, with or without a mark between the two: git asks gpg then.</summary>
    public static bool LooksAtSignatures(string format)
    {
        for (var at = format.IndexOf('%'); at >= 0 && at + 1 < format.Length; at = format.IndexOf('%', at + 1))
        {
            var next = format[at + 1] is '+' or '-' or ' ' ? at + 2 : at + 1;
            if (next < format.Length && format[next] == 'G')
            {
                return true;
            }
        }

        return false;
    }
}

namespace OpenClaw.Policy.Programs.Git;

/// <summary>Which settings of git run a program, from <c>git-config(1)</c>, <c>gitattributes(5)</c> and <c>gitsubmodules(7)</c> of Git 2.39
/// and 2.47.</summary>
internal static class GitKeys
{
    // The environment of every command sets these anew (CommandEnvironment), so the operator's own files may have them.
    private static readonly string[] s_settled =
    [
        "core.fsmonitor",
        "core.hookspath",
        "core.editor",
        "sequence.editor",
        "core.pager",
        "pager.",
        "credential.",
        "core.askpass",
    ];

    // Of the operator's own files these count only for subcommands that use them.
    private static readonly string[] s_network = ["fetch", "pull", "push", "clone", "ls-remote", "submodule", "remote", "archive"];
    private static readonly string[] s_signing =
    [
        "commit",
        "tag",
        "merge",
        "rebase",
        "cherry-pick",
        "revert",
        "pull",
        "push",
        "log",
        "show",
    ];

    // What git-lfs writes into every repository that uses it.
    private static readonly string[] s_lfs =
    [
        "git-lfs clean -- %f",
        "git-lfs smudge -- %f",
        "git-lfs smudge --skip -- %f",
        "git-lfs filter-process",
        "git-lfs filter-process --skip",
    ];

    /// <summary>Whether this setting makes git run a program, speak to a host as it reads, or look for its files elsewhere.</summary>
    public static bool Runs(GitSetting setting, string verb) =>
        setting.Section switch
        {
            "core" => setting.Name
                is "hookspath"
                    or "editor"
                    or "pager"
                    or "sshcommand"
                    or "gitproxy"
                    or "askpass"
                    or "alternaterefscommand"
                || (setting.Name == "fsmonitor" && !setting.IsBoolean),
            "sequence" => setting.Name == "editor",
            "pager" => !setting.IsBoolean,
            "diff" => setting.Name is "external" or "command" or "textconv",
            "merge" => setting.Name is "driver" || (setting.Name == "verifysignatures" && setting.IsTrue),
            "commit" => setting.Name == "gpgsign" && setting.IsTrue,
            "push" => setting.Name == "gpgsign" && (setting.IsTrue || !setting.IsBoolean),
            "tag" => setting.Name is "gpgsign" or "forcesignannotated" && setting.IsTrue,
            "pretty" => setting.Value is { } format && GitFormat.LooksAtSignatures(format),
            "format" => setting.Name == "pretty" && setting.Value is { } pretty && GitFormat.LooksAtSignatures(pretty),
            "filter" => setting.Name is "clean" or "smudge" or "process" && !s_lfs.Contains(setting.Value),
            "gpg" => setting.Name is "program" or "defaultkeycommand",
            "credential" => setting.Name == "helper" && setting.Value is { Length: > 0 },
            // An alias cannot stand for a subcommand that git has.
            "alias" => string.Equals(setting.Name, verb, StringComparison.OrdinalIgnoreCase) || setting.Subsection == verb,
            "submodule" => setting.Name == "update" && setting.Value?.StartsWith('!') == true,
            "uploadpack" => setting.Name == "packobjectshook",
            "remote" => setting.Name is "uploadpack" or "receivepack" or "vcs"
                || (setting.Name == "promisor" && setting.IsTrue)
                || (setting.Name is "url" or "pushurl" && setting.Value?.Contains("::", StringComparison.Ordinal) == true),
            "url" => setting.Subsection?.Contains("::", StringComparison.Ordinal) == true,
            "protocol" => setting is { Name: "allow", Value: "always" or "user" }
                && setting.Subsection is not ("https" or "http" or "ssh" or "git" or "file"),
            "trailer" or "tar" or "hook" => setting.Name is "command" or "cmd",
            "interactive" => setting.Name == "difffilter",
            "log" => setting.Name == "showsignature" && setting.IsTrue,
            "difftool" or "mergetool" or "browser" or "man" or "guitool" => setting.Name is "cmd" or "path",
            "web" or "help" => setting.Name == "browser",
            "instaweb" => setting.Name is "browser" or "httpd",
            "sendemail" => setting.Name.EndsWith("cmd", StringComparison.Ordinal) || setting.Name == "smtpserver",
            "lfs" => setting.Name is "path" or "clean" or "smudge",
            "gc" => setting.Name == "recentobjectshook",
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
            "http" => setting.Name
                is "proxy"
                    or "curloptresolve"
                    or "cookiefile"
                    or "savecookies"
                    or "pinnedpubkey"
                    or "sslcert"
                    or "sslkey"
                    or "sslcainfo"
                    or "sslcapath"
                || setting.Name.StartsWith("proxyssl", StringComparison.Ordinal),
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
}

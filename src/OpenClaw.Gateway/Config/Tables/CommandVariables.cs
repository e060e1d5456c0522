namespace OpenClaw.Config.Tables;

/// <summary>The variables that every command gets from the gateway with a value of their own, so that <c>tools.exec_environment</c> cannot
/// pass them on. <c>CommandEnvironment</c> sets them; a test compares the two.</summary>
internal static class CommandVariables
{
    private static readonly string[] s_quiet = WordList.Of(
        """
        PAGER MANPAGER GIT_PAGER SYSTEMD_PAGER SYSTEMD_PAGERSECURE LESSSECURE EDITOR VISUAL SYSTEMD_EDITOR GIT_TERMINAL_PROMPT
        GIT_OPTIONAL_LOCKS GIT_CONFIG_NOSYSTEM GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_ASKPASS SSH_ASKPASS GIT_CONFIG_COUNT
        """
    );

    /// <summary>Why a variable is not taken from the gateway, and what to write instead; null when it may be.</summary>
    public static string? WhyFixed(string name) =>
        name switch
        {
            "PATH" => "tools.exec_path appends folders to it",
            "HOME" or "USER" or "LOGNAME" => "it is the gateway's own user",
            "TZ" => "it is agent.timezone",
            _ when s_quiet.Contains(name)
                    || name.StartsWith("GIT_CONFIG_KEY_", StringComparison.Ordinal)
                    || name.StartsWith("GIT_CONFIG_VALUE_", StringComparison.Ordinal) =>
                "it is fixed, so that no program waits for a person or runs another one",
            _ => null,
        };
}

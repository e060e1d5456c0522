namespace OpenClaw.Policy.Programs;

/// <summary>The value of <c>-o</c> of ssh and scp, by the keys of <c>ssh_config(5)</c>.</summary>
internal static class SshSetting
{
    private static readonly string[] s_harmless =
    [
        "addressfamily", "batchmode", "bindaddress", "checkhostip", "ciphers", "clearallforwardings", "compression", "connectionattempts", "connecttimeout", "escapechar",
        "exitonforwardfailure", "forwardagent=no", "forwardx11=no", "hashknownhosts", "hostkeyalgorithms", "identitiesonly", "ipqos", "kbdinteractiveauthentication", "kexalgorithms",
        "loglevel", "macs", "numberofpasswordprompts", "passwordauthentication", "port", "preferredauthentications", "pubkeyauthentication", "requesttty", "serveralivecountmax",
        "serveraliveinterval", "stricthostkeychecking", "tcpkeepalive", "user", "visualhostkey",
    ];

    public static void Read(WordReader reader, GivenWord given)
    {
        var setting = given.Value!;
        var end = setting.AsSpan().IndexOfAny('=', ' ');
        var key = (end < 0 ? setting : setting[..end]).ToLowerInvariant();
        var value = end < 0 ? "" : setting[(end + 1)..].Trim(' ', '=');
        switch (key)
        {
            case "identityfile" or "certificatefile":
                reader.File(given, value, writes: false);
                break;
            case "userknownhostsfile" or "globalknownhostsfile" when !value.Contains(' '):
                reader.File(given, value, writes: false);
                reader.File(given, value, writes: true);
                break;
            case "hostname" or "proxyjump":
                reader.Speak(given, value);
                break;
            default:
                if (!s_harmless.Contains(key) && !s_harmless.Contains($"{key}={value.ToLowerInvariant()}"))
                    reader.Hide(given, $"{key} is not among the settings that are known to be harmless");
                break;
        }
    }
}

using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>The value of <c>-o</c> of ssh and scp, by the keys of <c>ssh_config(5)</c>.</summary>
internal static class SshSetting
{
    private static readonly string[] s_harmless = WordList.Of(
        """
        addressfamily batchmode bindaddress checkhostip ciphers clearallforwardings compression connectionattempts connecttimeout escapechar
        exitonforwardfailure forwardagent=no forwardx11=no hashknownhosts hostkeyalgorithms identitiesonly ipqos
        kbdinteractiveauthentication kexalgorithms loglevel macs numberofpasswordprompts passwordauthentication port
        preferredauthentications pubkeyauthentication requesttty serveralivecountmax serveraliveinterval stricthostkeychecking tcpkeepalive
        user visualhostkey
        """
    );

    public static void Read(WordReader reader, GivenWord given)
    {
        if (given.Row!.Name == "-i")
        {
            File(reader, given, given.Value!, writes: false);
            return;
        }

        var setting = given.Value!;
        var end = setting.AsSpan().IndexOfAny('=', ' ');
        var key = (end < 0 ? setting : setting[..end]).ToLowerInvariant();
        var value = end < 0 ? "" : setting[(end + 1)..].Trim(' ', '=');
        switch (key)
        {
            case "identityfile" or "certificatefile":
                File(reader, given, value, writes: false);
                break;
            case "userknownhostsfile" or "globalknownhostsfile" when !value.Contains(' '):
                File(reader, given, value, writes: false);
                File(reader, given, value, writes: true);
                break;
            case "hostname" or "proxyjump":
                reader.Speak(given, value);
                break;
            default:
                if (!s_harmless.Contains(key) && !s_harmless.Contains($"{key}={value.ToLowerInvariant()}"))
                {
                    reader.Hide(given, $"{key} is not among the settings that are known to be harmless");
                }
                break;
        }
    }

    // A tilde, tokens (%d), variables, quotes and blanks of any kind make it another file than is written, or several.
    private static void File(WordReader reader, GivenWord given, string value, bool writes)
    {
        if (value.StartsWith('~') || value.AsSpan().IndexOfAny("%$\"\\") >= 0 || value.Any(static c => c <= ' '))
        {
            reader.Hide(given, "which file it names is for ssh to work out");
        }
        else
        {
            reader.File(given, value, writes);
        }
    }
}

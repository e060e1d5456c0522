using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers;

/// <summary>ssh and scp, and the settings that <c>-o</c> gives both of them, by the keys of <c>ssh_config(5)</c>.</summary>
internal static class SshPrograms
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

    /// <summary>Options, a host, options again, and then words for the other side.</summary>
    public static void Ssh(WordReader reader, IReadOnlyList<string> words)
    {
        string? port = null;
        var at = reader.Read(words, 1, Own, _ => { }).FirstOperand;
        if (at >= words.Count)
        {
            return;
        }

        reader.Read(words, at + 1, Own, _ => { });
        var host = new GivenWord(null, words[at], words[at]);
        var name = HostName.Of(words[at]);
        reader.Speak(host, name is not null && port is not null && !name.Contains(':') ? $"{name}:{port}" : words[at]);

        void Own(GivenWord given)
        {
            if (given.Row!.Name == "-p")
            {
                port = given.Value!.All(char.IsAsciiDigit) ? given.Value : null;
            }
            else
            {
                Setting(reader, given);
            }
        }
    }

    /// <summary>Copies, of folders too with <c>-r</c>.</summary>
    public static void Scp(WordReader reader, IReadOnlyList<string> words)
    {
        GivenWord? whole = null;
        var operands = reader.ReadOptions(words, Own);
        Copied.Read(reader, operands, whole);

        void Own(GivenWord given)
        {
            if (given.Row!.Name == "-r")
            {
                whole = given;
            }
            else
            {
                Setting(reader, given);
            }
        }
    }

    private static void Setting(WordReader reader, GivenWord given)
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

namespace OpenClaw.Cli.Commands.Send;

/// <summary>The text of one message, from the words of the command line and from standard input.</summary>
internal static class SendText
{
    private const int ShortestFence = 3;

    /// <summary>Both, the words first and the input in a fence that nothing in it closes. Pure.</summary>
    public static string Join(string words, string input)
    {
        input = input.TrimEnd('\r', '\n');
        if (input.Trim().Length == 0)
        {
            return words;
        }
        if (words.Length == 0)
        {
            return input;
        }
        var fence = new string('`', Math.Max(ShortestFence, LongestRun(input) + 1));
        return $"{words}\n\n{fence}\n{input}\n{fence}";
    }

    /// <summary>Reads to the end, or to where it is more than a message takes.</summary>
    /// <exception cref="IOException">It is more.</exception>
    public static async Task<string> ReadAsync(TextReader input, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new char[16 << 10];
        while (await input.ReadAsync(buffer, ct).ConfigureAwait(false) is > 0 and var count)
        {
            text.Append(buffer, 0, count);
            if (text.Length > ControlWire.MaxLineBytes)
            {
                throw new IOException(
                    $"what comes on standard input is more than {ControlWire.MaxLine}, the most that one message takes; nothing was sent. {ControlWire.InsteadOfLong}"
                );
            }
        }

        return text.ToString();
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}

using System.Buffers;

namespace OpenClaw.Exec;

/// <summary>Makes bytes that a program printed into text a model can read: valid, without terminal control.</summary>
internal static class OutputText
{
    private static readonly SearchValues<char> s_special = SearchValues.Create([
        .. Enumerable.Range(0, 32).Where(c => c is not ('\n' or '\t')).Select(c => (char)c),
        '\x7f',
    ]);

    public static string Clean(ReadOnlySpan<byte> bytes)
    {
        // A cut may fall within a character: its rest at either end is dropped, not shown as damage.
        while (bytes.Length > 0 && (bytes[0] & 0xC0) == 0x80)
        {
            bytes = bytes[1..];
        }
        bytes = bytes[..WholeCharacters(bytes)];
        if (bytes.Count((byte)0) > bytes.Length / 8)
        {
            return $"(binary data, {bytes.Length} bytes)";
        }
        return Clean(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The length without what a cut left of a last character.</summary>
    public static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
            {
                continue;
            }
            var needs =
                lead >= 0xF0 ? 4
                : lead >= 0xE0 ? 3
                : lead >= 0xC0 ? 2
                : 1;
            return needs > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    public static string Clean(string text)
    {
        if (text.AsSpan().IndexOfAny(s_special) < 0)
        {
            return text;
        }
        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\x1b')
            {
                i = SkipEscape(text, i);
            }
            else if (c == '\r')
            {
                clean.Append(i + 1 < text.Length && text[i + 1] == '\n' ? "" : "\n");
            }
            else if (s_special.Contains(c))
            {
                clean.Append('\uFFFD');
            }
            else
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>The index of the last character of an escape sequence: CSI and OSC have an end, others are two characters.</summary>
    private static int SkipEscape(string text, int at)
    {
        if (at + 1 >= text.Length)
        {
            return at;
        }
        if (text[at + 1] is not ('[' or ']'))
        {
            return at + 1;
        }
        var rest = text.AsSpan(at + 2);
        var length = text[at + 1] == '[' ? rest.IndexOfAnyInRange('@', '~') : rest.IndexOfAny('\a', '\x1b');
        if (length < 0)
        {
            return text.Length - 1;
        }
        // An OSC ends with a bell, or with an escape and one character more.
        var end = at + 2 + length;
        return Math.Min(text[end] == '\x1b' ? end + 1 : end, text.Length - 1);
    }
}

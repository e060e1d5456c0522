namespace OpenClaw.Foundation.Text;

/// <summary>
/// Makes text from models, messages and files fit to be shown: what could move the cursor, reorder letters or hide is written as
/// <c>\x1B</c> or <c>\u{202E}</c>. Everything an approval shows passes here.
/// </summary>
internal static class Escaping
{
    /// <summary>For text of several lines: newlines and tabs stay.</summary>
    public static string Block(string text) => Escape(text, lines: true, joiners: true);

    /// <summary>For text in a line of ours, such as a table: a newline is <c>\n</c>.</summary>
    public static string Line(string text) => Escape(text, lines: false, joiners: true);

    /// <summary>For what somebody approves: invisible joiners are shown too, since they make two different words look alike.</summary>
    public static string Strict(string text) => Escape(text, lines: true, joiners: false);

    private static string Escape(string text, bool lines, bool joiners)
    {
        var at = 0;
        while (at < text.Length && IsPlain(text[at]))
        {
            at++;
        }

        // Nearly all text is ASCII and comes back as it is.
        if (at == text.Length)
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        escaped.Append(text, 0, at);
        while (at < text.Length)
        {
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                Append(escaped, text[at++]);
                continue;
            }

            if (rune.Value is '\n' or '\t' or '\r' ? lines && rune.Value != '\r' : IsShown(rune, joiners))
            {
                escaped.Append(text, at, rune.Utf16SequenceLength);
            }
            else
            {
                Append(escaped, rune.Value);
            }

            at += rune.Utf16SequenceLength;
        }

        return escaped.ToString();
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static bool IsShown(Rune rune, bool joiners) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
            // Emoji families and several scripts are spelt with the two joiners; all other formatting characters (bidirectional ones among
            // them) are for hiding.
            UnicodeCategory.Format => joiners && rune.Value is (0x200C or 0x200D),
            UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => joiners,
            _ => true,
        };

    private static void Append(StringBuilder escaped, int value) =>
        escaped.Append(
            value switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < 0x100 => $"\\x{value:X2}",
                _ => $"\\u{{{value:X4}}}",
            }
        );
}

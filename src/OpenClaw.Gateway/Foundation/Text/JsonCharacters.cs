using System.Buffers.Text;
using System.Text.Unicode;

namespace OpenClaw.Foundation.Text;

/// <summary>
/// Looks for strings in JSON that no text can hold: bytes that are not UTF-8, and one half of a surrogate pair written as an escape
/// (<c>\ud800</c>). A reader of JSON takes both and fails much later, where the string is asked for; so whoever takes JSON from outside
/// asks here first. Pure.
/// </summary>
internal static class JsonCharacters
{
    private const int EscapeLength = 6;

    /// <summary>Null for JSON whose strings are all text; else what is wrong, to go on after "the body" or "the line".</summary>
    /// <param name="json">Well-formed JSON, or at least bytes that are to be read as JSON.</param>
    public static string? Complaint(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return "is not UTF-8";
        }
        var at = 0;
        while (json[at..].IndexOf((byte)'\\') is var next and >= 0)
        {
            at += next;
            if (Unit(json, at) is not { } unit)
            {
                at = Math.Min(at + 2, json.Length);
                continue;
            }

            var isPair = char.IsHighSurrogate(unit) && Unit(json, at + EscapeLength) is { } low && char.IsLowSurrogate(low);
            if (char.IsSurrogate(unit) && !isPair)
            {
                return Half(unit, at);
            }
            at += isPair ? 2 * EscapeLength : EscapeLength;
        }

        return null;
    }

    private static string Half(char unit, int at) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"has a string in it that is no valid Unicode: \\u{(int)unit:x4} at byte {at} is one half of a character; write both halves, or the character itself"
        );

    /// <summary>The UTF-16 unit of an escape; null where none begins.</summary>
    private static char? Unit(ReadOnlySpan<byte> json, int at) =>
        at + EscapeLength <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out var read, 'x')
        && read == 4
            ? (char)unit
            : null;

    /// <summary>What stands between the quotes of a string, as text: whatever is no letter is read as U+FFFD, and the rest is
    /// there.</summary>
    public static string Mended(ReadOnlySpan<byte> escaped)
    {
        var (written, text) = (Encoding.UTF8.GetString(escaped), new StringBuilder());
        for (var at = 0; at < written.Length; at++)
        {
            text.Append(written[at] == '\\' ? Unescaped(written, ref at) : written[at]);
        }
        // Encoding replaces what is no letter.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static char Unescaped(string written, ref int at)
    {
        switch (written[++at])
        {
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                at += 4;
                return (char)ushort.Parse(written.AsSpan(at - 3, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                return written[at];
        }
    }
}

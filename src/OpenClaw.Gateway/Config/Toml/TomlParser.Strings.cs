using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace OpenClaw.Config.Toml;

/// <summary>The four kinds of strings.</summary>
internal sealed partial class TomlParser
{
    private bool TryString([NotNullWhen(true)] out string? value)
    {
        var quote = Peek;
        var isMultiLine = PeekAt(1) == quote && PeekAt(2) == quote;
        return isMultiLine ? TryMultiLine(quote, out value) : TrySingleLine(quote, out value);
    }

    private bool TrySingleLine(char quote, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var open = _pos++;
        var plain = _pos;
        StringBuilder? built = null;
        while (true)
        {
            if (AtLineEnd)
            {
                return Fail(open, _pos - open, $"this string has no closing {quote}");
            }
            var c = Peek;
            if (c == quote)
            {
                break;
            }
            if (c == '\\' && quote == '"')
            {
                (built ??= new StringBuilder()).Append(_text, plain, _pos - plain);
                if (!TryEscape(built))
                {
                    return false;
                }
                plain = _pos;
                continue;
            }

            if (!IsAllowedInText(_pos))
            {
                return FailCharacter("a string");
            }
            _pos++;
        }

        value = built is null ? _text[plain.._pos] : built.Append(_text, plain, _pos - plain).ToString();
        _pos++;
        return true;
    }

    private bool TryMultiLine(char quote, [NotNullWhen(true)] out string? value)
    {
        value = null;
        var open = _pos;
        var openLine = _line;
        _pos += 3;
        TryNewline(); // one that follows the quotes at once is not part of the string
        var built = new StringBuilder();
        var plain = _pos;
        while (true)
        {
            if (AtEnd)
            {
                // Nothing can be recovered: where the string should have ended is anybody's guess.
                if (_lastErrorLine != openLine)
                {
                    _lastErrorLine = 0;
                }
                return Fail(open, 3, $"this string has no closing {new string(quote, 3)}");
            }

            var c = Peek;
            if (c == quote && PeekAt(1) == quote && PeekAt(2) == quote)
            {
                break;
            }
            if (c == '\\' && quote == '"')
            {
                built.Append(_text, plain, _pos - plain);
                if (!TryLineContinuation() && !TryEscape(built))
                {
                    return FailToEndOf(quote);
                }
                plain = _pos;
                continue;
            }

            if (AtLineEnd)
            {
                TryNewline();
                continue;
            }

            if (!IsAllowedInText(_pos))
            {
                FailCharacter("a string");
                return FailToEndOf(quote);
            }

            _pos++;
        }

        // Up to two quotes may stand directly before the closing three.
        for (var extra = 0; extra < 2 && PeekAt(3) == quote; extra++)
        {
            _pos++;
        }
        value = built.Append(_text, plain, _pos - plain).ToString();
        _pos += 3;
        return true;
    }

    // The lines of a broken string are not statements: skip to where it seems to end, so that they are not reported as such.
    private bool FailToEndOf(char quote)
    {
        var rest = _text.AsSpan(_pos);
        var end = rest.IndexOf(quote == '"' ? "\"\"\"" : "'''");
        var skipped = end < 0 ? rest : rest[..(end + 3)];
        _line += skipped.Count('\n');
        _pos += skipped.Length;
        return false;
    }

    /// <summary>A backslash that ends a line swallows all white space up to the next word.</summary>
    private bool TryLineContinuation()
    {
        var at = _pos + 1;
        while (at < _text.Length && _text[at] is ' ' or '\t')
        {
            at++;
        }
        if (at >= _text.Length || !(_text[at] == '\n' || (_text[at] == '\r' && at + 1 < _text.Length && _text[at + 1] == '\n')))
        {
            return false;
        }
        _pos = at;
        while (TryNewline())
        {
            SkipBlanks();
        }
        return true;
    }

    private bool TryEscape(StringBuilder built)
    {
        var start = _pos++;
        var c = Peek;
        _pos++;
        switch (c)
        {
            case 'b':
                built.Append('\b');
                return true;
            case 't':
                built.Append('\t');
                return true;
            case 'n':
                built.Append('\n');
                return true;
            case 'f':
                built.Append('\f');
                return true;
            case 'r':
                built.Append('\r');
                return true;
            case '"':
                built.Append('"');
                return true;
            case '\\':
                built.Append('\\');
                return true;
            case 'e' when _version != TomlVersion.V1_0:
                built.Append('\u001B');
                return true;
            case 'x' when _version != TomlVersion.V1_0:
                return TryHexEscape(start, 2, built);
            case 'u':
                return TryHexEscape(start, 4, built);
            case 'U':
                return TryHexEscape(start, 8, built);
        }

        _pos = start + 1;
        if (AtLineEnd)
        {
            return Fail(start, 1, "a lone backslash ends this line");
        }
        var hint = c is 'e' or 'x' ? " in TOML 1.0" : "; write \\\\ for a backslash, or use a 'literal' string";
        return Fail(start, 2, $"\\{Show(_pos).Trim('\'')} is not an escape{hint}");
    }

    private bool TryHexEscape(int start, int digits, StringBuilder built)
    {
        var hex = _text.AsSpan(_pos, Math.Min(digits, _text.Length - _pos));
        if (
            hex.Length < digits
            || hex.ContainsAnyExcept(s_hexDigits)
            || !uint.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
        )
        {
            return Fail(start, 2, $"\\{_text[start + 1]} needs {digits} hexadecimal digits");
        }
        if (!Rune.IsValid(code))
        {
            return Fail(start, 2 + digits, $"U+{code:X} is not a Unicode character");
        }
        built.Append(new Rune(code).ToString());
        _pos += digits;
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> s_hexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
}

using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Config.Toml;

/// <summary>Keys, arrays and inline tables. They are the only parts that recurse, and they count how deep they are.</summary>
internal sealed partial class TomlParser
{
    // Brackets that are open; a broken statement tells recovery by it how to look for the next one.
    private int _nesting;

    private bool TryKey([NotNullWhen(true)] out List<KeyPart>? path)
    {
        path = null;
        var parts = new List<KeyPart>(2);
        while (true)
        {
            SkipBlanks();
            if (!TryKeyPart(out var part))
            {
                return false;
            }
            parts.Add(part);
            SkipBlanks();
            if (Peek != '.')
            {
                break;
            }
            if (parts.Count >= MaxDepth)
            {
                return Fail(_pos, 1, $"a key of more than {MaxDepth} parts is nested too deep");
            }
            _pos++;
        }

        path = parts;
        return true;
    }

    private bool TryKeyPart(out KeyPart part)
    {
        part = default;
        var start = _pos;
        if (Peek is '"' or '\'')
        {
            if (PeekAt(1) == Peek && PeekAt(2) == Peek)
            {
                return Fail(_pos, 3, "a key cannot be a multi-line string");
            }
            if (!TryString(out var name))
            {
                return false;
            }
            part = new KeyPart(name, Span(start, _pos - start));
            return true;
        }

        while (_pos < _text.Length && IsBareKey(_text[_pos]))
        {
            _pos++;
        }
        if (_pos == start)
        {
            return Fail(
                _pos,
                RestOfToken(),
                char.IsLetter(Peek) ? $"a key with {Show(_pos)} in it must be quoted" : $"expected a key, found {Show(_pos)}"
            );
        }

        part = new KeyPart(_text[start.._pos], Span(start, _pos - start));
        return true;
    }

    private static bool IsBareKey(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-';

    private bool TryValue(int depth, [NotNullWhen(true)] out TomlValue? value)
    {
        value = null;
        var start = _pos;
        switch (Peek)
        {
            case '"' or '\'':
                if (!TryString(out var text))
                {
                    return false;
                }
                value = new TomlString(text, Span(start, _pos - start));
                return true;
            case '[' or '{' when depth >= MaxDepth:
                return Fail(_pos, 1, $"tables and arrays are nested more than {MaxDepth} deep");
            case '[':
                return TryArray(depth, out value);
            case '{':
                return TryInlineTable(depth, out value);
            default:
                return TryScalar(out value);
        }
    }

    private bool TryArray(int depth, [NotNullWhen(true)] out TomlValue? value)
    {
        value = null;
        var start = _pos++;
        var startLine = _line;
        var items = new List<TomlValue>();
        _nesting++;
        while (true)
        {
            if (!TrySkipLines())
            {
                return false;
            }
            if (Peek == ']')
            {
                break;
            }
            if (AtEnd)
            {
                return FailUnclosed(start, startLine, "this array has no ']'");
            }
            if (!TryValue(depth + 1, out var item))
            {
                return false;
            }
            items.Add(item);
            if (!TrySkipLines())
            {
                return false;
            }
            if (Peek == ',')
            {
                _pos++;
                continue;
            }

            if (AtEnd)
            {
                return FailUnclosed(start, startLine, "this array has no ']'");
            }
            if (Peek != ']')
            {
                return Fail(_pos, RestOfToken(), $"expected ',' or ']' in the array{Since(startLine)}, found {Show(_pos)}");
            }
        }

        _pos++;
        _nesting--;
        value = new TomlArray(items, Span(start, _pos - start));
        return true;
    }

    private bool TryInlineTable(int depth, [NotNullWhen(true)] out TomlValue? value)
    {
        value = null;
        var start = _pos++;
        var startLine = _line;
        var table = new TomlTable(Span(start, 1), TomlTableOrigin.Inline, depth);
        _nesting++;
        var afterComma = false;
        while (true)
        {
            if (!TrySkipInlineBlanks())
            {
                return false;
            }
            if (Peek == '}')
            {
                if (afterComma && _version == TomlVersion.V1_0)
                {
                    return Fail(_pos, 1, "TOML 1.0 allows no comma before '}'");
                }
                break;
            }

            if (AtEnd)
            {
                return FailUnclosed(start, startLine, "this table has no '}'");
            }
            if (!TryKeyValue(table) || !TrySkipInlineBlanks())
            {
                return false;
            }
            afterComma = Peek == ',';
            if (afterComma)
            {
                _pos++;
            }
            else if (AtEnd)
            {
                return FailUnclosed(start, startLine, "this table has no '}'");
            }
            else if (Peek != '}')
            {
                return Fail(_pos, RestOfToken(), $"expected ',' or '}}' in the table{Since(startLine)}, found {Show(_pos)}");
            }
        }

        _pos++;
        _nesting--;
        value = table with { Span = Span(start, _pos - start) };
        return true;
    }

    private string Since(int startLine) => startLine == _line ? "" : $" that begins at line {startLine}";

    // The mistake is where the bracket opened; where it was noticed, the end of the file, helps nobody.
    private bool FailUnclosed(int start, int line, string message)
    {
        if (_lastErrorLine != line)
        {
            _lastErrorLine = 0;
        }
        return Fail(start, 1, message);
    }

    private bool TrySkipInlineBlanks()
    {
        if (_version != TomlVersion.V1_0)
        {
            return TrySkipLines();
        }
        SkipBlanks();
        return AtEnd || !(AtLineEnd || Peek == '#') || Fail(_pos, 1, "TOML 1.0 wants an inline table on one line");
    }

    /// <summary>Skips blanks, newlines and comments.</summary>
    private bool TrySkipLines()
    {
        while (true)
        {
            SkipBlanks();
            if (TryNewline())
            {
                continue;
            }
            if (Peek != '#')
            {
                return true;
            }
            if (!TryComment())
            {
                return false;
            }
        }
    }
}

using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls;

internal enum LooseJsonKind
{
    Read,
    Incomplete,
    Unreadable,
    Placeholder,
}

/// <summary>What a place in a text turned out to hold.</summary>
/// <param name="End">Where the value ends, or where it could not be read further.</param>
internal readonly record struct LooseJsonReading(LooseJsonKind Kind, JsonElement Value, int End);

/// <summary>
/// Reads a JSON value as models write them inside other text. Mended is only what has one meaning: comments, a comma too many, Python's
/// quotes and words, a raw line end in a string, and up to two closing brackets missing at the very end.
/// </summary>
internal ref struct LooseJson
{
    // What System.Text.Json reads, so that nothing deeper is scanned at all.
    private const int MaxDepth = 60;
    private const int MostForgotten = 2;

    private readonly CallText _text;
    private readonly StringBuilder _json = new();
    private int _at;
    private int _depth;
    private LooseJsonKind _failure = LooseJsonKind.Unreadable;

    private LooseJson(CallText text, int at)
    {
        _text = text;
        _at = at;
    }

    private readonly bool IsAtEnd => _at >= _text.Length;

    private readonly char Current => _text.Span[_at];

    public static LooseJsonReading Read(CallText text, int at)
    {
        var reader = new LooseJson(text, at);
        if (!reader.Value())
        {
            return new LooseJsonReading(reader._failure, default, reader._at);
        }

        return Json.TryParse(reader._json.ToString(), out var value)
            ? new LooseJsonReading(LooseJsonKind.Read, value, reader._at)
            : new LooseJsonReading(LooseJsonKind.Unreadable, default, reader._at);
    }

    private bool Value()
    {
        if (!Skip())
        {
            return false;
        }

        switch (Current)
        {
            case '{':
                return Members('}');
            case '[':
                return Members(']');
            case '"' or '\'':
                return String();
            // A template shows what belongs here: <function-name>, {...}.
            case '<' or '.' or '…':
                return Fail(LooseJsonKind.Placeholder);
            default:
                return char.IsAsciiDigit(Current) || Current == '-' ? Number() : Word();
        }
    }

    private bool Members(char close)
    {
        if (++_depth > MaxDepth)
        {
            return Fail(LooseJsonKind.Unreadable);
        }

        _json.Append(Current);
        _at++;
        for (var first = true; ; first = false)
        {
            if (IsForgotten(first))
            {
                break;
            }

            if (!Skip())
            {
                return false;
            }

            if (!first && Current == ',')
            {
                _at++;
                if (!Skip())
                {
                    return false;
                }
            }
            else if (!first && Current != close)
            {
                return Fail(LooseJsonKind.Unreadable);
            }

            if (Current == close)
            {
                _at++;
                break;
            }

            _json.Append(first ? "" : ",");
            if ((close == '}' && !Key()) || !Value())
            {
                return false;
            }
        }

        _depth--;
        _json.Append(close);
        return true;
    }

    /// <summary>Whether the end of the text, a closing tag or a fence came before the closing bracket.</summary>
    private readonly bool IsForgotten(bool first)
    {
        if (first || _depth > MostForgotten)
        {
            return false;
        }

        var next = _text.SkipSpace(_at);
        return next >= _text.Length ? _text.IsWhole : _text.Span[next] is '<' or '`';
    }

    private bool Key()
    {
        if (Current is not ('"' or '\''))
        {
            return Fail(Current is '<' or '.' or '…' ? LooseJsonKind.Placeholder : LooseJsonKind.Unreadable);
        }

        if (!String() || !Skip())
        {
            return false;
        }

        if (Current != ':')
        {
            return Fail(LooseJsonKind.Unreadable);
        }

        _json.Append(':');
        _at++;
        return true;
    }

    private bool String()
    {
        var quote = Current;
        _json.Append('"');
        for (_at++; !IsAtEnd; _at++)
        {
            if (Current == quote)
            {
                _at++;
                _json.Append('"');
                return true;
            }

            if (Current == '\\')
            {
                if (!Escape())
                {
                    return false;
                }
            }
            else
            {
                Append(Current);
            }
        }

        return Fail(LooseJsonKind.Unreadable);
    }

    private bool Escape()
    {
        if (++_at >= _text.Length)
        {
            return Fail(LooseJsonKind.Unreadable);
        }

        // JSON knows no \', and it can mean nothing else. Other escapes are left as they are: what is none of JSON's makes this unreadable.
        _json.Append(Current == '\'' ? "'" : $"\\{Current}");
        return true;
    }

    private readonly void Append(char c)
    {
        if (c == '"')
        {
            _json.Append("\\\"");
        }
        else if (c < ' ')
        {
            _json.Append($"\\u{(int)c:x4}");
        }
        else
        {
            _json.Append(char.IsSurrogate(c) && !IsPaired() ? '\ufffd' : c);
        }
    }

    private readonly bool IsPaired() =>
        char.IsHighSurrogate(Current)
            ? _at + 1 < _text.Length && char.IsLowSurrogate(_text.Span[_at + 1])
            : char.IsHighSurrogate(_text.Span[_at - 1]);

    private bool Number()
    {
        while (!IsAtEnd && (char.IsAsciiDigit(Current) || Current is '+' or '-' or '.' or 'e' or 'E'))
        {
            _json.Append(Current);
            _at++;
        }

        return !IsAtEnd || _text.IsWhole || Fail(LooseJsonKind.Incomplete);
    }

    private bool Word()
    {
        var start = _at;
        while (!IsAtEnd && _at - start < 6 && char.IsAsciiLetter(Current))
        {
            _at++;
        }

        var word = _text.Span[start.._at] switch
        {
            "true" or "True" => "true",
            "false" or "False" => "false",
            "null" or "None" => "null",
            _ => null,
        };
        _json.Append(word);
        return word is not null || Fail(LooseJsonKind.Unreadable);
    }

    /// <summary>Over white space and comments. False at the end of the text.</summary>
    private bool Skip()
    {
        while (true)
        {
            _at = _text.SkipSpace(_at);
            var close =
                _text.Has(_at, "//") ? "\n"
                : _text.Has(_at, "/*") ? "*/"
                : null;
            if (close is null)
            {
                return !IsAtEnd || Fail(LooseJsonKind.Unreadable);
            }

            var end = _text.Find(_at + 2, close);
            _at = end < 0 ? _text.Length : end + close.Length;
        }
    }

    private bool Fail(LooseJsonKind failure)
    {
        // What ends where the stream stands may go on well.
        _failure = IsAtEnd && !_text.IsWhole ? LooseJsonKind.Incomplete : failure;
        return false;
    }
}

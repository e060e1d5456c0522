namespace OpenClaw.Policy.Shell;

/// <summary>Reads one word, and takes its quotes off.</summary>
internal sealed partial class ShellLexer
{
    private bool TryWord(out string word)
    {
        var text = new StringBuilder();
        word = "";
        if (IsBraces())
        {
            word = "{}";
            _at += word.Length;
            return true;
        }

        while (_at < line.Length && !EndsWord(line[_at]))
        {
            var isTaken = line[_at] switch
            {
                '\'' => SingleQuoted(text),
                '"' => DoubleQuoted(text),
                '\\' => Escaped(text),
                _ => Bare(text),
            };
            if (!isTaken)
            {
                return false;
            }
        }

        word = text.ToString();
        return true;
    }

    private static bool EndsWord(char c) => c is ' ' or '\t' or '|' or '&' or ';' or '<' or '>';

    private bool Bare(StringBuilder text)
    {
        if (WhyNotBare(_at) is { } why)
        {
            return Refuse(why, _at);
        }
        text.Append(line[_at++]);
        return true;
    }

    // Braces with nothing in them are not expanded, and as a word of their own they are no grammar either. find's `{}` is mostly written
    // so.
    private bool IsBraces() => line.AsSpan(_at).StartsWith("{}") && (_at + 2 == line.Length || EndsWord(line[_at + 2]));

    private bool SingleQuoted(StringBuilder text)
    {
        var end = line.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            return Refuse("a single quote is never closed", _at);
        }
        text.Append(line, _at + 1, end - _at - 1);
        _at = end + 1;
        return true;
    }

    private bool DoubleQuoted(StringBuilder text)
    {
        var start = _at++;
        for (; _at < line.Length; _at++)
        {
            var c = line[_at];
            if (c == '"')
            {
                _at++;
                return true;
            }

            if (c == '$' || c == '`')
            {
                return Refuse($"`{c}` is expanded inside double quotes", _at);
            }
            if (c == '\\' && _at + 1 < line.Length)
            {
                if (line[_at + 1] == '\n')
                {
                    return Refuse("it continues on a second line", _at);
                }
                // Before any other character a backslash in double quotes is itself.
                if (line[_at + 1] is '$' or '`' or '"' or '\\')
                {
                    c = line[++_at];
                }
            }

            text.Append(c);
        }

        return Refuse("a double quote is never closed", start);
    }

    private bool Escaped(StringBuilder text)
    {
        if (_at + 1 == line.Length)
        {
            return Refuse("it ends in a backslash", _at);
        }
        if (line[_at + 1] == '\n')
        {
            return Refuse("it continues on a second line", _at);
        }
        var length = char.IsHighSurrogate(line[_at + 1]) ? 2 : 1;
        text.Append(line, _at + 1, length);
        _at += 1 + length;
        return true;
    }

    private string? WhyNotBare(int at)
    {
        switch (line[at])
        {
            case '$' or '`' or '(' or ')' or '*' or '?' or '[' or '{' or '}' or '~' or '#' or '!':
                return $"`{line[at]}` is not quoted, and the shell reads more into it than a character";
            case '\n':
                return "it has more than one line";
            case < '\u0080':
                return null;
        }

        // A low surrogate was looked at with its high one.
        if (char.IsLowSurrogate(line[at]))
        {
            return null;
        }
        return CharUnicodeInfo.GetUnicodeCategory(line, at) switch
        {
            UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Format
            or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned => "a character that looks like a space or like nothing is not quoted",
            _ => null,
        };
    }
}

using System.Globalization;
using System.Text;

namespace OpenClaw.Policy.Shell;

internal enum ShellTokenKind
{
    Word,
    Pipe,
    And,
    Or,
    Semicolon,
    Redirection,
    End,
}

/// <param name="Text">The value of a word with its quotes removed; for a redirection its target.</param>
internal readonly record struct ShellToken(
    ShellTokenKind Kind,
    int Column,
    string Text = "",
    int Fd = 0,
    ShellRedirectionKind Redirection = default
);

/// <summary>Cuts a line into words, operators and redirections, and stops with a reason at the first thing that shells may read in
/// different ways.</summary>
internal sealed class ShellLexer(string line)
{
    private int _at;

    /// <summary>Set when <see cref="TryNext"/> returned false.</summary>
    public ShellParse.Opaque? Opaque { get; private set; }

    public bool TryNext(out ShellToken token)
    {
        SkipBlanks();
        var start = _at;
        token = new ShellToken(ShellTokenKind.End, start + 1);
        if (_at == line.Length)
        {
            return true;
        }
        var next = _at + 1 < line.Length ? line[_at + 1] : '\0';
        switch (line[_at])
        {
            case '|' when next == '&':
                return Refuse("`|&` is only bash's", start);
            case '|':
                return Operator(next == '|' ? ShellTokenKind.Or : ShellTokenKind.Pipe, next == '|' ? 2 : 1, out token);
            case '&' when next == '&':
                return Operator(ShellTokenKind.And, 2, out token);
            case '&':
                return Refuse("`&` leaves a command running in the background", start);
            case ';' when next == ';':
                return Refuse("`;;` belongs to `case`", start);
            case ';':
                return Operator(ShellTokenKind.Semicolon, 1, out token);
            case '<':
                return Redirect(0, start, out token);
            case '>':
                return Redirect(1, start, out token);
            default:
                return WordOrFd(out token);
        }
    }

    private bool Operator(ShellTokenKind kind, int length, out ShellToken token)
    {
        token = new ShellToken(kind, _at + 1);
        _at += length;
        return true;
    }

    private bool WordOrFd(out ShellToken token)
    {
        var start = _at;
        token = default;
        var digits = DigitsBeforeRedirection();
        if (digits > 0)
        {
            // `12>f` is descriptor 12 in bash, and in dash the word 12 and then `>f`.
            if (digits > 1 || line[start] > '2')
            {
                return Refuse("it redirects a file descriptor other than 0, 1 and 2", start);
            }
            _at++;
            return Redirect(line[start] - '0', start, out token);
        }

        if (!TryWord(out var word))
        {
            return false;
        }
        token = new ShellToken(ShellTokenKind.Word, start + 1, word);
        return true;
    }

    private void SkipBlanks()
    {
        while (_at < line.Length && line[_at] is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>How many digits stand here directly before <c>&lt;</c> or <c>&gt;</c>; 0 when they are a word like any other.</summary>
    private int DigitsBeforeRedirection()
    {
        var end = _at;
        while (end < line.Length && char.IsAsciiDigit(line[end]))
        {
            end++;
        }
        return end < line.Length && line[end] is '<' or '>' ? end - _at : 0;
    }

    private bool Redirect(int fd, int start, out ShellToken token)
    {
        token = default;
        var reads = line[_at++] == '<';
        if (reads && fd != 0)
        {
            return Refuse("it reads into a file descriptor other than 0", start);
        }
        if (!reads && fd == 0)
        {
            return Refuse("it writes through file descriptor 0", start);
        }
        var next = _at < line.Length ? line[_at] : '\0';
        var kind = reads ? ShellRedirectionKind.Read : ShellRedirectionKind.Write;
        if (reads && next is '<' or '>' or '&')
        {
            return Refuse(next == '<' ? "it has a here-document" : $"`<{next}` is not among the redirections that are understood", start);
        }
        if (next == '|')
        {
            return Refuse("`>|` is not among the redirections that are understood", start);
        }
        if (next == '&')
        {
            return Duplicate(fd, start, out token);
        }
        if (next == '>')
        {
            kind = ShellRedirectionKind.Append;
            _at++;
        }

        SkipBlanks();
        // In `> 2>f` the 2 is a descriptor and not a file.
        if (_at == line.Length || line[_at] is '|' or '&' or ';' or '<' or '>' || DigitsBeforeRedirection() > 0)
        {
            return Refuse("a redirection has no file", start);
        }
        if (!TryWord(out var target))
        {
            return false;
        }
        if (target.Length == 0)
        {
            return Refuse("a redirection has an empty file name", start);
        }
        // bash opens these itself, as connections.
        if (target.StartsWith("/dev/tcp/", StringComparison.Ordinal) || target.StartsWith("/dev/udp/", StringComparison.Ordinal))
        {
            return Refuse("bash opens that file name as a connection", start);
        }
        token = new ShellToken(ShellTokenKind.Redirection, start + 1, target, fd, kind);
        return true;
    }

    private bool Duplicate(int fd, int start, out ShellToken token)
    {
        token = default;
        _at++;
        // bash takes `>&file` for a redirection of both outputs, so only a digit that ends there is the same everywhere.
        var digit = _at < line.Length ? line[_at] : '\0';
        var after = _at + 1 < line.Length ? line[_at + 1] : ' ';
        if (digit is not ('1' or '2') || after is not (' ' or '\t' or '|' or ';' or '&'))
        {
            return Refuse("after `>&` only 1 and 2 are understood", start);
        }
        _at++;
        token = new ShellToken(ShellTokenKind.Redirection, start + 1, digit.ToString(), fd, ShellRedirectionKind.Duplicate);
        return true;
    }

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

        while (_at < line.Length)
        {
            var c = line[_at];
            switch (c)
            {
                case ' ' or '\t' or '|' or '&' or ';' or '<' or '>':
                    word = text.ToString();
                    return true;
                case '\'':
                    if (!SingleQuoted(text))
                    {
                        return false;
                    }
                    break;
                case '"':
                    if (!DoubleQuoted(text))
                    {
                        return false;
                    }
                    break;
                case '\\':
                    if (!Escaped(text))
                    {
                        return false;
                    }
                    break;
                default:
                    if (WhyNotBare(_at) is { } why)
                    {
                        return Refuse(why, _at);
                    }
                    text.Append(c);
                    _at++;
                    break;
            }
        }

        word = text.ToString();
        return true;
    }

    // Braces with nothing in them are not expanded, and as a word of their own they are no grammar either. find's `{}` is mostly written
    // so.
    private bool IsBraces() =>
        line.AsSpan(_at).StartsWith("{}") && (_at + 2 == line.Length || line[_at + 2] is ' ' or '\t' or '|' or '&' or ';' or '<' or '>');

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

    private bool Refuse(string reason, int at)
    {
        Opaque = new ShellParse.Opaque(reason, at + 1);
        return false;
    }
}

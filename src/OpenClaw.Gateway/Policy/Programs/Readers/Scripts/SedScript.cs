using OpenClaw.Policy.Programs.Words;

namespace OpenClaw.Policy.Programs.Readers.Scripts;

/// <summary>
/// Reads a program of sed as far as all its versions agree on it. Everything else is refused with a reason: a command of a later version, a
/// bracket whose end is not certain, a text that runs over several lines.
/// </summary>
internal sealed class SedScript(string text)
{
    private readonly List<(string Path, bool Writes)> _files = [];
    private int _at;

    public IReadOnlyList<(string Path, bool Writes)> Files => _files;

    /// <returns>Why the program cannot be told; null when it can.</returns>
    public string? Read()
    {
        while (true)
        {
            Skip(" \t;\n");
            if (_at >= text.Length)
            {
                return null;
            }
            if (!Addresses())
            {
                return $"the address at \"{Rest}\" is not understood";
            }
            if (Command() is { } why)
            {
                return why;
            }
        }
    }

    private string Rest => text[_at..Math.Min(text.Length, _at + 20)];

    private char Next => _at < text.Length ? text[_at] : '\0';

    private void Skip(string characters)
    {
        while (_at < text.Length && characters.Contains(text[_at]))
        {
            _at++;
        }
    }

    private bool Addresses()
    {
        if (!Address())
        {
            return false;
        }
        Skip(" \t");
        if (Next == ',')
        {
            _at++;
            Skip(" \t");
            if (Next is '+' or '~')
            {
                _at++;
            }
            if (!Address())
            {
                return false;
            }
        }

        Skip(" \t!");
        return true;
    }

    // None, a number (also first~step), the last line, or an expression with its flags.
    private bool Address()
    {
        if (char.IsAsciiDigit(Next))
        {
            Skip("0123456789~");
        }
        else if (Next == '$')
        {
            _at++;
        }
        else if (Next is '/' or '\\')
        {
            if (Next == '\\')
            {
                _at++;
            }
            if (!Expression(Next, out _))
            {
                return false;
            }
            Skip("IM");
        }

        return true;
    }

    private string? Command()
    {
        var command = Next;
        _at++;
        switch (command)
        {
            case '{' or '}' or '=' or 'd' or 'D' or 'g' or 'G' or 'h' or 'H' or 'n' or 'N' or 'p' or 'P' or 'x' or 'z' or 'F':
                return null;
            case 'q' or 'Q' or 'l' or 'L':
                Skip(" 0123456789");
                return null;
            case '#':
                return Line().Contains('\\') ? "a comment has a backslash" : null;
            case 'b' or 't' or 'T' or ':':
                return Label() ? null : "a label is not understood";
            case 'a' or 'i' or 'c':
                // To the end of the line. A backslash may carry it on to the next, or to the next -e.
                return Line().Contains('\\') ? $"the text of `{command}` has a backslash" : null;
            case 'r' or 'R' or 'w' or 'W':
                return File(command is 'w' or 'W');
            case 'y':
                return Transliterate();
            case 's':
                return Substitute();
            case 'e':
                return "`e` runs a command";
            default:
                return $"the command at \"{text[(_at - 1)..Math.Min(text.Length, _at + 19)]}\" is not understood";
        }
    }

    // To GNU sed a semicolon ends a label, and to others the line does: what follows is read as commands, which is the stricter of the two.
    private bool Label()
    {
        Skip(" \t");
        while (char.IsAsciiLetterOrDigit(Next) || Next is '_' or '-' or '.')
        {
            _at++;
        }
        Skip(" \t");
        return Next is '\0' or '\n' or ';' or '}';
    }

    // Both of its parts are characters: a bracket is one of them and hides no delimiter.
    private string? Transliterate() =>
        Expression(Next, out var delimiter, plain: true) && Expression(delimiter, out _, opened: true) ? null : "`y` is not understood";

    private string? Substitute()
    {
        if (!Expression(Next, out var delimiter) || !Expression(delimiter, out _, opened: true))
        {
            return "`s` is not understood";
        }
        while (_at < text.Length)
        {
            switch (text[_at++])
            {
                case 'g' or 'p' or 'i' or 'I' or 'm' or 'M' or (>= '0' and <= '9'):
                    break;
                case 'w':
                    return File(writes: true);
                case 'e':
                    return "`s///e` runs what it made";
                default:
                    _at--;
                    return null;
            }
        }

        return null;
    }

    private string? File(bool writes)
    {
        Skip(" \t");
        var path = Line();
        if (path.Length == 0)
        {
            return "a file name is missing";
        }
        // Its input and outputs, under names of sed's own.
        if (path is not ("/dev/stdin" or "/dev/stdout" or "/dev/stderr"))
        {
            _files.Add((path, writes));
        }
        return null;
    }

    private string Line()
    {
        var end = text.IndexOf('\n', _at);
        var line = end < 0 ? text[_at..] : text[_at..end];
        _at += line.Length;
        return line;
    }

    private bool Expression(char delimiter, out char found, bool opened = false, bool plain = false)
    {
        found = delimiter;
        // With a bracket for a delimiter the versions differ on what is inside of one.
        if (delimiter is '[' or ']' or '\0' or '\n' or '\\')
        {
            return false;
        }
        if (!opened)
        {
            _at++;
        }
        for (; _at < text.Length && text[_at] != delimiter; _at++)
        {
            // A version that ends the expression at a delimiter inside of a bracket is left with an open one, and refuses the whole
            // program.
            if (text[_at] == '[' && !opened && !plain && !Brackets.TryStep(text, '\0', ref _at))
            {
                return false;
            }
            if (text[_at] == '\\')
            {
                _at++;
            }
        }

        if (_at >= text.Length)
        {
            return false;
        }
        _at++;
        return true;
    }
}

using System.Text;

namespace OpenClaw.Policy.Programs.Git;

/// <summary>Reads the text of a configuration of git, as <c>config.c</c> of git reads it.</summary>
internal sealed class GitConfigText(string text)
{
    private readonly List<GitSetting> _settings = [];
    private string? _section;
    private string? _subsection;
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;

    /// <returns>The settings in their order; null when git would refuse the text.</returns>
    public static IReadOnlyList<GitSetting>? Read(string text) => new GitConfigText(text).Read();

    private List<GitSetting>? Read()
    {
        while (true)
        {
            while (IsBlank(Next) && _at < text.Length)
            {
                _at++;
            }
            if (_at >= text.Length)
            {
                return _settings;
            }
            var read = Next switch
            {
                '#' or ';' => Comment(),
                '[' => Header(),
                _ => Setting(),
            };
            if (!read)
            {
                return null;
            }
        }
    }

    private char Next => _at < text.Length ? text[_at] : '\n';

    // What git calls a blank, in any language: no other character is dropped.
    private static bool IsBlank(char c) => c is ' ' or '\t' or '\r' or '\n';

    private bool Comment()
    {
        while (_at < text.Length && text[_at] != '\n')
        {
            _at++;
        }
        return true;
    }

    // [section], [section "sub"], and the old [section.sub], whose second part is in lower case too.
    private bool Header()
    {
        var start = ++_at;
        while (char.IsAsciiLetterOrDigit(Next) || Next is '-' or '.')
        {
            _at++;
        }
        var name = text[start.._at].ToLowerInvariant();
        var dot = name.IndexOf('.');
        (_section, _subsection) = dot < 0 ? (name, null) : (name[..dot], name[(dot + 1)..]);
        if (Next is ' ' or '\t')
        {
            while (Next is ' ' or '\t')
            {
                _at++;
            }
            if (Next != '"' || Quoted() is not { } sub)
            {
                return false;
            }
            _subsection = _subsection is null ? sub : $"{_subsection}.{sub}";
        }

        return Next == ']' && ++_at > 0 && name.Length > 0;
    }

    private string? Quoted()
    {
        var sub = new StringBuilder();
        for (_at++; Next != '"'; _at++)
        {
            if (Next == '\\')
            {
                _at++;
            }
            if (Next == '\n')
            {
                return null;
            }
            sub.Append(Next);
        }

        _at++;
        return sub.ToString();
    }

    private bool Setting()
    {
        if (_section is null || !char.IsAsciiLetter(Next))
        {
            return false;
        }
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Next) || Next == '-')
        {
            _at++;
        }
        var name = text[start.._at].ToLowerInvariant();
        while (Next is ' ' or '\t')
        {
            _at++;
        }
        if (Next is '\n' or '\r' or '#' or ';')
        {
            _settings.Add(new GitSetting(_section, _subsection, name, null));
            return true;
        }

        if (Next != '=')
        {
            return false;
        }
        _at++;
        if (Value() is not { } value)
        {
            return false;
        }
        _settings.Add(new GitSetting(_section, _subsection, name, value));
        return true;
    }

    private string? Value()
    {
        var (value, quoted, length) = (new StringBuilder(), false, 0);
        while (Next is ' ' or '\t')
        {
            _at++;
        }
        for (; ; _at++)
        {
            var c = Next;
            if (c == '\n' || (c == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n'))
            {
                return quoted ? null : value.ToString(0, length);
            }
            if (!quoted && c is '#' or ';' && !quoted)
            {
                Comment();
                return value.ToString(0, length);
            }

            if (c == '"')
            {
                quoted = !quoted;
                length = value.Length;
                continue;
            }

            if (c == '\\' && !Escape(value, ref c))
            {
                return null;
            }
            if (c == '\n')
            {
                continue;
            }
            value.Append(c);
            // Blanks at the end of a value are dropped, those inside of quotes are not.
            if (quoted || !IsBlank(c))
            {
                length = value.Length;
            }
        }
    }

    // Leaves a line break in `c` for a line that goes on.
    private bool Escape(StringBuilder value, ref char c)
    {
        _at++;
        if (Next == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n')
        {
            _at++;
        }
        if (_at >= text.Length)
        {
            return false;
        }
        if (text[_at] == 'n')
        {
            value.Append('\n');
        }
        c = text[_at] switch
        {
            '\n' or 'n' => '\n',
            't' => '\t',
            'b' => '\b',
            '"' or '\\' => text[_at],
            _ => '\0',
        };
        return c != '\0';
    }
}

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

    private void SkipBlanks()
    {
        while (Next is ' ' or '\t')
        {
            _at++;
        }
    }

    private string TakeName(bool isSection)
    {
        var start = _at;
        while (char.IsAsciiLetterOrDigit(Next) || Next == '-' || (isSection && Next == '.'))
        {
            _at++;
        }
        return text[start.._at].ToLowerInvariant();
    }

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
        _at++;
        var name = TakeName(isSection: true);
        var dot = name.IndexOf('.');
        (_section, _subsection) = dot < 0 ? (name, null) : (name[..dot], name[(dot + 1)..]);
        if (Next is ' ' or '\t')
        {
            SkipBlanks();
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
        var name = TakeName(isSection: false);
        SkipBlanks();
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
        var value = new ValueText();
        SkipBlanks();
        for (; ; _at++)
        {
            var c = Next;
            if (c == '\n' || IsReturn)
            {
                return value.IsQuoted ? null : value.ToString();
            }
            if (c is '#' or ';' && !value.IsQuoted)
            {
                Comment();
                return value.ToString();
            }

            if (c == '"')
            {
                value.Quote();
                continue;
            }

            if (c == '\\' && !Escape(value, ref c))
            {
                return null;
            }
            if (c != '\n')
            {
                value.Add(c);
            }
        }
    }

    // A carriage return counts as a part of the end of its line only.
    private bool IsReturn => Next == '\r' && _at + 1 < text.Length && text[_at + 1] == '\n';

    // Leaves a line break in `c` for a line that goes on.
    private bool Escape(ValueText value, ref char c)
    {
        _at++;
        if (IsReturn)
        {
            _at++;
        }
        if (_at >= text.Length)
        {
            return false;
        }
        if (text[_at] == 'n')
        {
            value.AddLineBreak();
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

    /// <summary>A value as it grows. Blanks at its end are dropped, those inside of quotes are not.</summary>
    private sealed class ValueText
    {
        private readonly StringBuilder _text = new();
        private int _length;

        public bool IsQuoted { get; private set; }

        public void Quote()
        {
            IsQuoted = !IsQuoted;
            _length = _text.Length;
        }

        public void Add(char c)
        {
            _text.Append(c);
            if (IsQuoted || !IsBlank(c))
            {
                _length = _text.Length;
            }
        }

        /// <summary>One that is written as <c>\n</c>: it stays only where something follows.</summary>
        public void AddLineBreak() => _text.Append('\n');

        public override string ToString() => _text.ToString(0, _length);
    }
}

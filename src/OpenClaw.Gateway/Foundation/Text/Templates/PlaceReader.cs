namespace OpenClaw.Foundation.Text.Templates;

/// <summary>
/// Reads what stands between the braces of one place: <c>name ( "." name | "[" number "]" )*</c>. A name is anything without blanks,
/// quotes, brackets, braces and dots, so that it can be most keys of JSON and any header; a name of digits is an index too.
/// </summary>
internal sealed class PlaceReader(string text, int start, int end)
{
    private readonly List<string> _path = [];
    private int _at;

    /// <summary>What is wrong, when <see cref="Read"/> gave null.</summary>
    public TemplateError? Error { get; private set; }

    public IReadOnlyList<string>? Read()
    {
        _at = start;
        SkipBlanks();
        if (_at == end)
        {
            return Wrong(start - 2, end - start + 4, "has an empty {{}}");
        }
        if (!TakeName())
        {
            return null;
        }
        while (true)
        {
            SkipBlanks();
            if (_at == end)
            {
                return _path;
            }
            if (text[_at] == '.')
            {
                _at++;
                if (!TakeName())
                {
                    return null;
                }
            }
            else if (text[_at] == '[')
            {
                if (!TakeIndex())
                {
                    return null;
                }
            }
            else
            {
                return Wrong(_at, 1, $"has {Shown} where a dot, a [number] or the closing braces belong");
            }
        }
    }

    private string Shown => $"\"{text[_at]}\"";

    private void SkipBlanks()
    {
        while (_at < end && text[_at] == ' ')
        {
            _at++;
        }
    }

    private bool TakeName()
    {
        var from = _at;
        while (_at < end && IsOfName(text[_at]))
        {
            _at++;
        }
        if (_at > from)
        {
            _path.Add(text[from.._at]);
            return true;
        }

        _ = _at < end ? Wrong(_at, 1, $"has {Shown} where a name belongs") : Wrong(_at - 1, 1, "has a dot that no name follows");
        return false;
    }

    private bool TakeIndex()
    {
        var open = _at++;
        var from = _at;
        while (_at < end && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
        if (_at > from && _at < end && text[_at] == ']')
        {
            _path.Add(text[from.._at++]);
            return true;
        }

        Wrong(open, Math.Min(_at + 1, end) - open, "has a [ that no number and ] follow; the first of a list is [0]");
        return false;
    }

    private IReadOnlyList<string>? Wrong(int at, int length, string message)
    {
        Error = new TemplateError(at, length, message);
        return null;
    }

    private static bool IsOfName(char c) =>
        !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('.' or '[' or ']' or '{' or '}' or '"' or '\'');
}

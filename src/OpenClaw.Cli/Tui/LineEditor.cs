namespace OpenClaw.Cli.Tui;

/// <summary>The message being written: text of one or more lines, a cursor between two letters as people see them, and what was sent
/// before.</summary>
internal sealed class LineEditor
{
    private const int MostRemembered = 500;

    private readonly List<string> _history = [];
    private int _recalled;
    private string _draft = "";
    private string _killed = "";

    public string Text { get; private set; } = "";

    /// <summary>Index into <see cref="Text"/>, always between two graphemes.</summary>
    public int Cursor { get; private set; }

    public bool IsEmpty => Text.Length == 0;

    public void Set(string text)
    {
        Text = text;
        Cursor = text.Length;
    }

    /// <summary>The text is done with: remembered, and gone from the editor.</summary>
    public string Take()
    {
        var text = Text;
        if (text.Length > 0 && (_history.Count == 0 || _history[^1] != text))
        {
            _history.Add(text);
            if (_history.Count > MostRemembered)
            {
                _history.RemoveAt(0);
            }
        }

        Clear();
        return text;
    }

    public void Clear()
    {
        Set("");
        _recalled = _history.Count;
        _draft = "";
    }

    /// <summary>Does what a key asks for, if it means anything to an editor.</summary>
    public void Apply(Key key)
    {
        var kind = key.Kind == KeyKind.Control ? KindOf(key.Text[0]) : key.Kind;
        switch (kind)
        {
            case KeyKind.Text or KeyKind.Paste:
                Insert(Clean(key.Text));
                break;
            case KeyKind.NewLine:
                Insert("\n");
                break;
            case KeyKind.Backspace:
                Remove(Before(Cursor), Cursor);
                break;
            case KeyKind.Delete:
                Remove(Cursor, After(Cursor));
                break;
            case KeyKind.Up:
                Up();
                break;
            case KeyKind.Down:
                Down();
                break;
            case KeyKind.Control:
                Kill(key.Text[0]);
                break;
            default:
                Cursor = Moved(kind);
                break;
        }
    }

    // As in Emacs and in every shell.
    private static KeyKind KindOf(char letter) =>
        letter switch
        {
            'a' => KeyKind.Home,
            'e' => KeyKind.End,
            'b' => KeyKind.Left,
            'f' => KeyKind.Right,
            'd' => KeyKind.Delete,
            'p' => KeyKind.Up,
            'n' => KeyKind.Down,
            _ => KeyKind.Control,
        };

    private int Moved(KeyKind key) =>
        key switch
        {
            KeyKind.Left => Before(Cursor),
            KeyKind.Right => After(Cursor),
            KeyKind.WordLeft => WordBefore(Cursor),
            KeyKind.WordRight => WordAfter(Cursor),
            KeyKind.Home => LineStart(Cursor),
            KeyKind.End => LineEnd(Cursor),
            _ => Cursor,
        };

    private void Kill(char letter)
    {
        switch (letter)
        {
            case 'k':
                Kill(Cursor, LineEnd(Cursor) is var end && end == Cursor ? After(Cursor) : end);
                break;
            case 'u':
                Kill(LineStart(Cursor), Cursor);
                break;
            case 'w':
                Kill(WordBefore(Cursor), Cursor);
                break;
            case 'y':
                Insert(_killed);
                break;
        }
    }

    // Control characters cannot be seen, so nobody would know that he sends them. Tabs can: recipes of make and columns of a table are made
    // of them.
    private static string Clean(string text) => text.Any(IsUnseen) ? string.Concat(text.Where(static c => !IsUnseen(c))) : text;

    private static bool IsUnseen(char c) => char.IsControl(c) && c is not ('\n' or '\t');

    private void Insert(string text)
    {
        Text = Text.Insert(Cursor, text);
        // Together with what stands around it, what was inserted may be part of one letter: é written as e and an accent.
        Cursor = Boundary(Cursor + text.Length);
    }

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = Boundary(from);
    }

    private void Kill(int from, int to)
    {
        if (to > from)
        {
            _killed = Text[from..to];
            Remove(from, to);
        }
    }

    private void Up()
    {
        var start = LineStart(Cursor);
        if (start > 0)
        {
            MoveToColumn(LineStart(start - 1), start - 1);
        }
        else if (_recalled > 0)
        {
            if (_recalled == _history.Count)
            {
                _draft = Text;
            }

            Set(_history[--_recalled]);
        }
    }

    private void Down()
    {
        var end = LineEnd(Cursor);
        if (end < Text.Length)
        {
            MoveToColumn(end + 1, LineEnd(end + 1));
        }
        else if (_recalled < _history.Count)
        {
            _recalled++;
            Set(_recalled == _history.Count ? _draft : _history[_recalled]);
        }
    }

    private void MoveToColumn(int start, int end)
    {
        var column = Column(LineStart(Cursor), Cursor);
        Cursor = start;
        while (Cursor < end && Column(start, After(Cursor)) <= column)
        {
            Cursor = After(Cursor);
        }
    }

    private int Column(int start, int at) => TextWidth.Of(TabStops.Expand(Text[start..at]));

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => Text.IndexOf('\n', at) is var end && end < 0 ? Text.Length : end;

    private int After(int at) => at >= Text.Length ? Text.Length : at + StringInfo.GetNextTextElementLength(Text, at);

    private int Before(int at)
    {
        var (previous, next) = (0, 0);
        while (next < at)
        {
            previous = next;
            next = After(next);
        }

        return previous;
    }

    // The first boundary at or after an index.
    private int Boundary(int at)
    {
        var boundary = 0;
        while (boundary < at)
        {
            boundary = After(boundary);
        }

        return boundary;
    }

    private int WordBefore(int at)
    {
        while (at > 0 && !IsWord(Before(at)))
        {
            at = Before(at);
        }

        while (at > 0 && IsWord(Before(at)))
        {
            at = Before(at);
        }

        return at;
    }

    private int WordAfter(int at)
    {
        while (at < Text.Length && !IsWord(at))
        {
            at = After(at);
        }

        while (at < Text.Length && IsWord(at))
        {
            at = After(at);
        }

        return at;
    }

    private bool IsWord(int at) => !char.IsWhiteSpace(Text[at]) && !char.IsPunctuation(Text[at]);
}

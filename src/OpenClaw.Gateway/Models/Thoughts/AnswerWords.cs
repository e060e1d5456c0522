namespace OpenClaw.Models.Thoughts;

/// <summary>The words of an answer on their way to the person. Where a thought or a mark is taken out, the white space around it is made
/// one.</summary>
internal sealed class AnswerWords(IAnswerParts to)
{
    private readonly StringBuilder _text = new();
    private string _gap = "";
    private bool _isBehindGap;

    public string Text => _text.ToString();

    /// <summary>Words stand in the answer so far, also when they turned out to be a thought whose opening mark never came.</summary>
    public bool HasWords { get; private set; }

    /// <summary>The rest is not for the person: the model invents somebody else's turn.</summary>
    public bool IsOver { get; set; }

    public void Pass(ReadOnlySpan<char> words)
    {
        var ink = words.IndexOfAnyExcept(" \t\r\n");
        if (ink >= 0)
        {
            HasWords = true;
        }
        if (IsOver || words.IsEmpty || (_isBehindGap && ink < 0))
        {
            return;
        }
        var passed = _isBehindGap ? string.Concat(Between(words[..ink]), words[ink..]) : words.ToString();
        _isBehindGap = false;
        _text.Append(passed);
        to.Text(passed);
    }

    /// <summary>Something that is no word for the person stands here, behind white space that may turn out to be the end.</summary>
    public void Leave(ReadOnlySpan<char> space)
    {
        if (!_isBehindGap)
        {
            _gap = space.ToString();
        }
        _isBehindGap = true;
    }

    public void Thought(ReadOnlySpan<char> words)
    {
        if (!words.IsEmpty)
        {
            to.Thought(words.ToString());
        }
    }

    public void WereThought(ReadOnlySpan<char> last)
    {
        HasWords |= !last.IsWhiteSpace();
        to.WordsWereThought();
        _text.Clear();
        _gap = "";
        _isBehindGap = true;
        Thought(last);
    }

    private string Between(ReadOnlySpan<char> space)
    {
        var line = space.LastIndexOf('\n');
        // The indentation of the line that follows belongs to it.
        var indent = line < 0 ? "" : space[(line + 1)..].ToString();
        if (_text.Length == 0)
        {
            return indent;
        }
        return _gap.Contains('\n') ? _gap + indent
            : line >= 0 || _gap.Length == 0 ? space.ToString()
            : _gap;
    }
}

/// <summary>Hears what an answer turns out to be made of, in its order.</summary>
internal interface IAnswerParts
{
    /// <summary>Words for the person.</summary>
    void Text(string words);

    void Thought(string words);

    /// <summary>All words up to here, perhaps none, were a thought whose opening mark never came.</summary>
    void WordsWereThought();
}

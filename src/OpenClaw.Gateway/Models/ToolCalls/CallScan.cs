using System.Buffers;

namespace OpenClaw.Models;

/// <summary>
/// Reads an answer as it comes and decides which of its words are a tool call. A call counts where it is the answer: it begins a line outside of
/// everything that quotes, and words stand before it or after it but not both. What is settled as text can be shown while the rest still comes.
/// </summary>
internal sealed class CallScan(OfferedTools offered)
{
    // An answer that shows this many readable calls is about calls. The limit also keeps the time of hostile text linear.
    private const int MaxRefuted = 64;

    // So many lines are looked at for a call: more than any answer has, and few enough when each is hostile.
    private const int MaxJudged = 10_000;

    // A held candidate is judged at each piece while it is short, and then each time it has doubled: the work stays linear.
    private const int AlwaysJudged = 64;

    private static readonly SearchValues<char> s_lineBreaks = SearchValues.Create("\n\r\u000b\f\u0085\u2028\u2029");

    private readonly AnswerShape _shape = new();
    private char[] _text = new char[512];
    private int _length;

    // The line being read, up to where its end was searched, and how it began.
    private int _line;
    private int _searched;
    private bool _hard = true;
    private bool _isProse;

    private int _judgeAt;
    private int _notBefore;
    private int _refuted;
    private int _judged;

    /// <summary>So many characters from the beginning are text whatever follows. White space at the end is not counted: a call may come behind it.</summary>
    public int Settled { get; private set; }

    public void Add(ReadOnlySpan<char> piece)
    {
        if (_length + piece.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + piece.Length));
        }

        piece.CopyTo(_text.AsSpan(_length));
        _length += piece.Length;
        Walk(whole: false);
    }

    /// <summary>The answer is complete.</summary>
    public FoundCalls Finish()
    {
        var verdict = Walk(whole: true);
        return verdict.Kind switch
        {
            CallVerdictKind.Calls => new FoundCalls(new string(_text.AsSpan(0, Settled)), verdict.Calls, false),
            CallVerdictKind.Broken => new FoundCalls(new string(_text.AsSpan(0, Settled)), [], true),
            _ => new FoundCalls(new string(_text.AsSpan(0, _length)), [], false),
        };
    }

    /// <summary>Goes on line by line until a line may be a call that is not decided yet.</summary>
    private CallVerdict Walk(bool whole)
    {
        while (_line < _length)
        {
            if (!_isProse)
            {
                var verdict = JudgeLine(whole);
                if (verdict.Kind != CallVerdictKind.Text)
                {
                    return verdict;
                }

                _isProse = true;
            }

            if (!PassLine(whole))
            {
                break;
            }
        }

        return CallVerdict.Text;
    }

    /// <summary>Takes the rest of the line as text. False when its end has not come yet.</summary>
    private bool PassLine(bool whole)
    {
        var found = _text.AsSpan(_searched, _length - _searched).IndexOfAny(s_lineBreaks);
        var end = found < 0 ? _length : _searched + found;
        var ink = _text.AsSpan(_searched, end - _searched).TrimEnd().Length;
        Settled = ink > 0 ? _searched + ink : Settled;
        _searched = end;
        var isReturn = end < _length && _text[end] == '\r';
        // A carriage return at the end of what has come may be half of a line's end.
        if (found < 0 || (isReturn && end + 1 == _length && !whole))
        {
            return false;
        }

        var both = isReturn && end + 1 < _length && _text[end + 1] == '\n';
        var isHard = both || _text[end] == '\n';
        _shape.AddLine(_text.AsSpan(_line, end - _line), _hard, isHard);
        _line = _searched = end + (both ? 2 : 1);
        _hard = isHard;
        _isProse = false;
        _judgeAt = 0;
        return true;
    }

    private CallVerdict JudgeLine(bool whole)
    {
        var held = _length - _line;
        if (!whole && held > AlwaysJudged && held < _judgeAt)
        {
            return CallVerdict.Undecided;
        }

        _judgeAt = held * 2;
        var at = _line;
        while (at < _length && _text[at] == ' ')
        {
            at++;
        }

        if (!_hard || _line < _notBefore || _refuted >= MaxRefuted || _judged >= MaxJudged || !_shape.MayHoldCall(at - _line))
        {
            return CallVerdict.Text;
        }

        if (at == _length)
        {
            return whole ? CallVerdict.Text : CallVerdict.Undecided;
        }

        var verdict = CallJudge.Judge(new CallText(_text.AsSpan(0, _length), whole, offered), at, wordsBefore: Settled > 0);
        _judged += verdict.Kind == CallVerdictKind.Text ? 1 : 0;
        if (verdict.Kind == CallVerdictKind.Text && verdict.End > at)
        {
            // What a shown call holds is its data: no line of it begins another.
            _notBefore = verdict.End;
            _refuted += _text[at] is '{' or '[' ? 0 : 1;
        }

        return verdict;
    }
}

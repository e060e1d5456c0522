using System.Buffers;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;
using OpenClaw.Models.ToolCalls.Forms;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>
/// Reads an answer as it comes and decides which of its words are a tool call, which are a thought and which are for the person. A call
/// counts where it is the answer: it begins a line outside of everything that quotes, and words stand before it or after it but not both.
/// What is settled is passed on while the rest still comes.
/// </summary>
internal sealed partial class CallScan(OfferedTools offered, IAnswerParts parts)
{
    // An answer that shows this many readable calls is about calls. The limit also keeps the time of hostile text linear.
    private const int MaxRefuted = 64;

    // So many lines are looked at for a call: more than any answer has, and few enough when each is hostile.
    private const int MaxJudged = 10_000;

    // A held candidate is judged at each piece while it is short, and then each time it has doubled: the work stays linear.
    private const int AlwaysJudged = 64;

    // Ends of lines, and the signs with which marks begin.
    private static readonly SearchValues<char> s_stops = SearchValues.Create("\n\r\u000b\f\u0085\u2028\u2029<[◁");

    private readonly AnswerShape _shape = new();
    private readonly AnswerWords _words = new(parts);
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

    private bool _mayCall = !offered.IsEmpty;

    // Up to here everything is decided. White space and end tokens behind it are not: a call may follow them, or nothing.
    private int _settled;
    private int _seen;
    private int _inkEnd;

    public int Length => _length;

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
    /// <param name="mayCall">False when its calls came apart from its words: then these are text, whatever they show.</param>
    public FoundCalls Finish(bool mayCall = true)
    {
        _mayCall &= mayCall;
        var verdict = Walk(whole: true);
        if (verdict.Kind is not (CallReadingKind.Calls or CallReadingKind.Broken))
        {
            SettleRest();
        }
        return new FoundCalls(_words.Text, verdict.Calls, verdict.Kind == CallReadingKind.Broken);
    }

    /// <summary>Goes on line by line until a line may be a call or a thought that is not decided yet.</summary>
    private CallReading Walk(bool whole)
    {
        while (_thought is not null || _line < _length)
        {
            if (_thought is not null)
            {
                if (!PassThought(whole))
                {
                    break;
                }
                continue;
            }

            if (!_isProse)
            {
                var begun = BeginLine(whole);
                if (begun == LineBeginning.Undecided)
                {
                    return CallReading.Incomplete;
                }
                if (begun == LineBeginning.Taken)
                {
                    continue;
                }
                var verdict = JudgeLine(whole);
                if (verdict.Kind != CallReadingKind.NoCall)
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

        return CallReading.NoCall;
    }

    /// <summary>Takes the rest of the line as text, or up to a mark in it. False when more must come first.</summary>
    private bool PassLine(bool whole)
    {
        while (true)
        {
            var found = _text.AsSpan(_searched, _length - _searched).IndexOfAny(s_stops);
            _searched = found < 0 ? _length : _searched + found;
            if (found < 0)
            {
                Settle(_length, whole);
                return false;
            }

            if (_text[_searched] is not ('<' or '[' or '◁'))
            {
                return EndLine(whole);
            }
            switch (ReadMark(whole))
            {
                case LineBeginning.Undecided:
                    return Settle(_searched, isWhole: false);
                case LineBeginning.Taken:
                    return true;
                default:
                    _searched++;
                    break;
            }
        }
    }

    private bool EndLine(bool whole)
    {
        var end = _searched;
        Settle(end, whole);
        var isReturn = _text[end] == '\r';
        // A carriage return at the end of what has come may be half of a line's end.
        if (isReturn && end + 1 == _length && !whole)
        {
            return false;
        }

        var both = isReturn && end + 1 < _length && _text[end + 1] == '\n';
        var isHard = both || _text[end] == '\n';
        _shape.AddLine(_text.AsSpan(_line, end - _line), _hard, isHard);
        _isNamed &= end > _line;
        _beginsPart &= _text.AsSpan(_line, end - _line).IsWhiteSpace();
        BeginAt(end + (both ? 2 : 1), isHard);
        return true;
    }

    private void BeginAt(int at, bool isHard)
    {
        _line = _searched = at;
        _hard = isHard;
        _isProse = false;
        _judgeAt = 0;
    }

    /// <summary>Passes on the words up to a place, without white space and end tokens at their end: those wait for what follows. Always
    /// false.</summary>
    private bool Settle(int upTo, bool isWhole)
    {
        var ink = upTo > _seen ? _text.AsSpan(_seen, upTo - _seen).TrimEnd().Length : 0;
        _inkEnd = ink > 0 ? _seen + ink : _inkEnd;
        _seen = Math.Max(_seen, upTo);
        if (_inkEnd > _settled)
        {
            PassOn(EndTokens.WordsEnd(_text.AsSpan(0, _inkEnd), _settled, _ownEnd, mayGrow: !isWhole && _inkEnd == _length));
        }
        return false;
    }

    /// <summary>The answer is over and nothing in it is a call.</summary>
    private void SettleRest()
    {
        var ink = _settled + _text.AsSpan(_settled, _length - _settled).TrimEnd().Length;
        var end = ink > _settled ? EndTokens.WordsEnd(_text.AsSpan(0, ink), _settled, _ownEnd, mayGrow: false) : ink;
        // White space at the end is as the model wrote it, unless marks are cut from it.
        PassOn(end == ink ? _length : end);
    }

    private void PassOn(int end)
    {
        if (end <= _settled)
        {
            return;
        }
        var words = _text.AsSpan(_settled, end - _settled);
        _words.IsOver |= !_shape.IsShowing && EndTokens.BeginsOtherTurn(_text.AsSpan(0, end), _settled);
        _words.Pass(words);
        _settled = end;
    }

    private CallReading JudgeLine(bool whole)
    {
        var held = _length - _line;
        if (!whole && held > AlwaysJudged && held < _judgeAt)
        {
            return CallReading.Incomplete;
        }

        _judgeAt = held * 2;
        var at = BehindSpaces(_line);
        if (!MayHoldCall(at))
        {
            return CallReading.NoCall;
        }

        if (at == _length)
        {
            return whole ? CallReading.NoCall : CallReading.Incomplete;
        }

        var verdict = UnlessThought(CallJudge.Judge(new CallText(_text.AsSpan(0, _length), whole, offered), at, Before), at);
        if (verdict.Kind == CallReadingKind.NoCall)
        {
            CountRefuted(verdict, at);
        }
        return verdict;
    }

    private int BehindSpaces(int at)
    {
        while (at < _length && _text[at] == ' ')
        {
            at++;
        }
        return at;
    }

    // Behind the turn of somebody whom the model invents nothing is a call.
    private bool MayHoldCall(int at) =>
        _mayCall
        && !_words.IsOver
        && _hard
        && _line >= _notBefore
        && _refuted < MaxRefuted
        && _judged < MaxJudged
        && _shape.MayHoldCall(at - _line);

    private CallBefore Before =>
        _words.HasWords ? CallBefore.Words
        : _hasThought ? CallBefore.Thought
        : CallBefore.Nothing;

    // The end of a thought behind it: what stands before was thought, and is looked at as words.
    private CallReading UnlessThought(CallReading verdict, int at)
    {
        var behind = Math.Max(at, verdict.End);
        return
            verdict.Kind is CallReadingKind.Calls or CallReadingKind.Broken
            && ThoughtMarks.HasClosing(_text.AsSpan(behind, _length - behind))
            ? CallReading.NoCallUntil(verdict.End)
            : verdict;
    }

    private void CountRefuted(CallReading verdict, int at)
    {
        _judged++;
        if (verdict.End > at)
        {
            // What a shown call holds is its data: no line of it begins another.
            _notBefore = verdict.End;
            _refuted += _text[at] is '{' or '[' ? 0 : 1;
        }
    }
}

/// <summary>What was found in a text.</summary>
/// <param name="Text">The words before the first call; everything when there is none.</param>
/// <param name="IsBroken">A call stood where one counts, and could not be read.</param>
internal sealed record FoundCalls(string Text, IReadOnlyList<ToolCall> Calls, bool IsBroken);

using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>
/// Thoughts in an answer's text. A block begins with its mark at the beginning of a line, or behind a sentence's end if it is closed,
/// outside of fences, quotes and code. It ends at the first closing mark; a closing mark that comes without an opening one ends a thought
/// that began with the answer. </summary>
internal sealed partial class CallScan
{
    // So many marks among words are looked at: more than any answer has, and few enough when each is hostile.
    private const int MaxMarks = 256;

    private ThoughtMark? _thought;
    private int _thoughtAt;
    private bool _hasThought;

    // The mark of an answer's part is no word and ends with a mark of its own.
    private string _ownEnd = "";
    private bool _isPreamble;

    // A part of the answer begins here, which may have a header.
    private bool _beginsPart = true;

    // A thought among words of which the end has not come, and how far it was searched.
    private int _doubted = -1;
    private int _doubtedTo;

    // Words that name an opening mark name its closing one next.
    private bool _isNamed;
    private int _marks;

    private enum LineBeginning
    {
        Words,
        Undecided,
        Taken,
    }

    /// <summary>Takes a thought, or the header of the answer, that begins the line.</summary>
    private LineBeginning BeginLine(bool whole)
    {
        var at = BehindSpaces(_line);
        var isCode = at - _line > 3;
        // Spaces alone do not tell yet what they stand before.
        if (at == _length)
        {
            return whole || isCode ? LineBeginning.Words : LineBeginning.Undecided;
        }
        if (isCode || !MayBegin)
        {
            return LineBeginning.Words;
        }
        var opens = ThoughtMarks.Opens(_text.AsSpan(at, _length - at), out var mark);
        if (opens == Beginning.Yes)
        {
            return BeginLineWithThought(at, mark, whole);
        }
        var header = TakeHeader(at);
        if (header == Beginning.Yes)
        {
            return LineBeginning.Taken;
        }
        return (opens == Beginning.Perhaps || header == Beginning.Perhaps) && !whole ? LineBeginning.Undecided : LineBeginning.Words;
    }

    private bool MayBegin => (_hard || _beginsPart) && _line >= _notBefore && !_shape.IsShowing;

    private LineBeginning BeginLineWithThought(int at, ThoughtMark mark, bool whole)
    {
        var from = at + mark.Open.Length;
        var behind = _text.AsSpan(from, _length - from);
        // Two characters tell whether a sentence goes on. At the beginning of an answer nothing else is meant.
        if (_words.HasWords && behind.Length < 2 && !whole)
        {
            return LineBeginning.Undecided;
        }
        return _words.HasWords && MarkText.SentenceGoesOn(behind) ? LineBeginning.Words : BeginThought(at, mark);
    }

    /// <summary>Goes on behind the header of a part of the answer, if one stands here.</summary>
    private Beginning TakeHeader(int at)
    {
        if (!_beginsPart)
        {
            return Beginning.No;
        }
        var begins = AnswerHeader.Begins(_text.AsSpan(at, _length - at), _hasThought, out var begun);
        if (begins == Beginning.Yes)
        {
            (_ownEnd, _isPreamble, _hasThought) = (begun.End, begun.IsPreamble, true);
            GoOnBehind(at, at + begun.Mark.Length, _hard);
        }
        return begins;
    }

    /// <summary>Looks at a mark among words.</summary>
    private LineBeginning ReadMark(bool whole)
    {
        var rest = _text.AsSpan(_searched, _length - _searched);
        // What comes before the end of the answer is passed on apart, so that the same is cut however the stream comes.
        if (EndTokens.Begins(rest))
        {
            Settle(_searched, isWhole: false);
        }
        if (_marks >= MaxMarks || _line < _notBefore || _shape.IsShowing)
        {
            return LineBeginning.Words;
        }
        if (_isPreamble && ReadMessageEnd(rest, whole) is var next and not LineBeginning.Words)
        {
            return next;
        }
        var closes = ThoughtMarks.Closes(rest, out var length);
        var opens = ThoughtMarks.Opens(rest, out var mark);
        if (closes == Beginning.Perhaps || opens == Beginning.Perhaps)
        {
            return whole ? LineBeginning.Words : LineBeginning.Undecided;
        }

        if (closes == Beginning.Yes)
        {
            if (rest.Length < length + 2 && !whole)
            {
                return LineBeginning.Undecided;
            }
            return ReadClosing(rest[length..], length);
        }

        return opens == Beginning.Yes ? ReadOpening(mark, whole) : LineBeginning.Words;
    }

    private LineBeginning ReadClosing(ReadOnlySpan<char> behind, int length)
    {
        _marks++;
        var before = _text.AsSpan(_line, _searched - _line);
        if (_isNamed)
        {
            _isNamed = false;
            return LineBeginning.Words;
        }

        var beginsLine = _hard && before.Length <= 3 && !before.ContainsAnyExcept(' ');
        if (!beginsLine && (!MayStandBehind(before) || behind.StartsWith(" ")))
        {
            return LineBeginning.Words;
        }
        if (MarkText.SentenceGoesOn(behind))
        {
            return LineBeginning.Words;
        }
        var at = _searched;
        // Its words are words before a call all the same: whoever is quoted may write a closing mark.
        _words.WereThought(_text.AsSpan(_settled, at - _settled));
        if (!beginsLine)
        {
            _shape.AddLine(before, _hard, endsHard: false);
        }
        _hasThought = true;
        return GoOnBehind(at, at + length, beginsLine);
    }

    private LineBeginning ReadOpening(ThoughtMark mark, bool whole)
    {
        var before = _text.AsSpan(_line, _searched - _line);
        if (!MayStandBehind(before) || !MarkText.EndsSentence(before))
        {
            return Named();
        }
        var from = _searched + mark.Open.Length;
        var start = _doubted == _searched ? Math.Max(from, _doubtedTo - ThoughtMarks.Longest) : from;
        var end = mark.FindEnd(_text.AsSpan(start, _length - start), out var length);
        (_doubted, _doubtedTo) = (_searched, _length);
        var behind = start + end + length;
        if (!whole && (end < 0 || _length - behind < 2))
        {
            return LineBeginning.Undecided;
        }
        return end < 0 || MarkText.SentenceGoesOn(_text.AsSpan(behind, _length - behind)) ? Named() : BeginThought(_searched, mark);
    }

    private LineBeginning Named()
    {
        _marks++;
        _isNamed = true;
        return LineBeginning.Words;
    }

    /// <summary>gpt-oss introduces a call in a message of its own, and the call is the next.</summary>
    private LineBeginning ReadMessageEnd(ReadOnlySpan<char> rest, bool whole)
    {
        const string Next = "<|end|><|start|>assistant<|channel|>";
        const string Channel = "<|channel|>";
        var begins = MarkText.Begins(rest, Next, StringComparison.OrdinalIgnoreCase);
        if (begins == Beginning.Perhaps && !whole)
        {
            return LineBeginning.Undecided;
        }
        if (begins != Beginning.Yes)
        {
            return LineBeginning.Words;
        }
        Settle(_searched, isWhole: false);
        _shape.AddLine(_text.AsSpan(_line, _searched - _line), _hard, endsHard: true);
        return GoOnBehind(_searched, _searched + Next.Length - Channel.Length, isHard: true);
    }

    private LineBeginning BeginThought(int at, ThoughtMark mark)
    {
        Settle(at, isWhole: false);
        _words.Leave(_text.AsSpan(_settled, at - _settled));
        (_thought, _thoughtAt, _hasThought) = (mark, at + mark.Open.Length, true);
        var before = _text.AsSpan(_line, at - _line);
        if (!before.IsWhiteSpace())
        {
            _shape.AddLine(before, _hard, endsHard: false);
            _hard = false;
        }

        _settled = _seen = _searched = _thoughtAt;
        return LineBeginning.Taken;
    }

    /// <summary>Passes on what has come of a thought. False while its end has not.</summary>
    private bool PassThought(bool whole)
    {
        var start = Math.Max(_thoughtAt, _searched - ThoughtMarks.Longest);
        var found = _thought!.FindEnd(_text.AsSpan(start, _length - start), out var length);
        var held = whole || found >= 0 ? 0 : _thought.PartialEnd(_text.AsSpan(_thoughtAt, _length - _thoughtAt));
        var end = found >= 0 ? start + found : _length - held;
        _words.Thought(_text.AsSpan(_thoughtAt, end - _thoughtAt));
        _thoughtAt = _settled = _seen = end;
        _searched = _length;
        if (found < 0)
        {
            return false;
        }
        _thought = null;
        GoOnBehind(end, end + length, _hard);
        return true;
    }

    /// <summary>Goes on behind a mark as at the beginning of a line, if the mark stood at one.</summary>
    private LineBeginning GoOnBehind(int at, int behind, bool isHard)
    {
        _words.Leave(_text.AsSpan(_settled, Math.Max(0, at - _settled)));
        _settled = _seen = behind;
        _beginsPart = true;
        BeginAt(behind, isHard);
        return LineBeginning.Taken;
    }

    /// <summary>A mark behind words is one where it follows them directly or their sentence has ended, and not in code or quotation
    /// marks.</summary>
    private static bool MayStandBehind(ReadOnlySpan<char> before) =>
        before.Length > 0
        && before.Count('`') % 2 == 0
        && before.TrimStart() is var words
        && words.Length > 0
        && words[0] is not ('>' or '|')
        && (
            before[^1] == ' '
                ? MarkText.EndsSentence(before)
                : !char.IsWhiteSpace(before[^1]) && before[^1] is not ('`' or '"' or '\'' or '“' or '„' or '«' or '(' or '[')
        );
}

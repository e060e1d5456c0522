namespace OpenClaw.Delivery.Cutting;

/// <summary>Finds where one piece of a long text ends. It walks over as much as fits and remembers the last place of each kind at which it
/// might stop.</summary>
internal sealed class CutSearch(string text, TextPlace from, int limit)
{
    /// <summary>Better ones first. A line of code or of a table counts less than a line of prose, so that a block begins in a new piece
    /// rather than being cut.</summary>
    private enum Kind
    {
        Paragraph,
        Line,
        CodeLine,
        Sentence,
        Word,
        Grapheme,
    }

    private readonly TextPlace?[] _last = new TextPlace?[(int)Kind.Grapheme + 1];
    private CodeFence? _fence = from.Fence;
    private TableHead? _table = from.Table;
    private int _at = from.At;

    /// <summary>Something was seen that is worth a piece: no piece ends before that, nor right after a line that opens a block.</summary>
    private bool _hasContent;

    public TextPlace Find()
    {
        if (from.Head.Length + text.Length - from.At <= limit)
        {
            return new TextPlace(text.Length, null, false);
        }
        Walk();
        return Best() ?? _last[(int)Kind.Grapheme] ?? Forced();
    }

    private void Walk()
    {
        var isLineStart = from.IsLineStart;
        while (_at < text.Length && Used(_at) <= limit)
        {
            if (isLineStart && (PassFence() || PassTable()))
            {
                isLineStart = false;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(_at));
            var isBlank = TextPlace.IsBlank(text, _at, length);
            isLineStart = isBlank && text[_at + length - 1] == '\n';
            if (_hasContent)
            {
                Note(length, isBlank, isLineStart);
            }
            _hasContent |= !isBlank;
            _at += length;
        }
    }

    /// <summary>Steps over a line that opens or closes a block: it is never cut.</summary>
    private bool PassFence()
    {
        var line = TextPlace.LineAt(text, _at);
        if (_fence is null)
        {
            if (CodeFence.TryOpen(line) is not { } opened || !CanHold(opened))
            {
                return false;
            }
            (_fence, _hasContent) = (opened, false);
        }
        else
        {
            if (!_fence.IsClosedBy(line))
            {
                return false;
            }
            (_fence, _hasContent) = (null, true);
        }

        _at += line.Length;
        return true;
    }

    /// <summary>Steps over the head of a table: it is never cut, nor from its first row.</summary>
    private bool PassTable()
    {
        if (_fence is not null)
        {
            return false;
        }
        if (_table is not null)
        {
            if (!TableHead.IsRow(TextPlace.LineAt(text, _at)))
            {
                _table = null;
            }
            return false;
        }

        if (TableHead.TryOpen(text, _at) is not { } opened || opened.Text.Length + 1 > limit / 2)
        {
            return false;
        }
        (_table, _hasContent) = (opened, false);
        _at += opened.Text.Length;
        return true;
    }

    /// <summary>Where a piece has next to no room beside the fences, they are text like any other.</summary>
    private bool CanHold(CodeFence fence) => fence.Open.Length + 1 <= limit / 2 && fence.Close.Length + 1 <= limit / 4;

    private void Note(int length, bool isBlank, bool isLineEnd)
    {
        if (isLineEnd)
        {
            Note(
                _fence is not null || (_table is not null && !IsBlankLine(_at + length)) ? Kind.CodeLine
                    : IsBlankLine(_at + length) ? Kind.Paragraph
                    : Kind.Line,
                _at
            );
        }
        else if (isBlank)
        {
            // A blank in a line of code may mean something; it stays.
            if (_fence is not null)
            {
                Note(Kind.Word, _at + length);
            }
            else
            {
                Note(EndsSentence(_at) ? Kind.Sentence : Kind.Word, _at);
            }
        }
        else
        {
            Note(Kind.Grapheme, _at);
            // These end a sentence without a blank after them.
            if (_fence is null && text[_at] is '。' or '！' or '？')
            {
                Note(Kind.Sentence, _at + length);
            }
        }
    }

    private void Note(Kind kind, int at)
    {
        var place = new TextPlace(at, _fence, false) { Table = _table };
        if (Used(at) + place.TailLength > limit)
        {
            return;
        }
        // In the middle of its line it was none; at the beginning of a piece it would be one.
        if (kind > Kind.CodeLine && place.SkipBlanks(text) is { IsLineStart: false } next && CodeFence.LooksLikeOne(text.AsSpan(next.At)))
        {
            return;
        }
        _last[(int)kind] = place;
    }

    /// <summary>The best kind that leaves the piece not too short; else the last place that is not inside a word.</summary>
    private TextPlace? Best()
    {
        TextPlace? latest = null;
        for (var kind = Kind.Paragraph; kind <= Kind.Word; kind++)
        {
            if (_last[(int)kind] is not { } place)
            {
                continue;
            }
            if (place.At - from.At >= limit / 4)
            {
                return place;
            }
            if (latest is null || place.At > latest.Value.At)
            {
                latest = place;
            }
        }

        return latest;
    }

    /// <summary>One grapheme is longer than a piece, a letter under a hundred accents: it is cut between its characters.</summary>
    private TextPlace Forced()
    {
        var end = from.At + limit - from.Head.Length - new TextPlace(0, _fence, false).TailLength;
        if (char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }
        return new TextPlace(end, _fence, text[end - 1] == '\n');
    }

    private int Used(int at) => from.Head.Length + at - from.At;

    private bool IsBlankLine(int at) => at < text.Length && TextPlace.LineAt(text, at).IsWhiteSpace();

    private bool EndsSentence(int blank)
    {
        var at = blank - 1;
        while (at > from.At && text[at] is '"' or '\'' or ')' or ']' or '»' or '”' or '’' or '*' or '_')
        {
            at--;
        }
        return text[at] is '.' or '!' or '?' or '…' or '。' or '！' or '？';
    }
}

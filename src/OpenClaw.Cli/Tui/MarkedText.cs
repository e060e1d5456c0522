namespace OpenClaw.Cli.Tui;

/// <summary>Text that is fit to be shown, and how its parts look, before it is broken into rows.</summary>
internal sealed class MarkedText
{
    private readonly StringBuilder _text = new();
    private readonly List<MarkedSpan> _spans = [];

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds text that was escaped before.</summary>
    public MarkedText Add(string text, TextMarks marks = TextMarks.None)
    {
        if (text.Length == 0)
        {
            return this;
        }
        var added = TabStops.Expand(text, text.Contains('\t') ? TextWidth.Of(LastLine()) : 0);
        if (marks != TextMarks.None)
        {
            _spans.Add(new MarkedSpan(_text.Length, added.Length, marks));
        }
        _text.Append(added);
        return this;
    }

    public MarkedText Add(MarkedText other)
    {
        foreach (var span in other._spans)
        {
            _spans.Add(span with { Start = span.Start + _text.Length });
        }
        _text.Append(other._text);
        return this;
    }

    /// <summary>Cells of its widest line.</summary>
    public int Width => _text.ToString().Split('\n').Max(static line => TextWidth.Of(line));

    /// <summary>Broken between words where it can be.</summary>
    public List<MarkedText> Wrap(int width)
    {
        var text = _text.ToString();
        return Wrapping.Ranges(text, width).ConvertAll(range => Part(text, range));
    }

    public StyledRow ToRow() => new(_text.ToString(), RowStyle.Plain, [.. _spans]);

    private MarkedText Part(string text, Range range)
    {
        var (start, length) = range.GetOffsetAndLength(text.Length);
        var part = new MarkedText();
        part._text.Append(text, start, length);
        foreach (var span in _spans)
        {
            var (from, to) = (Math.Max(span.Start, start), Math.Min(span.Start + span.Length, start + length));
            if (from < to)
            {
                part._spans.Add(new MarkedSpan(from - start, to - from, span.Marks));
            }
        }

        return part;
    }

    private string LastLine()
    {
        var text = _text.ToString();
        return text[(text.LastIndexOf('\n') + 1)..];
    }
}

using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>
/// Follows the lines of an answer and knows whether the next one stands outside of everything that quotes: fences, quotes, lists, code,
/// elements, quotation marks. Where readers of Markdown differ, or a mark is written oddly, what quotes is taken to begin and not to end:
/// the mistake then is a call that is shown, and not one that runs.
/// </summary>
internal sealed class AnswerShape
{
    // A fence that some readers see and others do not: which later mark closes it cannot be told.
    private const int NeverCloses = int.MaxValue;

    private readonly InlineMarks _marks = new();
    private char _fence;
    private int _fenceLength;
    private int _fenceIndent;
    private bool _isQuote;
    private bool _isList;

    /// <summary>What comes next is shown as it is written: in a fence, a quote, code, an element or a comment. Quotation marks are not
    /// counted.</summary>
    public bool IsShowing => _fence != '\0' || _isQuote || _marks.IsShowing;

    /// <param name="indent">How many spaces stand before the next line's first character.</param>
    public bool MayHoldCall(int indent) => _fence == '\0' && !_isQuote && !_marks.IsOpen && indent <= (_isList ? 0 : 3);

    /// <param name="line">A line without its end.</param>
    /// <param name="beginsHard">It begins the answer or follows a newline, not one of the signs that only some readers take for a line's
    /// end.</param>
    /// <param name="endsHard">The same of its end.</param>
    public void AddLine(ReadOnlySpan<char> line, bool beginsHard, bool endsHard)
    {
        var isHard = beginsHard && endsHard;
        if (_fence != '\0')
        {
            _fence = isHard && ClosesFence(line) ? '\0' : _fence;
            return;
        }

        if (!line.ContainsAnyExcept(' ', '\t'))
        {
            // A paragraph ends, and with it a quote that goes on without its mark and a code span that nobody closed.
            _isQuote &= !isHard;
            _marks.EndParagraph(isHard);
            return;
        }

        var content = SkipMarkers(line, out var isItem, out var isOdd);
        _isList = isItem || (_isList && !(beginsHard && line[0] is not (' ' or '\t')));
        if (content.Length > 0 && content[0] is '>' or '＞')
        {
            _isQuote = true;
        }
        else if (!OpensFence(content, line.Length - content.Length, isOdd || !beginsHard))
        {
            _marks.AddLine(content);
        }
    }

    private bool ClosesFence(ReadOnlySpan<char> line)
    {
        var mark = line.TrimStart(' ');
        var run = MarkText.Run(mark, _fence);
        return _fenceLength != NeverCloses
            && line.Length - mark.Length <= _fenceIndent + 3
            && run >= _fenceLength
            && !mark[run..].ContainsAnyExcept(' ', '\t');
    }

    private bool OpensFence(ReadOnlySpan<char> content, int indent, bool isOdd)
    {
        if (content.Length < 3 || content[0] is not ('`' or '~'))
        {
            return false;
        }

        var run = MarkText.Run(content, content[0]);
        // Backticks behind backticks on one line are a code span.
        if (run < 3 || (content[0] == '`' && content[run..].Contains('`')))
        {
            return false;
        }

        _fence = content[0];
        _fenceLength = isOdd || (indent > 3 && !_isList) ? NeverCloses : run;
        _fenceIndent = indent;
        return true;
    }

    /// <summary>Over indentation, list markers and characters that nobody sees.</summary>
    private static ReadOnlySpan<char> SkipMarkers(ReadOnlySpan<char> line, out bool isItem, out bool isOdd)
    {
        (isItem, isOdd) = (false, false);
        while (line.Length > 0)
        {
            var marker = MarkerLength(line);
            if (marker == 0 && !char.IsWhiteSpace(line[0]) && !IsUnseen(line[0]))
            {
                break;
            }

            isItem |= marker > 0;
            isOdd |= marker == 0 && line[0] is not (' ' or '\t');
            line = line[Math.Max(1, marker)..];
        }

        return line;
    }

    private static int MarkerLength(ReadOnlySpan<char> line)
    {
        var digits = 0;
        while (digits < line.Length && digits < 10 && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        var sign = digits == 0 ? line[0] is '-' or '*' or '+' or '•' : digits < line.Length && line[digits] is '.' or ')';
        return sign && (digits + 1 == line.Length || line[digits + 1] is ' ' or '\t') ? digits + 1 : 0;
    }

    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control;
}

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>The elements and comments that are open in an answer: what stands in &lt;tool_response&gt;, &lt;pre&gt; or &lt;example&gt; is
/// shown.</summary>
internal sealed class QuotingElements
{
    private const string CommentOpen = "<!--";
    private const string CommentClose = "-->";

    // With more than these open, which of them a later tag closes is not followed any more: they stay open.
    private const int MaxOpen = 200;

    // These quote wherever they begin.
    private static readonly HashSet<string> s_quoting = Names(
        """
        tool_response tool_responses tool_result tool_results tool_output function_response function_result function_results
        function_output result results output observation response quote blockquote q cite pre code samp kbd tt xmp listing
        plaintext textarea example examples sample snippet script style template document documents context mail email message
        page webpage website content file data input user system untrusted external
        """
    );

    // These are written without an end, or are parts of calls, and quote nothing.
    private static readonly HashSet<string> s_plain = Names(
        """
        br hr img p li dt dd tr td th input meta link wbr tool_call tool_calls toolcall function function_call function_calls
        invoke parameter
        """
    );

    private readonly List<string> _open = [];

    public bool IsOpen => IsComment || _open.Count > 0;

    public bool IsComment { get; private set; }

    public int Count => _open.Count;

    public void ReturnTo(int count) =>
        _open.RemoveRange(Math.Min(count, _open.Count), _open.Count == MaxOpen ? 0 : Math.Max(0, _open.Count - count));

    public int SkipComment(ReadOnlySpan<char> line, int at)
    {
        var close = line[at..].IndexOf(CommentClose);
        IsComment = close < 0;
        return close < 0 ? line.Length : at + close + CommentClose.Length;
    }

    /// <summary>Takes the tag that may begin at a place, and returns where to go on.</summary>
    public int Read(ReadOnlySpan<char> line, int at)
    {
        if (line[at..].StartsWith(CommentOpen))
        {
            IsComment = true;
            return at + CommentOpen.Length;
        }

        var isClosing = at + 1 < line.Length && line[at + 1] == '/';
        var start = at + (isClosing ? 2 : 1);
        var end = start;
        while (end < line.Length && end - start < 64 && (char.IsAsciiLetterOrDigit(line[end]) || line[end] is '_' or '-' or ':' or '.'))
        {
            end++;
        }

        if (end == start || !char.IsAsciiLetter(line[start]) || (end < line.Length && line[end] is not ('>' or '/' or ' ' or '\t')))
        {
            return at + 1;
        }

        return isClosing ? Close(line[start..end].ToString(), end) : Open(line, at == 0, line[start..end].ToString(), end);
    }

    private static HashSet<string> Names(string words) => new(WordList.Of(words), StringComparer.OrdinalIgnoreCase);

    private int Close(string name, int end)
    {
        var last = _open.Count == MaxOpen ? -1 : _open.FindLastIndex(open => open.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (last >= 0)
        {
            _open.RemoveAt(last);
        }

        return end;
    }

    private int Open(ReadOnlySpan<char> line, bool first, string name, int end)
    {
        // Other elements quote where they begin their line and nothing but their attributes stands on it: <letter from="...">.
        var head = line[end..].IndexOf('>');
        var isAlone = first && !s_plain.Contains(name) && (head < 0 || head > 0 || line[(end + 1)..].Trim().Length == 0);
        var isEmpty = head > 0 && line[end + head - 1] == '/';
        if ((s_quoting.Contains(name) || isAlone) && !isEmpty && _open.Count < MaxOpen)
        {
            _open.Add(name);
        }

        return head < 0 ? line.Length : end + head;
    }
}

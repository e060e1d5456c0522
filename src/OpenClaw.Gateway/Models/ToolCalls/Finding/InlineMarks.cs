using System.Buffers;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>What is open inside the lines of an answer: a code span, quotation marks, an element such as &lt;pre&gt;, a comment, a bracket
/// at a line's end.</summary>
internal sealed class InlineMarks
{
    private static readonly SearchValues<char> s_markLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    private readonly QuotingElements _elements = new();
    private readonly QuotationMarks _quotation = new();

    // The length of the run of backticks that opened a code span, and what was open before it: in code nothing opens, unless it never
    // closes.
    private int _code;
    private (int Elements, char Quotation) _beforeCode;
    private bool _dangles;

    public bool IsOpen => _code > 0 || _dangles || _elements.IsOpen || _quotation.IsOpen;

    /// <summary>A code span, an element or a comment is open.</summary>
    public bool IsShowing => _code > 0 || _elements.IsOpen;

    public void EndParagraph(bool isHard) => _code = isHard ? 0 : _code;

    public void AddLine(ReadOnlySpan<char> line)
    {
        for (var at = 0; at < line.Length; )
        {
            if (_elements.IsComment)
            {
                at = _elements.SkipComment(line, at);
            }
            else if (line[at] == '`')
            {
                at = Backticks(line, at);
            }
            else if (line[at] == '<')
            {
                at = _elements.Read(line, at);
            }
            else
            {
                _quotation.Read(line, at++);
            }
        }

        _dangles = Dangles(line.TrimEnd());
    }

    private int Backticks(ReadOnlySpan<char> line, int at)
    {
        var run = MarkText.Run(line[at..], '`');
        if (_code == 0)
        {
            _code = run;
            _beforeCode = (_elements.Count, _quotation.Open);
        }
        else if (_code == run)
        {
            _code = 0;
            _elements.ReturnTo(_beforeCode.Elements);
            _quotation.Open = _beforeCode.Quotation;
        }

        return at + run;
    }

    /// <summary>A line that ends by opening something: what comes next is inside. Behind words, the tag that opens a call is one of
    /// these.</summary>
    private static bool Dangles(ReadOnlySpan<char> line)
    {
        if (line.Length == 0)
        {
            return false;
        }

        return line[^1] switch
        {
            '(' or '[' or '{' => true,
            '"' or '\'' or '‘' or '‚' or '‹' => line.Length == 1 || line[^2] is ' ' or ':' or '\t',
            '>' => EndsWithOpenTag(line),
            ']' => line.LastIndexOf('[') is >= 0 and var open
                && open < line.Length - 2
                && !line[(open + 1)..^1].ContainsAnyExcept(s_markLetters),
            _ => false,
        };
    }

    private static bool EndsWithOpenTag(ReadOnlySpan<char> line)
    {
        var open = line.LastIndexOf('<');
        var tag = open < 0 ? [] : line[(open + 1)..^1];
        // Not a closing tag, one that is complete in itself, or an address.
        return tag.Length > 0
            && tag[0] is not ('/' or '-' or ' ' or '=')
            && tag[^1] is not ('/' or '-' or '=')
            && !tag.Contains('@')
            && tag.IndexOf("://") < 0
            && tag is not "br";
    }
}

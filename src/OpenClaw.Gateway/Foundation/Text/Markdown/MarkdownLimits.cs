namespace OpenClaw.Foundation.Text.Markdown;

/// <summary>
/// Says whether the Markdown library may be handed a text. The library nests one object in another for every mark that may still find its
/// partner, and looks for partners again and again: some kilobytes of <c>[a](</c> overflow the stack, and others take minutes. So marks are
/// counted first, in one walk over the text. Pure. </summary>
internal static class MarkdownLimits
{
    public const int MostCharacters = 200_000;

    /// <summary>Marks between two blank lines: no inline element reaches over a blank line.</summary>
    private const int MostMarks = 2_000;

    /// <summary>Quotes and lists that begin in one line.</summary>
    private const int MostNested = 32;

    /// <summary>Bars of tables, for which the library does the same again.</summary>
    private const int MostBars = 1_000;

    private const int MostColumns = 64;

    /// <summary>Rows are filled up to the columns of the heading.</summary>
    private const int MostCells = 20_000;

    /// <summary>The search for a partner may walk to the end of the paragraph from every mark.</summary>
    private const long MostSteps = 40_000_000;

    public static bool Allow(string text)
    {
        if (text.Length > MostCharacters)
        {
            return false;
        }
        var paragraph = default(Paragraph);
        var steps = 0L;
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var line = TakeLine(ref rest);
            // To the library no other blank makes an empty line, and no other character ends one.
            if (line.IndexOfAnyExcept(' ', '\t') < 0)
            {
                steps += paragraph.Steps;
                paragraph = default;
            }
            else if (Nesting(line) > MostNested || !paragraph.Take(line) || steps + paragraph.Steps > MostSteps)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> TakeLine(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('\n', '\r');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(rest[end..].StartsWith("\r\n") ? end + 2 : end + 1)..];
        return line;
    }

    private static int Nesting(ReadOnlySpan<char> line)
    {
        var nested = 0;
        for (var at = 0; at < line.Length; at++)
        {
            if (char.IsWhiteSpace(line[at]))
            {
                continue;
            }
            if (line[at] is not ('>' or '-' or '+' or '*') && !IsNumber(line, ref at))
            {
                break;
            }
            nested++;
        }

        return nested;
    }

    /// <summary>The number of an ordered list; the place of its dot is left in <paramref name="at"/>.</summary>
    private static bool IsNumber(ReadOnlySpan<char> line, ref int at)
    {
        var digits = line[at..].IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9 || line[at + digits] is not ('.' or ')'))
        {
            return false;
        }
        at += digits;
        return true;
    }

    private struct Paragraph
    {
        private int _marks;
        private int _bars;
        private int _lines;
        private int _columns;
        private long _length;

        public readonly long Steps => _marks * _length;

        /// <returns>False when there is too much of something.</returns>
        public bool Take(ReadOnlySpan<char> line)
        {
            _lines++;
            _length += line.Length;
            var bars = line.Count('|');
            _bars += bars;
            _columns = Math.Max(_columns, bars);
            for (var at = 0; at < line.Length; at++)
            {
                // Addresses without any mark around them have a colon or begin with "www.".
                if (
                    line[at] is '[' or ']' or '*' or '_' or '~' or '`' or '<' or ':' or '!'
                    || (line[at] == '.' && at > 0 && line[at - 1] == 'w')
                )
                {
                    _marks++;
                }
            }

            return _marks <= MostMarks && _bars <= MostBars && _columns <= MostColumns && (long)_columns * _lines <= MostCells;
        }
    }
}

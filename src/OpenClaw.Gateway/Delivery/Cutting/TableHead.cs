namespace OpenClaw.Delivery.Cutting;

/// <summary>What makes lines a table in Markdown: the line with its columns' names, and the line of dashes below it. Each piece of a table
/// that is cut begins with both.</summary>
/// <param name="Text">Both lines, without the end of the second.</param>
internal sealed record TableHead(string Text)
{
    /// <summary>The table that begins at a place, which is the beginning of a line; null when none does.</summary>
    public static TableHead? TryOpen(string text, int at)
    {
        var names = TextPlace.LineAt(text, at);
        if (!IsRow(names) || text.IndexOf('\n', at) is not (>= 0 and var end))
        {
            return null;
        }
        var dashes = TextPlace.LineAt(text, end + 1);
        return IsRow(dashes) && dashes.Contains('-') && !dashes.ContainsAnyExcept("|:- \t") && Columns(names) == Columns(dashes)
            ? new TableHead(text[at..(end + 1 + dashes.Length)])
            : null;
    }

    /// <summary>A line without a bar could be a row of a table, but is more likely what follows it.</summary>
    public static bool IsRow(ReadOnlySpan<char> line) => line.Contains('|');

    private static int Columns(ReadOnlySpan<char> line)
    {
        var inner = line.Trim();
        if (inner.StartsWith('|'))
        {
            inner = inner[1..];
        }
        if (inner.EndsWith('|') && !inner.EndsWith("\\|"))
        {
            inner = inner[..^1];
        }
        var columns = 1;
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '|' && (i == 0 || inner[i - 1] != '\\'))
            {
                columns++;
            }
        }

        return columns;
    }
}

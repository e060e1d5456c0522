namespace OpenClaw.Delivery.Cutting;

/// <summary>A fenced block of code: the line that opened it, language and all, and the line that would close it.</summary>
internal sealed record CodeFence(string Open, string Close)
{
    private const int ShortestMarker = 3;

    /// <summary>The block that a line opens; null when it opens none. Models indent fences as deep as their lists, so any indent will
    /// do.</summary>
    public static CodeFence? TryOpen(ReadOnlySpan<char> line)
    {
        var indent = Indent(line);
        var marker = MarkerLength(line[indent..]);
        if (marker < ShortestMarker)
        {
            return null;
        }
        var info = indent + marker;
        // Backticks after backticks are code inside a line.
        if (line[indent] == '`' && line[info..].Contains('`'))
        {
            return null;
        }
        return new CodeFence(line.TrimEnd().ToString(), line[..info].ToString());
    }

    /// <summary>True when text that stands here, at the beginning of a line, would be taken for a fence.</summary>
    public static bool LooksLikeOne(ReadOnlySpan<char> text) => MarkerLength(text) >= ShortestMarker;

    /// <summary>A fence is closed by at least as many of its own characters, alone on a line.</summary>
    public bool IsClosedBy(ReadOnlySpan<char> line)
    {
        var marker = Close.AsSpan().TrimStart();
        var rest = line[Indent(line)..];
        var length = MarkerLength(rest);
        return length >= marker.Length && rest[0] == marker[0] && rest[length..].IsWhiteSpace();
    }

    private static int Indent(ReadOnlySpan<char> line) => Length(line.IndexOfAnyExcept(' ', '\t'), line);

    private static int MarkerLength(ReadOnlySpan<char> text) => text is ['`' or '~', ..] ? Length(text.IndexOfAnyExcept(text[0]), text) : 0;

    private static int Length(int found, ReadOnlySpan<char> all) => found < 0 ? all.Length : found;
}

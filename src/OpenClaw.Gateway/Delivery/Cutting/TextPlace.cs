namespace OpenClaw.Delivery.Cutting;

/// <summary>A place in a text that is being cut, and the code block or table it lies in.</summary>
internal readonly record struct TextPlace(int At, CodeFence? Fence, bool IsLineStart)
{
    /// <summary>The table between whose rows it lies.</summary>
    public TableHead? Table { get; init; }

    /// <summary>What a piece that begins here begins with: the line that opens its code block again, or the head of its table.</summary>
    public string Head =>
        Fence is not null ? Fence.Open + "\n"
        : Table is not null ? Table.Text + "\n"
        : "";

    /// <summary>What a piece that ends here ends with.</summary>
    public string Tail => Fence is null ? "" : "\n" + Fence.Close;

    public int TailLength => Fence is null ? 0 : Fence.Close.Length + 1;

    /// <summary>The place where the next piece begins when one ends here: after the blanks, and after a code block that has nothing
    /// left.</summary>
    public TextPlace SkipBlanks(string text)
    {
        var place = this;
        while (place.At < text.Length)
        {
            if ((place.Fence is null ? place.SkipBlank(text) : place.SkipBlankLine(text)) is not { } next)
            {
                break;
            }
            place = next;
        }

        return place.Table is null || place.GoesOnAfter(text, At) ? place : place with { Table = null };
    }

    /// <summary>The line that begins at a place, without its end.</summary>
    public static ReadOnlySpan<char> LineAt(string text, int at)
    {
        var line = text.AsSpan(at);
        if (line.IndexOf('\n') is >= 0 and var end)
        {
            line = line[..end];
        }
        return line is [.., '\r'] ? line[..^1] : line;
    }

    /// <summary>A blank is a blank only when nothing is joined to it: a combining mark may sit on a space.</summary>
    public static bool IsBlank(string text, int at, int length) => char.IsWhiteSpace(text[at]) && (length == 1 || text[at] == '\r');

    /// <summary>Whether the table goes on here, one line below the place where it was cut.</summary>
    private bool GoesOnAfter(string text, int cut) => text.AsSpan(cut, At - cut).Count('\n') == 1 && TableHead.IsRow(LineAt(text, At));

    private TextPlace? SkipBlank(string text)
    {
        if (!char.IsWhiteSpace(text[At]))
        {
            return null;
        }
        var length = StringInfo.GetNextTextElementLength(text.AsSpan(At));
        return IsBlank(text, At, length)
            ? this with
            {
                At = At + length,
                IsLineStart = IsLineStart || text[At + length - 1] == '\n',
            }
            : null;
    }

    /// <summary>In code the indent of a line is part of it, so only whole blank lines go, and with the last of them the fence that ends the
    /// block.</summary>
    private TextPlace? SkipBlankLine(string text)
    {
        var line = LineAt(text, At);
        if (IsLineStart && Fence!.IsClosedBy(line))
        {
            return new TextPlace(At + line.Length, null, false);
        }
        if (!line.IsWhiteSpace())
        {
            return null;
        }
        var end = text.IndexOf('\n', At);
        return this with { At = end < 0 ? text.Length : end + 1, IsLineStart = true };
    }
}

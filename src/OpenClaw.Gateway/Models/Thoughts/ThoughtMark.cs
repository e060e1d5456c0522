namespace OpenClaw.Models.Thoughts;

/// <summary>The marks of one family between which a model thinks aloud.</summary>
/// <param name="Open">Begins the thought. Letters may be of either case.</param>
/// <param name="Closes">End the thought and belong to it.</param>
internal sealed record ThoughtMark(string Open, params string[] Closes)
{
    /// <summary>End the thought because the next part of the answer begins with them.</summary>
    public string[] Stops { get; init; } = [];

    /// <summary>The closing mark may stand without its opening one: the template of some models writes the opening mark into the
    /// prompt.</summary>
    public bool MayCloseAlone { get; init; } = true;

    /// <summary>The closing mark that may stand without its opening one, if it may.</summary>
    public string? ClosesAlone => MayCloseAlone ? Closes[0] : null;

    /// <summary>A tag of XML with its usual closing tag.</summary>
    public static ThoughtMark Tag(string name) => new($"<{name}>", $"</{name}>");

    /// <summary>Where the thought ends at or after a place, and how long the mark is that belongs to it; -1 when its end has not
    /// come.</summary>
    public int FindEnd(ReadOnlySpan<char> text, out int length)
    {
        var (end, found) = (-1, "");
        foreach (var mark in Ends)
        {
            // Only before what is found already: a search for each mark through all that follows would be quadratic.
            var at = (end < 0 ? text : text[..Math.Min(text.Length, end + mark.Length)]).IndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (end < 0 || at < end))
            {
                (end, found) = (at, mark);
            }
        }
        length = Stops.Contains(found) ? 0 : found.Length;
        return end;
    }

    /// <summary>How many characters at the end of a text may be the beginning of a closing mark.</summary>
    public int PartialEnd(ReadOnlySpan<char> text)
    {
        var longest = 0;
        foreach (var mark in Ends)
        {
            longest = Math.Max(longest, MarkText.PartialEnd(text, mark));
        }
        return longest;
    }

    private string[] Ends => Stops.Length == 0 ? Closes : [.. Closes, .. Stops];
}

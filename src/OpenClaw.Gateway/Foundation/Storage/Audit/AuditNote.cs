namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>How the end of the chain stands in the log, each day and at each start and stop: whoever cuts or rewrites the table must
/// rewrite the log as well, and the journal.</summary>
internal static class AuditNote
{
    /// <summary>How each of them begins.</summary>
    public const string Mark = "audit: ";

    private const string Restored = "audit: restored to ";
    private const string Rows = " rows, head ";

    public static string Of(AuditHead head) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{head.Count}{Rows}{head.HashText}");

    /// <summary>A backup was put in place: what was noted of longer chains before holds no more.</summary>
    public static string OfRestored(AuditHead head) =>
        string.Create(CultureInfo.InvariantCulture, $"{Restored}{head.Count}{Rows}{head.HashText}");

    /// <summary>The ends that lines of the log tell of.</summary>
    /// <param name="lines">When each was written, and its text, oldest first.</param>
    public static IReadOnlyList<AuditPin> Pins(IEnumerable<(string At, string Text)> lines)
    {
        var pins = new List<AuditPin>();
        // Where a shorter chain begins that no restore tells of: a state that was begun anew, or one that was cut.
        int? anew = null;
        foreach (var (at, text) in lines)
        {
            var isRestored = text.StartsWith(Restored, StringComparison.Ordinal);
            if (Read(text, isRestored ? Restored : Mark) is not { } head)
            {
                continue;
            }
            if (isRestored)
            {
                // What was restored goes on where the chain before was; the one between was put aside with its state.
                if (anew is { } from)
                {
                    pins.RemoveRange(from, pins.Count - from);
                }
                pins.RemoveAll(p => p.Head.Count >= head.Count);
                anew = null;
            }
            else if (anew is null && pins.Count > 0 && head.Count < pins[^1].Head.Count)
            {
                anew = pins.Count;
            }

            pins.Add(new AuditPin(head, $"the log of {at}"));
        }

        return pins;
    }

    public static bool IsOne(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    private static AuditHead? Read(string text, string start)
    {
        if (!text.StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }
        var rows = text.IndexOf(Rows, StringComparison.Ordinal);
        return rows > 0 && AuditHead.TryParse($"{text[start.Length..rows]}:{text[(rows + Rows.Length)..]}", out var head) ? head : null;
    }
}

namespace OpenClaw.Turns.Transcripts;

/// <summary>Puts a transcript into the form that every model server takes. Pure.</summary>
internal static class Transcript
{
    /// <summary>
    /// Each call is followed by its result and nothing else: what somebody said in between comes after the results, a result whose call is
    /// not here (the context begins after it) is left out, and a call that nobody answered is given a result.
    /// </summary>
    public static List<Entry> Paired(IEnumerable<PlacedEntry> entries)
    {
        var paired = new List<Entry>();
        var open = new List<EntryCall>();
        var between = new List<Entry>();
        foreach (var (_, _, entry, _) in entries)
        {
            switch (entry)
            {
                case Entry.ToolResult result when open.RemoveAll(c => c.Id == result.Call) > 0:
                    paired.Add(result);
                    if (open.Count == 0)
                    {
                        Close();
                    }
                    break;
                case Entry.ToolResult:
                    break;
                case Entry.Assistant assistant:
                    Close();
                    paired.Add(assistant);
                    open.AddRange(assistant.Calls ?? []);
                    break;
                default:
                    (open.Count == 0 ? paired : between).Add(entry);
                    break;
            }
        }

        Close();
        return paired;

        void Close()
        {
            paired.AddRange(open.Select(static c => new Entry.ToolResult(c.Id, c.Name, "no result is known", Failed: true)));
            paired.AddRange(between);
            open.Clear();
            between.Clear();
        }
    }
}

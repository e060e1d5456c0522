namespace OpenClaw.Turns.Transcripts;

/// <summary>Puts a transcript into the form that every model server takes. Pure.</summary>
internal static class Transcript
{
    /// <summary>
    /// Each call is followed by its result and nothing else: what somebody said in between comes after the results, a result whose call is
    /// not here (the context begins after it) is left out, and a call that nobody answered is given a result.
    /// </summary>
    public static IEnumerable<Entry> Paired(IEnumerable<PlacedEntry> entries)
    {
        var open = new List<EntryCall>();
        var between = new List<Entry>();
        foreach (var placed in entries)
        {
            switch (placed.Entry)
            {
                case Entry.ToolResult result:
                    if (open.RemoveAll(c => c.Id == result.Call) == 0)
                    {
                        continue;
                    }
                    yield return result;
                    if (open.Count > 0)
                    {
                        continue;
                    }
                    foreach (var later in between)
                    {
                        yield return later;
                    }
                    between.Clear();
                    break;
                case Entry.Assistant assistant:
                    foreach (var entry in Close(open, between))
                    {
                        yield return entry;
                    }
                    yield return assistant;
                    open.AddRange(assistant.Calls ?? []);
                    break;
                default:
                    if (open.Count == 0)
                    {
                        yield return placed.Entry;
                    }
                    else
                    {
                        between.Add(placed.Entry);
                    }
                    break;
            }
        }

        foreach (var entry in Close(open, between))
        {
            yield return entry;
        }
    }

    private static Entry[] Close(List<EntryCall> open, List<Entry> between)
    {
        Entry[] entries = [.. open.Select(static c => new Entry.ToolResult(c.Id, c.Name, "no result is known", Failed: true)), .. between];
        open.Clear();
        between.Clear();
        return entries;
    }
}

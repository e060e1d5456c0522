using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent.Budgets;

/// <summary>Notices a model that goes round in circles: the same calls, with the same results, again and again. Pure.</summary>
internal static class Repetition
{
    /// <summary>So often the same step is still patience (a command that is waited for); more is a circle.</summary>
    public const int Patience = 4;

    /// <summary>The call that a turn has made, and seen answered the same way, more than <see cref="Patience"/> times in a row; null when
    /// there is none.</summary>
    public static EntryCall? Find(IReadOnlyList<PlacedEntry> entries, TurnId turn)
    {
        string? same = null;
        var times = 0;
        var results = new List<string>();
        for (var i = entries.Count - 1; i >= 0 && entries[i].Turn == turn; i--)
        {
            switch (entries[i].Entry)
            {
                case Entry.ToolResult result:
                    results.Add(result.Text);
                    break;
                case Entry.Assistant { Calls: { Length: > 0 } calls }:
                    var step = string.Join('\0', [.. calls.Select(static c => $"{c.Name}\0{c.Arguments}"), .. results]);
                    results.Clear();
                    if (same is not null && step != same)
                    {
                        return null;
                    }
                    same = step;
                    if (++times > Patience)
                    {
                        return calls[0];
                    }
                    break;
                default:
                    // Somebody spoke, or there was something to be told: the next step had a reason of its own.
                    return null;
            }
        }

        return null;
    }
}

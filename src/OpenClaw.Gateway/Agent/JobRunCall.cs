using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// A job's run as entries of its turn's transcript: a call of <c>exec</c> that nobody but the operator asked for, and what its result means.
/// The call goes the way of every call, gate and approval included.
/// </summary>
internal static class JobRunCall
{
    /// <summary>Stands where a model's name would: no model said this.</summary>
    public const string Speaker = "cron";

    private const int MostShown = 1000;

    // With the line that says how it ended, a row of cron_runs takes it whole.
    private const int MostErrors = 300;

    // Any other code, or words on standard error, is a mistake in the check and not its answer.
    private const int No = 1;

    /// <summary>Whether the turn has yet to run its job's command. That counts as its first step, which its row keeps: it is begun once,
    /// whatever becomes of the transcript.</summary>
    public static bool IsDue(Turn turn) => turn is { Message.JobRun: not null, Steps: 0 };

    public static Entry.Assistant Begin(JobRun run, string call, TimeSpan limit) =>
        new("", Speaker, [new EntryCall(call, "exec", CanonicalJson.Of(("command", run.Line), ("timeout", (long)limit.TotalSeconds)))]);

    /// <summary>How the turn ends with its job's command; null when it goes on to a model, or has none.</summary>
    public static TurnOutcome? End(Turn turn, IReadOnlyList<PlacedEntry> entries)
    {
        // A model was asked already: the command is long done.
        if (turn is not { Message.JobRun: { } run, Steps: <= 1 } || Result(turn, entries) is not { } result)
        {
            return null;
        }
        if (!result.Failed)
        {
            return run.ThenAsk ? null : new TurnOutcome.Replied(Answer(result.Text), Speaker);
        }
        var saidNo = run.ThenAsk && result is { Exit: No, Errors: null };
        return saidNo ? new TurnOutcome.Replied(NoReply.Word, Speaker) : new TurnOutcome.Failed(Failure(result));
    }

    /// <summary>What came of the command's call. Where it waited for an approval that stands further on, in the result of the same call once
    /// more.</summary>
    private static Entry.ToolResult? Result(Turn turn, IReadOnlyList<PlacedEntry> entries)
    {
        Entry.ToolResult? result = null;
        string? call = null;
        foreach (var entry in entries.Where(e => e.Turn == turn.Id).Select(static e => e.Entry))
        {
            switch (entry)
            {
                case Entry.Assistant { Model: Speaker, Calls: [var made] }:
                    call = made.Id;
                    break;
                case Entry.Assistant { Calls: [{ Approval: { } given } again] } when given == result?.Approval:
                    call = again.Id;
                    break;
                case Entry.ToolResult ended when ended.Call == call:
                    result = ended;
                    break;
            }
        }

        return result;
    }

    /// <summary>The output without the line that says that all went well; silence when there is none.</summary>
    private static string Answer(string text)
    {
        const string Well = "[exit code 0]",
            WellAndSilent = "[exit code 0, no output]";
        if (text == WellAndSilent)
        {
            return NoReply.Word;
        }
        return text.EndsWith("\n" + Well, StringComparison.Ordinal) ? text[..^(Well.Length + 1)] : text;
    }

    /// <summary>How the command ended, behind the last lines of what it wrote to standard error, or of its output where that is empty. All
    /// of it is in the transcript.</summary>
    private static string Failure(Entry.ToolResult result)
    {
        var text = result.Text;
        if (result.Errors is { } errors)
        {
            // The tool's last line, in brackets, says how it ended.
            var how = text[(text.LastIndexOf('\n') + 1)..];
            text = $"{Last(errors, MostErrors)}\n{how}";
        }

        return Last(text, MostShown);
    }

    private static string Last(string text, int most) => text.Length <= most ? text : $"... {text[^most..]}";
}

using OpenClaw.Agent.Notices;
using OpenClaw.Approvals;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Agent;

/// <summary>Asks once more: whoever answered something else than what waits, and at a start for calls whose approval the last process
/// took.</summary>
internal sealed class QuestionsAgain(
    TurnStore turns,
    ApprovalService approvals,
    LaneTable lanes,
    ApprovalNotices notices,
    Store store,
    ILogger log
)
{
    public async Task ShowAsync(Approval approval)
    {
        if (await turns.FindUnfinishedAsync(approval.Turn) is not { } stored)
        {
            return;
        }
        var turn = lanes.Rebuild(stored);
        using var held = await notices.AddAsync(turn, approval);
        await store.CommitAsync(turn.TakeRows().Rows);
    }

    /// <summary>
    /// Asks every call again that its row calls approved and that was not begun. Only the process that took an answer knows that it was
    /// given; a row alone could have been written by a command. The question and its messages are one transaction, so that no question
    /// waits which nobody was shown. </summary>
    /// <param name="isTakeover">Asks what is pending too: it may have been answered on the first machine, which only people know.</param>
    public async Task AskAgainAsync(IReadOnlyList<StoredTurn> unfinished, bool isTakeover)
    {
        var asked = new HashSet<ApprovalId>();
        foreach (var approved in await approvals.ReadAsync())
        {
            if (unfinished.FirstOrDefault(stored => stored.Id == approved.Turn) is not { } stored)
            {
                continue;
            }
            asked.Add(approved.Id);
            await AskAsync(stored, turn => approvals.Reopen(turn.Batch, approved), isTakeover);
        }

        foreach (var stored in isTakeover ? unfinished : [])
        {
            foreach (var pending in approvals.PendingOf(stored.Id).Where(pending => !asked.Contains(pending.Id)))
            {
                await AskAsync(stored, _ => pending, isTakeover);
            }
        }
    }

    private async Task AskAsync(StoredTurn stored, Func<Turn, Approval> open, bool isTakeover)
    {
        var turn = lanes.Rebuild(stored);
        var again = open(turn);
        if (isTakeover)
        {
            again = again with { Note = again.Note is { } why ? $"{why}; {Unseen}" : Unseen };
        }
        AgentLog.AskedAgain(log, stored.Session.Value, again.Id.Value, again.Note!);
        using var held = await notices.AddAgainAsync(turn, again);
        await store.CommitAsync(turn.TakeRows().Rows);
    }

    private const string Unseen =
        "this is another machine; if you have answered this before, the first one may have run it, and a yes would run it once more";
}

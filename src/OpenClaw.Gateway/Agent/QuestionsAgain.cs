using OpenClaw.Approvals;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Storage;

namespace OpenClaw.Agent;

/// <summary>Shows a question that still waits once more, to whoever answered something else than what waits.</summary>
internal sealed class QuestionsAgain(TurnStore turns, LaneTable lanes, ApprovalNotices notices, Store store)
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
}

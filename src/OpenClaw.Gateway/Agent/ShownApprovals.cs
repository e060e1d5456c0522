using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Cutting;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;

namespace OpenClaw.Agent;

/// <summary>
/// Keeps the messages true that show an asked call, wherever it was shown: when somebody has decided, or nobody may any more, each is
/// changed to say so and loses its buttons. The change is a row of the outbox, so it arrives like any other message; one that a kill
/// prevented is found at the next start. </summary>
internal sealed class ShownApprovals(
    EventLoop loop,
    ApprovalService approvals,
    OutboxStore outbox,
    Store store,
    KnownNames names,
    Current<GatewayConfig> config,
    ILogger log
)
{
    private Task _last = Task.CompletedTask;

    /// <summary>Looks for decisions of which the chats do not know yet.</summary>
    public void Refresh()
    {
        _last = RefreshAsync(_last);
        loop.Track(_last, "tell chats of decisions");
    }

    /// <summary>All that are due, one look after the other: two at once would both find the same, and one that the disk prevented is made
    /// up for by the next.</summary>
    private async Task RefreshAsync(Task before)
    {
        await before.Settled();
        try
        {
            var batch = new Batch();
            foreach (var row in await outbox.ShowingAsync())
            {
                if (await approvals.FindAsync(row.Message.Approval!.Id) is not { State: not ApprovalState.Pending, Doubt: null } approval)
                {
                    continue;
                }
                outbox.Add(
                    batch,
                    new OutboundMessage(row.Message.To, Words(row.Message, approval), row.Message.Session) { Edits = row.Message.Id },
                    row.Message.Turn
                );
            }

            if (!batch.IsEmpty)
            {
                await store.CommitAsync(batch);
            }
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The next start looks.
        }
        catch (StorageException e)
        {
            // The decision itself is on the disk; the next one, or the next start, finds what is still to be told.
            AgentLog.DecisionNotShown(log, e.Message);
        }
    }

    /// <summary>What was shown, and in place of the line that asked how it ended. One message takes it in any case.</summary>
    private string Words(OutboxMessage shown, Approval approval)
    {
        var end = $"\n{End(approval)}";
        var asked = shown.Text.LastIndexOf('\n');
        var call = asked < 0 ? shown.Text : shown.Text[..asked];
        return TextCutter.Cut(call, new TextLimit(Math.Max(1, outbox.LimitOf(shown.To).Length - end.Length))) is [var first, ..]
            ? first + end
            : end.TrimStart();
    }

    private string End(Approval approval)
    {
        var zone = config.Value.Agent.TimeZone;
        var at = approval.DecidedAt is { } time ? $" at {WallClock.Say(time, approval.AskedAt, zone)}" : "";
        var why = approval.Note is { Length: > 0 } note && approval.State != ApprovalState.Used ? $" ({note})" : "";
        var by = approval.DecidedBy is { } who and not "clock" ? $" by {names.Of(who)}" : "";
        return approval.State switch
        {
            ApprovalState.Approved or ApprovalState.Used => $"Approved{by}{at}{why}.",
            ApprovalState.Denied => $"Denied{by}{at}{why}.",
            ApprovalState.Expired when approval is { DecidedBy: "gateway", Note: { } refused } => $"Not run{at}: {refused}.",
            ApprovalState.Expired => $"Expired{at}{why}.",
            _ => $"Withdrawn{by}{at}{why}.",
        };
    }
}

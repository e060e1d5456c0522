using OpenClaw.Policy;

namespace OpenClaw.Approvals;

internal sealed partial class ApprovalService
{
    /// <summary>Adds the taking back of all that a turn has asked and that has not run, answered or not, to the batch that ends the turn.
    /// Whoever watches is told when that is on the disk.</summary>
    /// <returns>What is taken back.</returns>
    public IReadOnlyList<Approval> Withdraw(Batch batch, TurnId turn, string by)
    {
        var open = _memory.OpenOf(turn);
        foreach (var asked in open)
        {
            _memory.WillBe(asked.Id, ApprovalState.Withdrawn);
            rows.Withdraw(batch, asked.Id, asked.Session, turn, by, loop.Time.GetUtcNow());
            batch.Then(() =>
            {
                Forget(asked.Id);
                Publish(asked with { State = ApprovalState.Withdrawn, DecidedBy = by, Doubt = null });
            });
        }
        return open;
    }

    /// <summary>Adds the using up of an approval to a batch. Committed with the effect's <c>started</c>, it makes a second use a
    /// conflict.</summary>
    public ApprovedCall Use(Batch batch, Approval approval)
    {
        _memory.WillBe(approval.Id, ApprovalState.Used);
        rows.Move(batch, approval, ApprovalState.Approved, ApprovalState.Used, null, loop.Time.GetUtcNow(), null);
        batch.Then(() => Forget(approval.Id));
        return new ApprovedCall(approval.Id.Value, approval.Digest);
    }

    /// <summary>Adds the lapse of an approval, given for a call that is no longer the same or by a row that nobody here wrote, to a
    /// batch.</summary>
    public void Lapse(Batch batch, Approval approval, string why)
    {
        var doubt = Doubt(approval);
        _memory.WillBe(approval.Id, ApprovalState.Expired);
        rows.Refuse(batch, approval, loop.Time.GetUtcNow(), why);
        batch.Then(() =>
        {
            Forget(approval.Id);
            Publish(approval with { State = ApprovalState.Expired, DecidedBy = "gateway", Doubt = doubt });
        });
    }

    private async Task<Approval?> MoveAsync(Approval approval, ApprovalState to, string by, string? note)
    {
        var (batch, at) = (new Batch(), loop.Time.GetUtcNow());
        rows.Move(batch, approval, ApprovalState.Pending, to, by, at, note);
        return await TryCommitAsync(approval, batch, to)
            ? Told(approval with { State = to, DecidedBy = by, DecidedAt = at, Note = note })
            : null;
    }

    /// <summary>Ends a question whose row is not to be believed, or whose call is not what it was; the agent is told, and may ask
    /// again.</summary>
    private async Task RefuseAsync(Approval row, string why, bool isDoubted = true)
    {
        var (batch, at) = (new Batch(), loop.Time.GetUtcNow());
        rows.Refuse(batch, row, at, why);
        if (await TryCommitAsync(row, batch, ApprovalState.Expired))
        {
            Told(
                row with
                {
                    State = ApprovalState.Expired,
                    DecidedBy = "gateway",
                    DecidedAt = at,
                    Note = why,
                    Doubt = isDoubted ? why : null,
                }
            );
        }
    }

    /// <summary>False when the row has another state by now.</summary>
    private async Task<bool> TryCommitAsync(Approval approval, Batch batch, ApprovalState to)
    {
        ApprovalState? became = null;
        _memory.WillBe(approval.Id, to);
        try
        {
            await store.CommitAsync(batch);
            became = to;
            return true;
        }
        catch (BatchConflictException)
        {
            return false;
        }
        finally
        {
            _memory.Became(approval.Id, became);
            SetClock();
        }
    }

    private void Publish(Approval decided)
    {
        events.Publish(
            decided.Session,
            decided.Turn,
            new GatewayEvent.ApprovalDecided(decided.Id, ApprovalStore.Word(decided.State), decided.DecidedBy!, decided.Doubt)
        );
        Decided?.Invoke();
    }

    private Approval Told(Approval decided)
    {
        Publish(decided);
        loop.Track(lanes.WakeAsync(decided.Session, decided.Turn), $"wake {decided.Session}");
        return decided;
    }

    private void Forget(ApprovalId id)
    {
        _memory.Forget(id);
        SetClock();
    }
}

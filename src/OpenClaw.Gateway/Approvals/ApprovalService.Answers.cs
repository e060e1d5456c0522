namespace OpenClaw.Approvals;

/// <summary>How an answer is taken.</summary>
internal sealed partial class ApprovalService
{
    /// <summary>Answers that are being taken; each ends without an error.</summary>
    private readonly Dictionary<ApprovalId, Task> _answers = [];

    /// <summary>Somebody's answer. One counts; the turn goes on when it is on the disk.</summary>
    /// <param name="fingerprint">Of the call as the answering person saw it. A refusal may do without: what was not seen may still be
    /// refused.</param>
    public Task<Decision> DecideAsync(ApprovalId id, bool approve, string by, string? note, string? fingerprint) =>
        DecideAsync(id, approve, by, note, _ => Task.FromResult(fingerprint));

    /// <summary>The same where what was seen has to be looked up, once the call is known.</summary>
    public async Task<Decision> DecideAsync(ApprovalId id, bool approve, string by, string? note, Func<Approval, Task<string?>> seen)
    {
        loop.VerifyAccess();
        // One after the other, in the order they came: an approval looks at its call first, and a denial that came later must not overtake
        // it.
        var before = _answers.GetValueOrDefault(id, Task.CompletedTask);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _answers[id] = done.Task;
        try
        {
            await before;
            return await DecideNowAsync(id, approve, by, note, seen);
        }
        finally
        {
            done.SetResult();
            if (_answers.GetValueOrDefault(id) == done.Task)
            {
                _answers.Remove(id);
            }
        }
    }

    private async Task<Decision> DecideNowAsync(ApprovalId id, bool approve, string by, string? note, Func<Approval, Task<string?>> seen)
    {
        if (await rows.FindAsync(id) is not { } approval)
        {
            return new Decision.Unknown($"no approval '{id}'; `openclaw approvals` lists what waits");
        }

        var fingerprint = await seen(approval);
        // Somebody else may have decided while that was looked up, and the row in hand be of before.
        if (Doubt(approval) is not null)
        {
            approval = await rows.FindAsync(id) ?? approval;
        }
        return await WhyNotTakenAsync(approval, approve, by, fingerprint) ?? await TakeAsync(approval, approve, by, note);
    }

    /// <summary>Why an answer does not count; null when it does.</summary>
    private async Task<Decision?> WhyNotTakenAsync(Approval approval, bool approve, string by, string? fingerprint)
    {
        if (Doubt(approval) is { } doubt)
        {
            await RefuseAsync(approval, doubt);
            return new Decision.TooLate(approval, $"{approval.Id} is refused: {doubt}");
        }

        if (approval.State != ApprovalState.Pending)
        {
            return new Decision.TooLate(approval, AlreadyLine(approval));
        }
        if (Approvers.Refusal(config.Value, approval, by) is { } refusal)
        {
            return new Decision.NotAllowed(refusal);
        }
        // The timer may be late (a suspended machine): the clock decides, not the timer.
        // So does the memory, not the row: a clock that was set may have met the row on its way to the disk.
        if ((_memory.EndOf(approval.Id) ?? approval.ExpiresAt) <= loop.Time.GetUtcNow())
        {
            await MoveAsync(approval, ApprovalState.Expired, "clock", null);
            return new Decision.TooLate(approval, $"{approval.Id} expired at {At(approval, approval.ExpiresAt)}; the agent has been told");
        }

        if (fingerprint is null ? approve : fingerprint != approval.Fingerprint)
        {
            return NotShown(approval, fingerprint);
        }
        return approve ? await WhyLapsedAsync(approval) : null;
    }

    /// <summary>Lets an approval lapse whose call would not run as it was asked; null when it would.</summary>
    private async Task<Decision?> WhyLapsedAsync(Approval approval)
    {
        if (Approving is null || await Approving(approval) is not { } changed)
        {
            return null;
        }
        // Somebody else may have decided while the call was looked at.
        if (await rows.FindAsync(approval.Id) is { State: not ApprovalState.Pending } decided)
        {
            return new Decision.TooLate(decided, AlreadyLine(decided));
        }
        await RefuseAsync(approval, changed, IsAboutTheRow(changed));
        return new Decision.TooLate(approval, $"{approval.Id} has lapsed, nothing will run: {changed}");
    }

    private async Task<Decision> TakeAsync(Approval approval, bool approve, string by, string? note)
    {
        var moved = await MoveAsync(approval, approve ? ApprovalState.Approved : ApprovalState.Denied, by, note);
        return moved is not null ? new Decision.Taken(moved)
            : await rows.FindAsync(approval.Id) is { } winner ? new Decision.TooLate(winner, AlreadyLine(winner))
            : new Decision.Unknown($"no approval '{approval.Id}'");
    }

    private string AlreadyLine(Approval approval) =>
        $"{approval.Id} was {ApprovalStore.Word(approval.State)}{(approval.DecidedBy is { } by ? $" by {names.Of(by)}" : "")}{(approval.DecidedAt is { } at ? $" at {At(approval, at)}" : "")}";

    private string At(Approval approval, DateTimeOffset at) => WallClock.Say(at, approval.AskedAt, config.Value.Agent.TimeZone);

    private Decision.NotShown NotShown(Approval approval, string? fingerprint)
    {
        if (fingerprint is null)
        {
            return new(
                approval,
                $"{approval.Id} was not shown here; look at it with `openclaw approvals`, and answer with the fingerprint that stands beside it"
            );
        }
        // Whoever answers may be looking at a message that a start ago was true.
        if (AnsweredUnseen is not null)
        {
            loop.Track(AnsweredUnseen(approval), $"show {approval.Id} again");
        }
        events.Publish(approval.Session, approval.Turn, new GatewayEvent.ApprovalAsked(approval.Id));
        return new(approval, $"the call is not the one that was shown; look at it again with `openclaw approvals show {approval.Id}`");
    }
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Approvals;

/// <summary>Asked calls from the asking to the using up: asks, expires, decides once however many answer, withdraws. Believes its memory
/// and not the rows. On the loop.</summary>
internal sealed partial class ApprovalService(
    EventLoop loop,
    ApprovalStore rows,
    Store store,
    EventHub events,
    KnownNames names,
    LaneTable lanes,
    Current<GatewayConfig> config
)
{
    /// <summary>How every reason begins that is about a row which something else wrote, and not about a call that has changed.</summary>
    private const string AboutTheRow = "its row";

    /// <summary>Why a row is refused that is not as this gateway wrote it.</summary>
    private const string ChangedRow = $"{AboutTheRow} was changed by something other than the gateway";

    /// <summary>Why a call is asked again whose row says approved, where the audit has no such answer.</summary>
    public const string ForgedAnswer = $"{AboutTheRow} says approved, and no answer was taken: something else wrote to state.db";

    private readonly ApprovalMemory _memory = new();

    /// <summary>Asks why a call would not run though it is approved, in words for who approves; null where it would.</summary>
    public event Func<Approval, Task<string?>>? Approving;

    /// <summary>Somebody answered another call than the one that waits, which is to be shown once more.</summary>
    public event Func<Approval, Task>? AnsweredUnseen;

    /// <summary>A question has ended, and that is on the disk: answered, lapsed or taken back.</summary>
    public event Action? Decided;

    /// <summary>Whether a reason tells of a row that something else wrote.</summary>
    public static bool IsAboutTheRow(string why) => why.StartsWith(AboutTheRow, StringComparison.Ordinal);

    public int PendingCount => _memory.PendingCount;

    /// <summary>
    /// Reads what the process before this one left, before any turn goes on. A row that is not what the audit says was asked is refused;
    /// one that is only pending is remembered as it is.
    /// </summary>
    /// <returns>
    /// Those whose rows say that they were approved, and that were not begun. Nobody here has heard that answer, so they are to be asked
    /// again: <see cref="Reopen"/>. One whose answer the audit does not know either has a <see cref="Approval.Doubt"/>.
    /// </returns>
    public async Task<List<Approval>> ReadAsync()
    {
        var approved = new List<Approval>();
        foreach (var (row, evidence) in await rows.OpenWithEvidenceAsync())
        {
            if (evidence.Against(row) is { } against)
            {
                await RefuseAsync(row, $"{AboutTheRow} is not what the audit says was asked: {against}");
            }
            else if (row.State == ApprovalState.Pending)
            {
                _memory.Keep(row, null);
            }
            else
            {
                approved.Add(evidence.HasAnswer ? row : row with { Doubt = ForgedAnswer });
            }
        }

        return approved;
    }

    /// <summary>Adds to a batch that a call whose row says approved waits for an answer again, with all its time before it. Its note says
    /// why.</summary>
    public Approval Reopen(Batch batch, Approval approved)
    {
        var again = approved with
        {
            State = ApprovalState.Pending,
            DecidedBy = null,
            DecidedAt = null,
            Doubt = null,
            Note = approved.Doubt ?? "it was approved before the gateway started, and not begun",
            ExpiresAt = loop.Time.GetUtcNow() + AskOf(approved.Policy).Expires,
        };
        rows.Reopen(batch, again, again.Note);
        batch.Then(() => _memory.Keep(again, null));
        return again;
    }

    /// <summary>Adds the row of an asked call to the turn's batch. Nobody is told before <see cref="Announce"/>, which comes after the
    /// commit.</summary>
    public async Task<Approval> AskAsync(Turn turn, string call, CallContext context, Verdict verdict, string display)
    {
        ApprovalId id;
        do
        {
            id = ApprovalNames.Next();
        } while (_memory.Has(id) || !await rows.IsFreeAsync(id));

        var (ask, now) = (AskOf(context.Policy), loop.Time.GetUtcNow());
        var approval = new Approval
        {
            Id = id,
            Turn = turn.Id,
            Call = call,
            Session = context.Session,
            Sender = context.Sender,
            Tool = context.Tool,
            Arguments = context.Arguments,
            Display = display,
            Digest = CallDigest.Of(context),
            Policy = context.Policy,
            Rule = verdict.Rule,
            Span = verdict.Span.ToString(),
            Reason = verdict.Reason,
            Approvers = ask.Approvers,
            Self = ask.Self,
            AskedAt = now,
            ExpiresAt = now + ask.Expires,
            State = ApprovalState.Pending,
        };
        rows.Add(turn.Batch, approval);
        // Not first when it is announced: whoever reads rows may see this one as soon as it is on the disk.
        _memory.Keep(approval, context.Binding);
        return approval;
    }

    /// <summary>The row is on the disk: starts its time and tells whoever watches.</summary>
    public void Announce(Approval approval)
    {
        SetClock();
        events.Publish(approval.Session, approval.Turn, new GatewayEvent.ApprovalAsked(approval.Id));
    }

    /// <summary>An approval as its row has it, with the <see cref="Approval.Doubt"/> where that is not as this process wrote it.</summary>
    public async Task<Approval?> FindAsync(ApprovalId id) => await rows.FindAsync(id) is { } row ? await DoubtedAsync(row) : null;

    public Task<Approval?> FindForCallAsync(TurnId turn, string call) => rows.FindForCallAsync(turn, call);

    /// <summary>All that a turn has asked, as the rows have it, oldest first.</summary>
    public Task<List<Approval>> OfTurnAsync(TurnId turn) => rows.OfTurnAsync(turn);

    /// <inheritdoc cref="FindAsync"/>
    public async Task<List<Approval>> ListAsync(bool all)
    {
        var list = new List<Approval>();
        foreach (var row in all ? await rows.RecentAsync(200) : await rows.PendingAsync())
        {
            if (await DoubtedAsync(row) is { } approval && (all || approval.State == ApprovalState.Pending))
            {
                list.Add(approval);
            }
        }

        return list;
    }

    /// <inheritdoc cref="ApprovalMemory.PendingOf"/>
    public IReadOnlyList<Approval> PendingOf(TurnId turn) => _memory.PendingOf(turn);

    /// <summary>Whether a call waits for an answer, as far as this process knows.</summary>
    public bool IsPending(ApprovalId id) => _memory.IsPending(id);

    /// <inheritdoc cref="ApprovalMemory.PendingIn"/>
    public IReadOnlyList<Approval> PendingIn(SessionKey session) => _memory.PendingIn(session);

    /// <inheritdoc cref="ApprovalMemory.ShownIn"/>
    public void ShownIn(ApprovalId id, ReplyAddress chat) => _memory.ShownIn(id, chat);

    /// <inheritdoc cref="ApprovalMemory.WasShownIn"/>
    public bool WasShownIn(ApprovalId id, ReplyAddress chat) => _memory.WasShownIn(id, chat);

    /// <summary>
    /// What keeps a row from being believed when its call is about to run, in words for the model; null when it is what this process asked
    /// and heard, and what would run is what was shown.
    /// </summary>
    public string? WhyNotToBeUsed(Approval row, CallContext context, string display)
    {
        if (Doubt(row) is { } doubt)
        {
            return doubt;
        }
        return row.Digest == CallDigest.Of(context) && row.Arguments == context.Arguments && row.Display == display
            ? null
            : $"what it was given for has changed since: {BindingChange.Words(_memory.BindingOf(row.Id), context.Binding)}";
    }

    /// <summary>Why a row is not to be believed that says what this process did not write, and what of it that is; null when it is as
    /// written.</summary>
    public string? Doubt(Approval row) => _memory.Contradiction(row) is { } what ? $"{ChangedRow} ({what})" : null;

    private AskConfig AskOf(string policy) => config.Value.Policies.TryGetValue(policy, out var found) ? found.Ask : new AskConfig();

    /// <summary>A row that contradicts what is remembered may have been read just before it changed: what counts is the row as it is
    /// now.</summary>
    private async Task<Approval?> DoubtedAsync(Approval row) =>
        Doubt(row) is null ? row
        : await rows.FindAsync(row.Id) is { } now ? now with { Doubt = Doubt(now) }
        : null;
}

using OpenClaw.Approvals;
using OpenClaw.Policy;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// What a conversation reads of a call that is asked: at once a result which says that it waits, and which stays as it is; when somebody
/// has decided, a notice at the transcript's end and the very call once more, with what came of it. On the loop.
/// </summary>
internal sealed class AskedCalls(ApprovalService approvals, SessionStore sessions)
{
    /// <summary>Stands where a model's name would: no model said this.</summary>
    public const string Speaker = "approval";

    /// <summary>Calls of one conversation that may wait at a time. It goes on while they do, and must not drown whoever answers.</summary>
    public const int MostWaiting = 10;

    /// <summary>Of the call's words in a notice. The whole call stands behind it.</summary>
    private const int LongestCall = 200;

    /// <summary>The approvals of a turn whose decision its transcript does not tell of yet, in the order they were asked.</summary>
    /// <param name="entries">All entries of the turn.</param>
    public static IEnumerable<string> UnheardIn(IEnumerable<Entry> entries)
    {
        var unheard = new List<string>();
        foreach (var entry in entries)
        {
            Follow(unheard, entry);
        }
        return unheard;
    }

    /// <summary>Takes one more entry of the turn into account.</summary>
    public static void Follow(List<string> unheard, Entry entry)
    {
        switch (entry)
        {
            case Entry.ToolResult { Approval: { } waits }:
                unheard.Add(waits);
                break;
            case Entry.Notice { Approval: { } decided }:
                unheard.Remove(decided);
                break;
        }
    }

    /// <summary>Whether a turn that was woken has nothing to do but to wait on.</summary>
    public bool WaitsOn(TurnRun run) => run is { Unheard.Count: > 0 } && run.Unheard.All(IsPending) && run.OpenCalls().Count == 0;

    /// <summary>What becomes of a call for which the policy asks. An answer may be there already: the call was asked before.</summary>
    public async Task<AskedCall> AskAsync(TurnRun run, EntryCall call, CallContext context, Verdict verdict, string display)
    {
        var approval = call.Approval is { } given
            ? await FindAsync(run.Turn, given)
            // A call without one was asked by a version that let its turn sleep on it, or was not asked yet.
            : await approvals.FindForCallAsync(run.Turn.Id, call.Id);
        if (approval is null)
        {
            return call.Approval is { } gone
                ? new AskedCall.Answered(ToolResult.Failure(Gone(gone)))
                : await AskAnewAsync(run.Turn, call, context, verdict, display);
        }
        if (WhyRefused(approval, context, display) is { } why)
        {
            var isChanged = approvals.Doubt(approval) is not null;
            approvals.Lapse(run.Turn.Batch, approval, why);
            return new AskedCall.Answered(
                ToolResult.Failure(isChanged ? CallTexts.Refused(approval, why) : CallTexts.Lapsed(approval, why))
            );
        }
        return approval.State switch
        {
            ApprovalState.Pending => new AskedCall.Waits(approval, IsNew: false),
            ApprovalState.Approved => new AskedCall.Granted(approval),
            _ => new AskedCall.Answered(ToolResult.Failure(Words(approval))),
        };
    }

    /// <summary>Adds the using up of an approval to the batch that says that its call starts.</summary>
    public ApprovedCall Use(Batch batch, Approval approval) => approvals.Use(batch, approval);

    /// <summary>The result of a call that waits.</summary>
    public static Entry.ToolResult Waiting(EntryCall call, Approval approval) =>
        new(
            call.Id,
            call.Name,
            $"waiting for approval {approval.Id}: it has not run. When somebody has decided, you are told; do not call it again.",
            Failed: false,
            Approval: approval.Id.Value
        );

    /// <summary>Adds one decision that the transcript does not tell of yet to its end: a notice of it, and the very call once more. That is an
    /// open call like any that a model makes, and its result says what came of it.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> TakeDecisionAsync(TurnRun run)
    {
        // What this process remembers says what waits: a row that says something else is not believed.
        if (run.Unheard.FirstOrDefault(one => !IsPending(one)) is not { } id)
        {
            return false;
        }
        var turn = run.Turn;
        TurnStore.SetState(turn, TurnStates.Acting);
        if (await FindAsync(turn, id) is not { } approval)
        {
            run.Append(new Entry.Notice(Gone(id), id));
            return true;
        }
        run.Append(new Entry.Notice(Told(approval), id));
        if (await sessions.CallAsync(turn.Session, turn.Id, approval.Call) is { } call)
        {
            run.Append(new Entry.Assistant("", Speaker, [new EntryCall($"c{run.NextSeq}_0", call.Name, call.Arguments, Approval: id)]));
        }
        return true;
    }

    /// <summary>Takes back whatever a turn that ends has asked and that has not run, and tells its transcript of what waited.</summary>
    public void TakeBack(TurnRun run, string by)
    {
        var turn = run.Turn;
        foreach (var approval in approvals.Withdraw(turn.Batch, turn.Id, by))
        {
            if (run.Unheard.Contains(approval.Id.Value))
            {
                run.Append(
                    new Entry.Notice($"approval {approval.Id} for {approval.Tool}: withdrawn by {by}. It was not run.", approval.Id.Value)
                );
            }
        }
    }

    private bool IsPending(string id) => approvals.IsPending(new ApprovalId(id));

    private async Task<Approval?> FindAsync(Turn turn, string id) =>
        (await approvals.OfTurnAsync(turn.Id)).Find(approval => approval.Id.Value == id);

    private async Task<AskedCall> AskAnewAsync(Turn turn, EntryCall call, CallContext context, Verdict verdict, string display)
    {
        var waiting = approvals.PendingIn(turn.Session);
        // The model, or somebody else in the conversation, wants the same again. Two questions would be two runs.
        if (waiting.FirstOrDefault(asked => asked.Digest == CallDigest.Of(context)) is { } same)
        {
            return new AskedCall.Answered(
                new ToolResult($"this very call waits for approval {same.Id} already; it has not run, and is not asked twice.")
            );
        }
        return waiting.Count >= MostWaiting
            ? new AskedCall.Answered(
                ToolResult.Failure(
                    $"{waiting.Count} calls of this conversation wait for an approval already; this one was neither asked nor run. Say so, and wait until they are decided."
                )
            )
            : new AskedCall.Waits(await approvals.AskAsync(turn, call.Id, context, verdict, display), IsNew: true);
    }

    /// <summary>A question only has to be ours; an answer has to be for what would run now.</summary>
    private string? WhyRefused(Approval row, CallContext context, string display) =>
        row.State == ApprovalState.Approved ? approvals.WhyNotToBeUsed(row, context, display) : approvals.Doubt(row);

    /// <summary>What was decided, and of which call, in the words of one who tells it: the call comes last and behind its mark, so that
    /// nothing that a model wrote can look like a decision.</summary>
    private string Told(Approval approval)
    {
        var decided = approval.State switch
        {
            ApprovalState.Approved => $"approved by {approval.DecidedBy}. The call runs now.",
            ApprovalState.Denied => $"denied by {approval.DecidedBy}. The call does not run.",
            _ => "not approved. The call does not run.",
        };
        // A row that something else changed may say anything.
        if (
            approvals.Doubt(approval) is not null
            || approval is { DecidedBy: "gateway", Note: { } why } && ApprovalService.IsAboutTheRow(why)
        )
        {
            return $"approval {approval.Id}: {decided}";
        }
        var call = Escaping.Line(approval.Display);
        var end =
            call.Length <= LongestCall ? call.Length
            : char.IsHighSurrogate(call[LongestCall - 1]) ? LongestCall - 1
            : LongestCall;
        return $"approval {approval.Id} for {approval.Tool}: {decided}\n{Question.Mark}{call[..end]}{(end < call.Length ? " ..." : "")}";
    }

    /// <summary>Why a call that was asked did not run.</summary>
    private static string Words(Approval approval) =>
        approval switch
        {
            { State: ApprovalState.Denied } => CallTexts.Denied(approval),
            { State: ApprovalState.Approved or ApprovalState.Used } => EffectLog.UnknownText(approval.Tool),
            { State: ApprovalState.Expired, DecidedBy: "gateway", Note: { } refused } => ApprovalService.IsAboutTheRow(refused)
                ? CallTexts.Refused(approval, refused)
                : CallTexts.Lapsed(approval, refused),
            _ => CallTexts.NotInTime(approval),
        };

    private static string Gone(string id) => $"approval {id} is not on record any more, so the call was not run.";
}

/// <summary>What becomes of a call for which the policy asks.</summary>
internal abstract record AskedCall
{
    private AskedCall() { }

    /// <summary>It waits for somebody.</summary>
    /// <param name="IsNew">Its row is in the turn's batch and nobody was told yet.</param>
    public sealed record Waits(Approval Approval, bool IsNew) : AskedCall;

    /// <summary>Somebody said yes to exactly this, and it has not run.</summary>
    public sealed record Granted(Approval Approval) : AskedCall;

    /// <summary>It does not run, and this is what the model reads.</summary>
    public sealed record Answered(ToolResult Result) : AskedCall;
}

using OpenClaw.Approvals;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>What a start does with what the last process left: calls that were running become unknown and are told to the model, turns go
/// on.</summary>
internal sealed class Recovery(
    TurnRows rows,
    OutboxStore outbox,
    ApprovalService approvals,
    QuestionsAgain questions,
    LaneTable lanes,
    TurnEnds ends,
    EventLoop loop,
    ILogger log
)
{
    /// <param name="sha256">The hash of the configuration this start was made with.</param>
    /// <param name="isTakeover">The state may be older than the world; <see cref="Takeover"/> has marked what is unknown.</param>
    public async Task RunAsync(string sha256, bool isTakeover = false)
    {
        loop.VerifyAccess();
        var unfinished = await rows.Turns.UnfinishedAsync();
        await MarkInterruptedAsync(sha256, unfinished.Count);
        await questions.AskAgainAsync(unfinished, isTakeover);

        var told = new HashSet<ReplyAddress>();
        var waiting = await WaitingAsync(unfinished);
        // A turn that was cut off in the middle goes first: nobody may speak between its calls and their results.
        foreach (var stored in unfinished.OrderBy(stored => stored.StartedAt is null || waiting.ContainsKey(stored.Id)))
        {
            var turn = lanes.Rebuild(stored);
            var waits = waiting.TryGetValue(stored.Id, out var hasNews);
            // One that was decided may have gone on there, too.
            if (stored.State == TurnStates.Unknown || (isTakeover && (!waits || hasNews)))
            {
                await ends.EndUnseenAsync(turn);
                continue;
            }
            if (IsTooOld(stored, turn.Rule))
            {
                await ends.ExpireAsync(turn, isTold: !told.Add(turn.ReplyTo));
                continue;
            }

            AgentLog.GoesOn(log, stored.Session.Value, stored.Id.Value, stored.State);
            if (waits)
            {
                lanes.Restore(stored.Session, new SleepingTurn(stored.Id, stored.Message.Sender.Address, stored.Rule));
            }
            if (!waits || hasNews)
            {
                lanes.Enqueue(turn);
            }
        }

        // Last: what has expired meanwhile wakes its turn, which must lie in its lane by then.
        approvals.Start();
    }

    // By the gateway's own clock, which is moved along when it is set; a channel tells the time by another.
    private bool IsTooOld(StoredTurn stored, SessionRule rule) =>
        stored.State == TurnStates.Queued && loop.Time.GetUtcNow() - stored.QueuedAt > rule.MaxAge;

    /// <summary>Nothing runs yet, so whatever says that it is under way was under way when the process ended.</summary>
    private async Task MarkInterruptedAsync(string sha256, int unfinished)
    {
        var (interrupted, cutOff) = (await rows.Effects.StartedAsync(), await rows.Effects.RunningAsync());
        var batch = new Batch().Audit(
            AuditKinds.Start,
            null,
            null,
            ("version", BuildInfo.Version),
            ("config", sha256),
            ("turns", unfinished),
            ("effects_unknown", interrupted.Count + cutOff.Count)
        );
        CursorStore.Name(batch);
        outbox.MarkInterrupted(batch);
        var held = new List<TranscriptEnd>();
        foreach (var effect in interrupted)
        {
            await MarkAsync(effect, EffectLog.UnknownResult(effect));
        }
        foreach (var command in cutOff)
        {
            // Its call has its result, in which it was started: what became of it is a notice.
            await MarkAsync(command, new Entry.Notice(EffectLog.CutOffText(command.Tool)));
        }

        await rows.Store.CommitAsync(batch);
        held.ForEach(static end => end.Dispose());

        async Task MarkAsync(OpenEffect effect, Entry told)
        {
            var end = await rows.Sessions.HoldAsync(effect.Session);
            held.Add(end);
            EffectLog.MarkUnknown(batch, effect);
            rows.Sessions.Append(batch, end, effect.Turn, told);
            AgentLog.Unknown(log, effect.Session.Value, effect.Tool);
        }
    }

    /// <summary>The turns that wait beside their lanes for an approval, each with whether something was decided of which it has not heard.
    /// One of a version that kept the lane meanwhile is none of them: its call has no result yet, and is given one first.</summary>
    private async Task<Dictionary<TurnId, bool>> WaitingAsync(IEnumerable<StoredTurn> unfinished)
    {
        var waiting = new Dictionary<TurnId, bool>();
        foreach (var stored in unfinished.Where(static stored => stored.State == TurnStates.Asking))
        {
            var entries = await rows.Sessions.OfTurnAsync(stored.Session, stored.Id);
            string[] unheard = [.. AskedCalls.UnheardIn(entries.Select(static placed => placed.Entry))];
            if (unheard.Length > 0)
            {
                waiting.Add(stored.Id, unheard.Any(id => !approvals.IsPending(new ApprovalId(id))));
            }
        }
        return waiting;
    }
}

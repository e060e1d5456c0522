using Microsoft.Extensions.Logging;
using OpenClaw.Agent.Budgets;
using OpenClaw.Agent.Compaction;
using OpenClaw.Approvals;
using OpenClaw.Config;
using OpenClaw.Config.Reading;
using OpenClaw.Delivery;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Models;
using OpenClaw.Pipeline;
using OpenClaw.Policy;
using OpenClaw.Policy.Analysis;
using OpenClaw.Routing;
using OpenClaw.Sessions;
using OpenClaw.Storage;
using OpenClaw.Tools;

namespace OpenClaw.Agent;

/// <summary>
/// The turn itself: prompt, chain, tool calls through the gate, until the model answers in words or a limit is met. What comes next is
/// always read from the transcript (a call without a result is run, else the model is asked), so a turn that slept or was killed goes on
/// from its last entry. </summary>
internal sealed class ConverseStage(
    EventLoop loop,
    TurnWriter writer,
    SessionStore sessions,
    TurnStore turns,
    LaneTable lanes,
    CallRunner calls,
    ApprovalDesk desk,
    ApprovalNotices notices,
    QueueNotices queue,
    OutboxStore outbox,
    EventHub events,
    ToolOffer offer,
    IncomingFiles files,
    BudgetKeeper budget,
    CostKeeper costs,
    Current<GatewayConfig> config,
    Current<ModelTable> models,
    Current<Instructions> instructions,
    ILogger log
) : IStage
{
    public async ValueTask<TurnOutcome?> RunAsync(Turn turn, CancellationToken stop)
    {
        // Before the session is read: it may change as long as files come in.
        List<InboundMessage> said = [];
        if (turn.StartedAt is null)
        {
            foreach (var message in turn.Joined.Select(static t => t.Message).Prepend(turn.Message))
            {
                said.Add(await files.FetchAsync(turn, message, stop));
            }
        }

        using var run = await BeginAsync(turn, said);
        var (patience, setting) = PatienceWith(turn);
        using var limit = new CancellationTokenSource(patience, loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            await PrepareAsync(run);
            var outcome = await GoOnAsync(run, either.Token);
            // A sleeping turn has told its row; only one that ends goes on to delivery.
            if (outcome is TurnOutcome.Asking or TurnOutcome.Waiting)
            {
                return outcome;
            }
            turn.Outcome = outcome;
        }
        catch (OperationCanceledException) when (turn.IsLetGo)
        {
            // The result of a call that was cut off is in these rows; the next start asks the model with it.
            await writer.CommitAsync(turn);
            return new TurnOutcome.LetGo();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            turn.Outcome = new TurnOutcome.Stopped("Stopped.", run.Unfinished);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            turn.Outcome = new TurnOutcome.Failed($"Stopped after {Durations.Show(patience)} ({setting}).", Said: run.Unfinished);
        }
        catch (WorkspaceException e)
        {
            AgentLog.NoWorkspace(log, turn.Session.Value, e.Message);
            turn.Outcome = new TurnOutcome.Failed(e.Message);
        }

        if (turn.Outcome is TurnOutcome.Failed or TurnOutcome.Stopped)
        {
            run.Close(turn.Outcome);
        }
        return null;
    }

    private async Task<TurnRun> BeginAsync(Turn turn, List<InboundMessage> said)
    {
        var now = loop.Time.GetUtcNow();
        var isFirst = turn.StartedAt is null;
        turn.StartedAt ??= now;
        var run = await TurnRun.OpenAsync(
            turn,
            sessions,
            (session, next) =>
            {
                if (isFirst && !session.IsNew && ResetClock.IsDue(turn.Rule.Reset, session.ActivityAt, now, config.Value.Agent.TimeZone))
                {
                    session.ContextStart = next;
                }
            }
        );
        run.IsBeginning = isFirst;
        if (isFirst)
        {
            Open(run, now, said);
        }
        return run;
    }

    /// <summary>The rows of a turn's beginning: they wait in its batch for the first commit.</summary>
    private void Open(TurnRun run, DateTimeOffset now, List<InboundMessage> said)
    {
        var (turn, session) = (run.Turn, run.Session);
        if (turn.Message.Origin == Origin.Chat || session.IsNew)
        {
            session.Rule = turn.Rule.Name;
            session.Policy = turn.Rule.Policy;
            session.ReplyTo = turn.ReplyTo.ToString();
        }

        // Only people count as activity: a cron job must not keep a conversation from its idle reset.
        if (turn.Message.Origin == Origin.Chat)
        {
            session.ActivityAt = now;
        }
        sessions.Save(turn.Batch, session);
        turns.SetStarted(turn);
        queue.TellNotTaken(turn);
        run.CloseOpenCalls();
        foreach (var message in said)
        {
            run.Append(Said(message));
        }
    }

    private async Task PrepareAsync(TurnRun run)
    {
        var turn = run.Turn;
        turn.Workspace = await Workspaces.EnsureAsync(config.Value, turn);
        run.Scope = new ToolScope
        {
            Session = turn.Session,
            Sender = turn.Message.Sender,
            Origin = turn.Message.Origin,
            Workspace = turn.Workspace,
            Limits = LimitsFor(Chain(turn)),
            TimeZone = config.Value.Agent.TimeZone,
            Turn = turn.Id,
            CallId = "",
            Protected = ProtectedFiles.None,
        };
        events.Publish(new GatewayEvent.TurnStarted(turn.Rule.Deliver ? turn.ReplyTo : null) { Session = turn.Session, Turn = turn.Id });
    }

    private async Task<TurnOutcome> GoOnAsync(TurnRun run, CancellationToken ct)
    {
        var turn = run.Turn;
        if (Errands.IsDue(turn))
        {
            turn.Steps++;
            run.Append(Errands.Begin(turn.Message.Errand!, $"c{run.NextSeq}_0", PatienceWith(turn).Patience));
            turns.SetState(turn, TurnStates.Acting);
        }

        while (true)
        {
            foreach (var call in run.OpenCalls())
            {
                ct.ThrowIfCancellationRequested();
                Router.Refresh(config.Value, turn);
                if (await calls.RunAsync(run, call, ct) is { } asked)
                {
                    return await SleepAsync(run, asked);
                }
            }

            ct.ThrowIfCancellationRequested();
            Router.Refresh(config.Value, turn);
            if (Errands.End(turn, run.Entries) is { } done)
            {
                return done;
            }
            if (turn.Steps >= config.Value.Agent.MaxSteps)
            {
                return new TurnOutcome.Failed($"Stopped after {turn.Steps} model calls without an answer (agent.max_steps).");
            }

            if (Repetition.Find(run.Entries, turn.Id) is { } repeated)
            {
                return new TurnOutcome.Failed(
                    $"Stopped: the model made the same call more than {Repetition.Patience} times and got the same answer each time ({repeated.Name})."
                );
            }

            // What the turn has used is read back from the disk; the rows would be written a moment later anyway.
            if ((turn.Rule.Budget.IsCounted || costs.AreLimited(turn)) && !run.IsBeginning)
            {
                await writer.CommitAsync(turn);
            }
            if (await budget.RefusalAsync(turn, begins: run.IsBeginning) is { } refused)
            {
                return refused;
            }
            run.IsBeginning = false;
            foreach (var message in lanes.TakeSteering(turn))
            {
                run.Append(Said(await files.FetchAsync(turn, message, ct)));
            }
            run.TakeArrived();

            // The rows that announce the request are on the disk before it leaves.
            turn.Steps++;
            if (!turn.Batch.IsEmpty)
            {
                await writer.CommitAsync(turn);
            }

            var spent = await costs.SpentAsync(turn);
            switch (await AskModelAsync(run, spent, ct))
            {
                case ChainOutcome.Answered { Reply: var reply } answered:
                    run.Append(Entry(run, reply, answered.Attempts));
                    if (reply.Usage is { Input: var read, Output: var written } && read + written > 0)
                    {
                        turn.Once(() =>
                            events.Publish(
                                new GatewayEvent.ModelAnswered(reply.Model, read, written) { Session = turn.Session, Turn = turn.Id }
                            )
                        );
                    }
                    if (reply.Calls.IsEmpty)
                    {
                        return new TurnOutcome.Replied(reply.Text, reply.Model);
                    }
                    if (turn.Rule.Budget.ToolCallsPerTurn is { } most && run.CallsMade > most)
                    {
                        return new TurnOutcome.Failed(
                            $"Stopped: this turn may make {most} tool calls ({turn.Rule.SettingPath}.budget.tool_calls_per_turn)."
                        );
                    }

                    turns.SetState(turn, TurnStates.Acting);
                    break;
                case ChainOutcome.Exhausted exhausted:
                    // Not asked means not counted: a turn that waits a night must not use up its steps.
                    turn.Steps--;
                    if (spent is not null && exhausted.Attempts.All(static attempt => attempt.Kind == ModelAttempt.OverBudget))
                    {
                        return await costs.RefusalAsync(turn, spent);
                    }
                    if (!exhausted.IsFinal && Chain(turn).Config is { OnExhausted: OnExhausted.Wait } chain)
                    {
                        return await WaitAsync(turn, exhausted.Line, chain.Cooldown);
                    }
                    AgentLog.Exhausted(log, turn.Id.Value, exhausted.Line);
                    return new TurnOutcome.Failed(exhausted.Line);
            }
        }
    }

    private async Task<ChainOutcome> AskModelAsync(TurnRun run, string? nothingToSpend, CancellationToken ct)
    {
        var turn = run.Turn;
        var tools = offer.For(turn);
        var system = AgentPrompt.System(config.Value.Agent, turn.Workspace, tools, instructions.Value.Texts);
        var context = new ShownContext(run, system, config.Value.Agent, writer, sessions, log);
        var request = new ModelRequest
        {
            Messages = await context.MessagesAsync(ct),
            Tools = tools,
            Preferred = run.Session.Model,
            Rate = context.Rate,
            NothingToSpend = nothingToSpend,
            Spend = Count,
            Compact = context.ShortenAsync,
        };
        run.Writing = new TurnSink(events, turn.Session, turn.Id);
        var outcome = await Chain(turn).AskAsync(request, run.Writing, ct);
        // It has ended, one way or the other: what it said is in the reply, or void.
        run.Writing = null;
        context.KeepRate();
        return outcome;

        // In the batch that carries the turn's next rows, which those of its end are too.
        void Count(ModelSpend used)
        {
            budget.Count(turn, used);
            costs.Count(turn, used);
        }
    }

    /// <summary>Lets the turn sleep until a model may answer again. Its person hears so once, not at every try of a long night.</summary>
    private async Task<TurnOutcome> WaitAsync(Turn turn, string line, TimeSpan retry)
    {
        if (!turn.IsToldToWait)
        {
            turn.IsToldToWait = true;
            AgentLog.Waits(log, turn.Id.Value, line);
            var notice = $"{line} This waits until a model answers again.";
            if (turn.Rule.Deliver && !turn.ReplyTo.IsTranscript)
            {
                outbox.Add(turn.Batch, turn.Saying(notice), turn.Id);
            }
            await writer.CommitAsync(turn);
            events.Publish(new GatewayEvent.TurnWaiting(notice) { Session = turn.Session, Turn = turn.Id });
        }

        return new TurnOutcome.Waiting(line, retry);
    }

    private async Task<TurnOutcome> SleepAsync(TurnRun run, Asked asked)
    {
        var turn = run.Turn;
        if (asked.IsNew)
        {
            turns.SetState(turn, TurnStates.Asking);
        }
        if (asked.IsNew)
        {
            queue.TellWaiting(turn, asked.Approval);
        }
        using var told = asked.IsNew ? await notices.AddAsync(turn, asked.Approval) : null;
        await writer.CommitAsync(turn);
        if (asked.IsNew)
        {
            desk.Announce(asked.Approval);
        }
        return new TurnOutcome.Asking(asked.Approval.Id);
    }

    /// <summary>How long the turn may be awake, and the setting that says so.</summary>
    private (TimeSpan Patience, string Setting) PatienceWith(Turn turn)
    {
        var rule = turn.Rule;
        var (most, setting) = rule.TimeLimit is { } limit
            ? (limit, $"{rule.SettingPath}.timeout")
            : (config.Value.Agent.MaxTurnTime, "agent.max_turn_time");
        return rule.Budget.SecondsPerTurn is { } seconds && TimeSpan.FromSeconds(seconds) is var own && own < most
            ? (own, $"{rule.SettingPath}.budget.seconds_per_turn")
            : (most, setting);
    }

    private Entry.User Said(InboundMessage message) => AgentPrompt.Said(message, config.Value.Agent.TimeZone);

    /// <summary>Calls get ids of our own: servers number theirs from nothing in each reply, and a row needs one that is unique in its
    /// turn.</summary>
    private static Entry.Assistant Entry(TurnRun run, ModelReply reply, EquatableArray<ModelAttempt> attempts) =>
        new(
            reply.Text,
            reply.Model,
            reply.Calls.IsEmpty
                ? null
                : [.. reply.Calls.Select((c, i) => new EntryCall($"c{run.NextSeq}_{i}", c.Name, c.Arguments, c.ServerId, c.Extra))],
            reply.Thinking.Length == 0 ? null : reply.Thinking,
            attempts.IsEmpty ? null : [.. attempts.Select(static a => new EntryAttempt(a.Model, a.Kind, a.Message))]
        );

    private ModelChain Chain(Turn turn) => models.Value.Chain(turn.Rule.Chain);

    /// <summary>One result may take a quarter of the context at most: two of them and an answer must fit.</summary>
    private ToolsConfig LimitsFor(ModelChain chain)
    {
        var limits = config.Value.Tools;
        return limits with { ResultLimit = Math.Min(limits.ResultLimit, Math.Max(2048, chain.Context)) };
    }
}

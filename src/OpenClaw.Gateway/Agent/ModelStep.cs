using OpenClaw.Agent.Budgets;
using OpenClaw.Agent.Prompt;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models;
using OpenClaw.Models.Kept;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>One question to the models of a turn's chain, and the reply's entry in the transcript. On the loop.</summary>
internal sealed class ModelStep(
    TurnWriter writer,
    SessionStore sessions,
    EventHub events,
    TurnPrompt prompt,
    TurnBudgets budgets,
    Current<GatewayConfig> config,
    Current<ModelTable> models,
    ILogger log
)
{
    /// <summary>A model has not answered, and the chain goes on without it.</summary>
    public event Action<ModelAttempt>? ModelFailed;

    /// <summary>What a model's prompt has of the turn's session already; null for nothing.</summary>
    public KeptPrompt? KeptOf(Turn turn) => prompt.Kept.Find(turn.Session);

    public ModelChain ChainOf(Turn turn) => models.Value.Chain(turn.Rule.Chain);

    /// <summary>One result may take a quarter of the context at most: two of them and an answer must fit.</summary>
    public ToolsConfig LimitsFor(Turn turn)
    {
        var limits = config.Value.Tools;
        return limits with { ResultLimit = Math.Min(limits.ResultLimit, Math.Max(2048, ChainOf(turn).Context)) };
    }

    /// <param name="nothingToSpend">Why models with a price are passed over; null asks them too.</param>
    public async Task<ChainOutcome> AskAsync(TurnRun run, string? nothingToSpend, CancellationToken ct)
    {
        var turn = run.Turn;
        var (system, tools) = prompt.For(turn);
        var context = new ShownContext(run, system, prompt.Kept, config.Value.Agent, writer, sessions, log);
        var (messages, history) = await context.BeginAsync(ct);
        var request = new ModelRequest
        {
            Messages = messages,
            History = history,
            Tools = tools,
            Preferred = run.Session.Model,
            Rate = context.Rate,
            NothingToSpend = nothingToSpend,
            // In the batch that carries the turn's next rows, which those of its end are too.
            Spend = used => budgets.Count(turn, used),
            Compact = context.ShortenAsync,
        };
        run.Writing = new TurnSink(events, turn.Session, turn.Id, failed => ModelFailed?.Invoke(failed));
        var outcome = await ChainOf(turn).AskAsync(request, run.Writing, ct);
        // It has ended, one way or the other: what it said is in the reply, or void.
        run.Writing = null;
        context.KeepRate();
        return outcome;
    }

    /// <summary>Adds a reply to the transcript, and tells what it has used once the row is on the disk.</summary>
    public void Take(TurnRun run, ChainOutcome.Answered answered)
    {
        var (turn, reply) = (run.Turn, answered.Reply);
        run.Append(Entry(run, reply, answered.Attempts));
        if (reply.Usage is { Input: var read, Output: var written } && read + written > 0)
        {
            turn.Once(() => events.Publish(turn, new GatewayEvent.ModelAnswered(reply.Model, read, written)));
        }
    }

    /// <summary>How a turn ends that no model has answered. The log says so too.</summary>
    public TurnOutcome.Failed FailureOf(Turn turn, ChainOutcome.Exhausted exhausted)
    {
        AgentLog.Exhausted(log, turn.Id.Value, exhausted.Line);
        return new TurnOutcome.Failed(exhausted.Line);
    }

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
}

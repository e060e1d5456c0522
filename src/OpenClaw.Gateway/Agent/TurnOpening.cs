using OpenClaw.Agent.Notices;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Models.Kept;
using OpenClaw.Policy.Calls;
using OpenClaw.Tools;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>Begins a turn, or takes up one that slept: fetches the files of its messages, opens the session's transcript, and adds what was
/// said. On the loop.</summary>
internal sealed class TurnOpening(
    EventLoop loop,
    SessionStore sessions,
    LaneTable lanes,
    QueueNotices queue,
    IncomingFiles files,
    EventHub events,
    Current<GatewayConfig> config,
    ILogger log
)
{
    /// <summary>Opens the run of a turn. The rows of a turn's beginning wait in its batch for the first commit.</summary>
    /// <param name="kept">What a model's prompt has of the session already.</param>
    public async Task<TurnRun> OpenAsync(Turn turn, KeptPrompt? kept, CancellationToken stop)
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

        var now = loop.Time.GetUtcNow();
        var isFirst = turn.StartedAt is null;
        turn.StartedAt ??= now;
        var run = await TurnRun.OpenAsync(
            turn,
            sessions,
            isFirst ? kept : null,
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
            Begin(run, now, said);
        }
        else
        {
            await run.RecallAsync();
        }
        return run;
    }

    /// <summary>Makes the folder that the turn works in, and what its tools are told of the turn.</summary>
    /// <exception cref="WorkspaceException">The folder cannot be made; the log has it too.</exception>
    public async Task PrepareAsync(TurnRun run, ToolsConfig limits)
    {
        var turn = run.Turn;
        try
        {
            turn.Workspace = await Workspaces.EnsureAsync(config.Value, turn);
        }
        catch (WorkspaceException e)
        {
            AgentLog.NoWorkspace(log, turn.Session.Value, e.Message);
            throw;
        }

        run.Scope = CallRunner.ScopeOf(turn, "", limits, ProtectedFiles.None) with { TimeZone = config.Value.Agent.TimeZone };
        events.Publish(turn, new GatewayEvent.TurnStarted(turn.Rule.Deliver ? turn.ReplyTo : null));
    }

    /// <summary>Adds what was said here while the turn ran: messages that steer it, and what others have said.</summary>
    public async Task TakeArrivedAsync(TurnRun run, CancellationToken ct)
    {
        foreach (var message in lanes.TakeSteering(run.Turn))
        {
            run.Append(Said(await files.FetchAsync(run.Turn, message, ct)));
        }
        run.TakeArrived();
    }

    private void Begin(TurnRun run, DateTimeOffset now, List<InboundMessage> said)
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
        TurnStore.SetStarted(turn);
        queue.TellNotTaken(turn);
        run.CloseOpenCalls();
        foreach (var message in said)
        {
            run.Append(Said(message));
        }
    }

    private Entry.User Said(InboundMessage message) => AgentPrompt.Said(message, config.Value.Agent.TimeZone);
}

using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;
using OpenClaw.Scheduling;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;

namespace OpenClaw.Control.Methods;

/// <summary><c>cron.run</c>: a job now, as an occurrence of its own. Its turn is that of any occurrence.</summary>
internal sealed class CronRunMethod(
    CronDesk cron,
    LaneTable lanes,
    EventHub events,
    ApprovalDesk desk,
    Current<GatewayConfig> config,
    PeerRights rights
) : ControlMethod<CronRunParams, CronRunResult>(ControlCalls.CronRun)
{
    protected override async Task<CronRunResult> InvokeAsync(CronRunParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "run cron jobs");
        using var watch = new TurnWatch(events) { EndsBehindQuestions = true };
        var started = await cron.RunNowAsync(parameters.Job).WaitAsync(ct) switch
        {
            RunNow.Started run => run,
            RunNow.Refused refused => throw ControlException.Failed(refused.Line),
            _ => throw CronShapes.NoSuchJob(config.Value, parameters.Job),
        };

        var result = new CronRunResult
        {
            Job = parameters.Job,
            Turn = started.Turn.Value,
            Session = started.Session.Value,
            State = SendStates.Queued,
        };
        if (parameters.Wait is not true)
        {
            return result;
        }
        // In a conversation that waits for an approval, the job would wait with it.
        if (lanes.Find(started.Session)?.Asleep is { Ending: false, Approval: { } waited } && await desk.FindAsync(waited) is { } before)
        {
            return result with { State = SendStates.Asking, Approval = ApprovalShapes.Of(before) };
        }

        return await watch.OfAsync(started.Turn, started.Session, ct) switch
        {
            GatewayEvent.TurnEnded ended => result with
            {
                State = ended.State == TurnStates.Answered ? SendStates.Answered : SendStates.Failed,
                Reply = ended.Reply,
            },
            GatewayEvent.ApprovalAsked asked => result with
            {
                State = SendStates.Asking,
                Approval = await desk.FindAsync(asked.Approval) is { } approval ? ApprovalShapes.Of(approval) : null,
            },
            _ => result,
        };
    }
}

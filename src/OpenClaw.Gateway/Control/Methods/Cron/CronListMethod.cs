using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Scheduling;

namespace OpenClaw.Control.Methods;

/// <summary><c>cron.list</c>: the declared jobs, and beside them the reminders that people had set.</summary>
internal sealed class CronListMethod(
    CronDesk cron,
    CronStore rows,
    ReminderDesk reminders,
    Current<GatewayConfig> config,
    PeerRights rights
) : ControlMethod<NoParams, CronListResult>(ControlCalls.CronList)
{
    protected override async Task<CronListResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct)
    {
        // What the gateway does by itself is its owner's business; a reminder is that of whoever has its session.
        var jobs = new List<CronJobInfo>();
        foreach (var job in rights.IsTrusted(peer) ? cron.Jobs.ToList() : [])
        {
            jobs.Add(CronShapes.Of(job, await rows.LastAsync(job.Name), config.Value.Agent));
        }
        return new CronListResult(
            jobs,
            [.. (await reminders.ListAsync()).Where(r => rights.MayUse(peer, r.Session)).Select(CronShapes.Of)]
        );
    }
}

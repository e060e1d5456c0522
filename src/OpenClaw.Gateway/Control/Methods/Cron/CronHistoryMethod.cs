using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Scheduling;

namespace OpenClaw.Control.Methods;

/// <summary><c>cron.history</c>: a job's runs, and what was missed or left out. A job that is gone from the configuration keeps
/// its.</summary>
internal sealed class CronHistoryMethod(CronStore rows, Current<GatewayConfig> config, PeerRights rights)
    : ControlMethod<CronHistoryParams, CronHistoryResult>(ControlCalls.CronHistory)
{
    private const int DefaultLimit = 20,
        MostRows = 5000;

    protected override async Task<CronHistoryResult> InvokeAsync(CronHistoryParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "look at cron jobs");
        var runs = await rows.HistoryAsync(parameters.Job, Math.Clamp(parameters.Limit ?? DefaultLimit, 1, MostRows));
        if (runs.Count == 0)
        {
            CronShapes.Find(config.Value, parameters.Job);
        }
        return new CronHistoryResult(parameters.Job, [.. runs.Select(run => CronShapes.Of(run, config.Value.Agent))]);
    }
}

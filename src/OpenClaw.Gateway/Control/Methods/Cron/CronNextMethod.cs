using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>cron.next</c>: when a job will start.</summary>
internal sealed class CronNextMethod(Current<GatewayConfig> config, PeerRights rights, TimeProvider time)
    : ControlMethod<CronNextParams, CronNextResult>(ControlCalls.CronNext)
{
    public const int DefaultCount = 10;

    protected override Task<CronNextResult> InvokeAsync(CronNextParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "look at cron jobs");
        return Task.FromResult(CronShapes.Next(config.Value, parameters.Job, parameters.Count ?? DefaultCount, time.GetUtcNow()));
    }
}

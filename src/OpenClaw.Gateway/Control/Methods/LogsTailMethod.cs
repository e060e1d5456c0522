using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Logging;

namespace OpenClaw.Control.Methods;

/// <summary><c>logs.tail</c>: the newest lines, and with <c>follow</c> the coming ones as notifications.</summary>
internal sealed class LogsTailMethod(LogHub? logs, Current<GatewayConfig> config, PeerRights rights)
    : ControlMethod<LogsTailParams, LogsTailResult>(ControlCalls.LogsTail)
{
    private const int DefaultLines = 50;
    private const int MostLines = 5000;

    protected override async Task<LogsTailResult> InvokeAsync(LogsTailParams parameters, ControlPeer peer, CancellationToken ct)
    {
        // It names every session and sender.
        rights.OwnersOnly(peer, "read the log");
        if (logs is null)
        {
            return new LogsTailResult([]);
        }
        var level = LogHub.ParseLevel(parameters.Level ?? "trace");
        if (parameters.Follow is true)
        {
            var following = logs.Follow(record =>
            {
                if (record.Level >= level)
                {
                    peer.Notify(ControlNotices.Log, new LogLine(record.ToString()));
                }
            });
            peer.Closed.Register(following.Dispose);
        }

        return new LogsTailResult(
            await logs.TailAsync(Math.Clamp(parameters.Lines ?? DefaultLines, 0, MostLines), level),
            config.Value.Agent.TimeZone.Id
        );
    }
}

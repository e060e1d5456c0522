using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>reload</c>: swapped whole or refused whole; either way the diagnostics come along.</summary>
internal sealed class ReloadMethod(Func<Task<ReloadResult>> reload, PeerRights rights)
    : ControlMethod<NoParams, ReloadResult>(ControlCalls.Reload)
{
    protected override Task<ReloadResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "reload the configuration");
        return reload();
    }
}

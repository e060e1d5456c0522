using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Routing;

namespace OpenClaw.Control.Methods;

/// <summary><c>sessions.reset</c>: the same as <c>/new</c>.</summary>
internal sealed class SessionsResetMethod(SessionDesk desk, PeerRights rights) : ControlMethod<SessionParams, SessionsResetResult>(ControlCalls.SessionsReset)
{
    protected override async Task<SessionsResetResult> InvokeAsync(SessionParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var key = rights.Key(peer, parameters.Session);
        await desk.ResetAsync(key, peer.Sender.Address);
        return new SessionsResetResult(key.Value);
    }
}

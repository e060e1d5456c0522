using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Control.Methods;

/// <summary><c>sessions.reset</c>: the same as <c>/new</c>.</summary>
internal sealed class SessionsResetMethod(SessionDesk desk, SessionStore sessions, LaneTable lanes, PeerRights rights)
    : ControlMethod<SessionParams, SessionsResetResult>(ControlCalls.SessionsReset)
{
    protected override async Task<SessionsResetResult> InvokeAsync(SessionParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var key = rights.Key(peer, parameters.Session);
        // A mistyped name would make a session of it, and leave the one that was meant as it is.
        if (lanes.Find(key) is null && await sessions.FindAsync(key) is null)
        {
            throw ControlException.NotFound($"unknown session \"{key}\"; `openclaw sessions` lists them");
        }
        await desk.ResetAsync(key, peer.Sender.Address);
        return new SessionsResetResult(key.Value);
    }
}

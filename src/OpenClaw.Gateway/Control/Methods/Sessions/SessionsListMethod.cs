using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Control.Methods;

/// <summary><c>sessions.list</c>, the newest first.</summary>
internal sealed class SessionsListMethod(SessionStore sessions, LaneTable lanes, Current<GatewayConfig> config, PeerRights rights)
    : ControlMethod<NoParams, SessionsListResult>(ControlCalls.SessionsList)
{
    protected override async Task<SessionsListResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct) =>
        new([
            .. (await sessions.ListAsync())
                .Where(s => rights.MayUse(peer, s.Key) && !IsOver(s.Key))
                .Select(s => SessionShapes.Of(s, lanes, config.Value)),
        ]);

    /// <summary>Sessions of a single request are as many as there were requests: shown while something is going on in them.</summary>
    private bool IsOver(SessionKey key) => StandAlone.Is(key) && lanes.Find(key) is null;
}

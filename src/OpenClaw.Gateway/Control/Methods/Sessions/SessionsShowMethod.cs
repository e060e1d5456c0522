using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Control.Methods;

/// <summary><c>sessions.show</c>: a session and a page of its transcript.</summary>
internal sealed class SessionsShowMethod(SessionStore sessions, LaneTable lanes, Current<GatewayConfig> config, PeerRights rights)
    : ControlMethod<SessionsShowParams, SessionsShowResult>(ControlCalls.SessionsShow)
{
    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

    protected override async Task<SessionsShowResult> InvokeAsync(SessionsShowParams parameters, ControlPeer peer, CancellationToken ct)
    {
        var key = rights.Key(peer, parameters.Session);
        var limit = Math.Clamp(parameters.Limit ?? DefaultLimit, 1, LargestLimit);
        var (entries, more) = await sessions.HistoryAsync(key, limit, parameters.Before);
        var session = await sessions.FindAsync(key);
        if (session is null && entries.Count == 0)
        {
            throw ControlException.NotFound($"unknown session \"{key}\"; `openclaw sessions` lists them");
        }
        session ??= new SessionSummary(key, "", "", null, entries.Count, entries[^1].At, 1);
        return new SessionsShowResult
        {
            Session = SessionShapes.Of(session, lanes, config.Value),
            Entries = [.. entries.SelectMany(SessionShapes.Of)],
            More = more,
            ContextStart = session.ContextStart,
        };
    }
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Control.Api;

/// <summary>The methods about sessions and the turn that runs in one.</summary>
internal sealed class SessionsApi(
    SessionStore sessions,
    LaneTable lanes,
    SessionService service,
    Current<GatewayConfig> config,
    PeerRights rights
)
{
    public static ControlCall<NoParams, SessionsListResult> List { get; } = new("sessions.list", ControlJson.Get);
    public static ControlCall<SessionsShowParams, SessionsShowResult> Show { get; } = new("sessions.show", ControlJson.Get);
    public static ControlCall<SessionParams, SessionsResetResult> Reset { get; } = new("sessions.reset", ControlJson.Get);
    public static ControlCall<SessionModelParams, SessionModelResult> Model { get; } = new("session.model", ControlJson.Get);
    public static ControlCall<SessionParams, TurnStopResult> StopTurn { get; } = new("turn.stop", ControlJson.Get);

    private const int DefaultLimit = 50;
    private const int LargestLimit = 500;

    /// <summary>The newest first.</summary>
    public async Task<SessionsListResult> ListAsync(NoParams parameters, ControlPeer peer) =>
        new([
            .. (await sessions.ListAsync())
                .Where(s => rights.MayUse(peer, s.Key) && !IsOver(s.Key))
                .Select(s => SessionShapes.Of(s, lanes, config.Value)),
        ]);

    /// <summary>A session and a page of its transcript.</summary>
    public async Task<SessionsShowResult> ShowAsync(SessionsShowParams parameters, ControlPeer peer)
    {
        var key = rights.Key(peer, parameters.Session);
        var limit = Math.Clamp(parameters.Limit ?? DefaultLimit, 1, LargestLimit);
        var (entries, more) = await sessions.HistoryAsync(key, limit, parameters.Before);
        var session = await sessions.FindAsync(key);
        if (session is null && entries.Count == 0)
        {
            throw Unknown(key);
        }
        session ??= new SessionSummary(key, "", "", null, entries.Count, entries[^1].At, 1);
        return new SessionsShowResult(
            SessionShapes.Of(session, lanes, config.Value),
            [.. entries.SelectMany(SessionShapes.Of)],
            more,
            session.ContextStart
        );
    }

    /// <summary>The same as <c>/new</c>.</summary>
    public async Task<SessionsResetResult> ResetAsync(SessionParams parameters, ControlPeer peer)
    {
        var key = rights.Key(peer, parameters.Session);
        // A mistyped name would make a session of it, and leave the one that was meant as it is.
        if (lanes.Find(key) is null && await sessions.FindAsync(key) is null)
        {
            throw Unknown(key);
        }
        await service.ResetAsync(key, peer.Sender.Address);
        return new SessionsResetResult(key.Value);
    }

    /// <summary>The same as <c>/model</c>.</summary>
    public async Task<SessionModelResult> ModelAsync(SessionModelParams parameters, ControlPeer peer)
    {
        if (!Router.IsOwner(config.Value, peer.Sender))
        {
            throw ControlException.NotAllowed($"{peer.Sender} is not an owner; only an owner chooses the model");
        }
        if (parameters.Model is { } model && !config.Value.Models.ContainsKey(model))
        {
            throw ControlException.NotFound($"no model \"{model}\"; configured: {string.Join(", ", config.Value.Models.Keys.Order())}");
        }

        await service.ChooseModelAsync(PeerSessions.Key(peer, parameters.Session), parameters.Model);
        return new SessionModelResult(parameters.Model);
    }

    /// <summary>The same as <c>/stop</c>.</summary>
    public async Task<TurnStopResult> StopTurnAsync(SessionParams parameters, ControlPeer peer) =>
        new(await lanes.StopAsync(rights.Key(peer, parameters.Session), peer.Sender.Address));

    /// <summary>Sessions of a single request are as many as there were requests: shown while something is going on in them.</summary>
    private bool IsOver(SessionKey key) => StandAlone.Is(key) && lanes.Find(key) is null;

    private static ControlException Unknown(SessionKey key) =>
        ControlException.NotFound($"unknown session \"{key}\"; `openclaw sessions` lists them");
}

internal sealed record SessionParams(string Session);

internal sealed record SessionInfo
{
    public required string Key { get; init; }

    /// <summary>The session rule its last message matched, as name or place.</summary>
    public string? Rule { get; init; }

    public string? Policy { get; init; }
    public string? Chain { get; init; }

    /// <summary><c>idle</c>, <c>running</c>, <c>asking</c>, <c>waiting</c> (for a model) or <c>queued</c>.</summary>
    public required string State { get; init; }

    public int Entries { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Messages that wait behind the running turn.</summary>
    public int Waiting { get; init; }

    /// <summary>The model chosen with <c>/model</c>, when one is.</summary>
    public string? Model { get; init; }
}

internal sealed record SessionsListResult(IReadOnlyList<SessionInfo> Sessions);

/// <param name="Limit">How many entries, newest first chosen, oldest first returned; 50 when absent.</param>
/// <param name="Before">Only entries older than this one's <c>seq</c>.</param>
internal sealed record SessionsShowParams(string Session, int? Limit = null, long? Before = null);

internal sealed record EntryInfo
{
    public required long Seq { get; init; }

    /// <summary>One of <see cref="EntryKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The turn it belongs to; absent for an entry outside of turns.</summary>
    public long? Turn { get; init; }

    public required string Text { get; init; }
    public string? Tool { get; init; }
    public string? Call { get; init; }
    public string? Model { get; init; }

    /// <summary>Of an answer that ends in the middle: <c>stopped</c>, or the limit that ended it.</summary>
    public string? Cut { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>The files of a message; absent where it had none. Each has a line in the text.</summary>
    public IReadOnlyList<EntryFile>? Files { get; init; }
}

/// <param name="Name">As its sender named it.</param>
/// <param name="Place">Where it was put, below the workspace, as the text names it.</param>
internal sealed record EntryFile(string Name, string Place, string? Type = null, long Size = 0);

internal static class EntryKinds
{
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string ToolCall = "tool_call";
    public const string ToolResult = "tool_result";
    public const string Notice = "notice";
}

/// <param name="More">There are older ones.</param>
/// <param name="ContextStart">The <c>seq</c> at which what the model is shown begins, since the last reset.</param>
internal sealed record SessionsShowResult(SessionInfo Session, IReadOnlyList<EntryInfo> Entries, bool More = false, long ContextStart = 0);

internal sealed record SessionsResetResult(string Session);

/// <param name="Model">A model of the session's chain to try first; null or absent, back to the chain's order.</param>
internal sealed record SessionModelParams(string Session, string? Model = null);

internal sealed record SessionModelResult(string? Model = null);

internal sealed record TurnStopResult(bool Stopped);

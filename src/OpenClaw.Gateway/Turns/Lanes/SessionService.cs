using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Turns.Lanes;

/// <summary>What people may do to a conversation from outside its turns.</summary>
internal sealed class SessionService(LaneTable lanes, SessionStore sessions, Store store)
{
    /// <summary>One word for what a session does: <c>idle</c>, <c>running</c>, <c>asking</c> (nothing runs, and a call waits for an
    /// approval), <c>waiting</c> (for a model), <c>queued</c>.</summary>
    public static string StateOf(Lane? lane) =>
        lane switch
        {
            null => "idle",
            { Running: not null } => "running",
            { Asleep: not null } => "waiting",
            { IsIdle: true, Asking.Count: > 0 } => "asking",
            { IsIdle: true } => "idle",
            _ => "queued",
        };

    /// <summary>Stops what runs, and begins the context anew. The entries stay on disk.</summary>
    public Task ResetAsync(SessionKey key, string by) =>
        lanes.QuietlyAsync(
            key,
            by,
            async () =>
            {
                using var end = await sessions.HoldAsync(key);
                await store.CommitAsync(sessions.Reset(new Batch(), key, end.Next));
            }
        );

    public Task ChooseModelAsync(SessionKey key, string? model) => store.CommitAsync(sessions.ChooseModel(new Batch(), key, model));
}

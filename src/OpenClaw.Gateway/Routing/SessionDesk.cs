using OpenClaw.Messages;
using OpenClaw.Sessions;
using OpenClaw.Storage;

namespace OpenClaw.Routing;

/// <summary>What people may do to a conversation from outside its turns.</summary>
internal sealed class SessionDesk(LaneTable lanes, SessionStore sessions, Store store)
{
    /// <summary>One word for what a session does: <c>idle</c>, <c>running</c>, <c>asking</c>, <c>waiting</c> (for a model), <c>queued</c>.</summary>
    public static string StateOf(Lane? lane) => lane switch
    {
        null => "idle",
        { Running: not null } => "running",
        { Asleep.Approval: not null } => "asking",
        { Asleep: not null } => "waiting",
        { IsIdle: true } => "idle",
        _ => "queued",
    };

    /// <summary>Stops what runs, and begins the context anew. The entries stay on disk.</summary>
    public async Task ResetAsync(SessionKey key, string by)
    {
        await lanes.StopAsync(key, by);
        await lanes.WhenRestsAsync(key);
        var session = await sessions.LoadAsync(key);
        session.ContextStart = session.NextSeq;
        await SaveAsync(session);
    }

    public async Task ChooseModelAsync(SessionKey key, string? model)
    {
        var session = await sessions.LoadAsync(key);
        session.Model = model;
        await SaveAsync(session);
    }

    private Task SaveAsync(Session session)
    {
        var batch = new Batch();
        sessions.Save(batch, session);
        return store.CommitAsync(batch);
    }
}

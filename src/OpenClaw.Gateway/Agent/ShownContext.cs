using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenClaw.Agent.Compaction;
using OpenClaw.Config.Tables;
using OpenClaw.Models.Context;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>
/// The conversation of one run as its models are shown it, and what its text has cost them in tokens. Shortening writes the summary to disk
/// before a model reads it, so a turn that is killed goes on from the same context.
/// </summary>
internal sealed class ShownContext(
    TurnRun run,
    ChatMessage system,
    AgentConfig agent,
    TurnWriter writer,
    SessionStore sessions,
    ILogger log
)
{
    // A smaller difference is not worth a row.
    private const double Noticeable = 0.02;

    public TokenRate Rate { get; } = new(run.Session.TokensPerCharacter);

    public Task<List<ChatMessage>> MessagesAsync(CancellationToken ct) => AgentPrompt.MessagesAsync(system, run.Entries, agent, ct);

    /// <summary>Leaves out what is older, so that about so many characters remain; null when nothing would be less.</summary>
    public async Task<IReadOnlyList<ChatMessage>?> ShortenAsync(int characters, CancellationToken ct)
    {
        if (Compactor.Plan(run.Entries, characters) is not { } cut)
        {
            return null;
        }
        run.Shorten(cut);
        await writer.CommitAsync(run.Turn);
        AgentLog.Compacted(log, run.Turn.Session.Value, cut.UpTo);
        return await MessagesAsync(ct);
    }

    /// <summary>Puts what was learned of the text into the turn's batch.</summary>
    public void KeepRate()
    {
        if (Rate.PerCharacter is not { } rate)
        {
            return;
        }
        var before = run.Session.TokensPerCharacter;
        if (before is { } known && Math.Abs(rate - known) <= known * Noticeable)
        {
            return;
        }
        run.Session.TokensPerCharacter = rate;
        sessions.KeepRate(run.Turn.Batch, run.Session);
    }
}

using Microsoft.Extensions.AI;
using OpenClaw.Agent.Compaction;
using OpenClaw.Config.Tables;
using OpenClaw.Models;
using OpenClaw.Models.Context;
using OpenClaw.Models.Kept;
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
    KeptPrompts prompts,
    AgentConfig agent,
    TurnWriter writer,
    SessionStore sessions,
    ILogger log
)
{
    // A smaller difference is not worth a row.
    private const double Noticeable = 0.02;

    public TokenRate Rate { get; } = new(run.Session.TokensPerCharacter);

    /// <summary>The request's messages, and what is kept of those before them.</summary>
    public async Task<(IReadOnlyList<ChatMessage> Messages, PromptHistory History)> BeginAsync(CancellationToken ct)
    {
        var kept = prompts.Find(run.Session.Key);
        if (kept is null || kept.Id != run.Beginning || kept.Place < run.After)
        {
            // Another conversation has pushed it out, or this one has begun anew.
            kept = null;
            await run.ReadAllAsync();
        }
        var behind = await BehindAsync(kept?.Place ?? run.After, ct);
        var history = new PromptHistory(prompts, run.Beginning, kept, behind, AllAsync);
        return (Messages(behind), history);
    }

    /// <summary>Leaves out what is older, so that about so many characters remain; null when nothing would be less.</summary>
    public async Task<IReadOnlyList<ChatMessage>?> ShortenAsync(int characters, CancellationToken ct)
    {
        await run.ReadAllAsync();
        if (Compactor.Plan(run.Entries, characters) is not { } cut)
        {
            return null;
        }
        run.Shorten(cut);
        await writer.CommitAsync(run.Turn);
        AgentLog.Compacted(log, run.Turn.Session.Value, cut.UpTo);
        return Messages(await AllAsync(ct));
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

    private async Task<IReadOnlyList<PromptExchange>> AllAsync(CancellationToken ct)
    {
        await run.ReadAllAsync();
        return await BehindAsync(run.After, ct);
    }

    private Task<IReadOnlyList<PromptExchange>> BehindAsync(long place, CancellationToken ct) =>
        AgentPrompt.ExchangesAsync(
            // The summary, whose number is among those of later entries, comes before them all.
            place == run.After
                ? run.Entries
                : [.. run.Entries.Where(e => e.Seq > place && e.Entry is not Entry.Summary)],
            place + 1,
            run.Summaries,
            agent,
            ct
        );

    private List<ChatMessage> Messages(IReadOnlyList<PromptExchange> exchanges) =>
        [system, .. exchanges.SelectMany(static exchange => exchange.Messages)];
}

using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;
using OpenClaw.Models.Kept;

namespace OpenClaw.Models;

/// <summary>
/// One request's conversation, of which the beginning may be kept as bytes. What a model is sent of it is those bytes and the messages
/// behind them; exchanges that are done are added to the bytes on the way. Belongs to the loop.
/// </summary>
/// <param name="kept">What is kept of the beginning; null when <paramref name="behind"/> is all.</param>
/// <param name="readAll">Reads the conversation from its beginning, for a model that has not been sent the kept part.</param>
internal sealed class PromptHistory(
    KeptPrompts prompts,
    KeptId id,
    KeptPrompt? kept,
    IReadOnlyList<PromptExchange> behind,
    Func<CancellationToken, Task<IReadOnlyList<PromptExchange>>> readAll
)
{
    /// <summary>Characters of what is kept, when the request began.</summary>
    public long Characters { get; } = kept?.Characters ?? 0;

    /// <summary>What a model is sent before the messages behind the system prompt, and these messages.</summary>
    public async Task<(SentBefore? Before, IReadOnlyList<ChatMessage> Messages)> ForAsync(LiveModel model, CancellationToken ct)
    {
        if (kept is not null && !(model.Client is IPromptRenderer && kept.IsFor(model.Config, model.TakesTools)))
        {
            behind = await readAll(ct);
            kept = null;
        }
        if (model.Client is IPromptRenderer renderer)
        {
            Grow(model, renderer);
        }
        return (kept is null || kept.IsEmpty ? null : kept.Sent(), [.. behind.SelectMany(static exchange => exchange.Messages)]);
    }

    private void Grow(LiveModel model, IPromptRenderer renderer)
    {
        kept ??= new KeptPrompt(id, model.Config, model.TakesTools);
        var done = 0;
        for (; done < behind.Count && behind[done].IsDone; done++)
        {
            var exchange = behind[done];
            // Instructions and tools are no part of it: a reload may change them.
            var sent = SentMessages.For(model, exchange.Messages, []);
            kept.Add(exchange, Tokens.Characters(exchange.Messages, []), renderer.Render(sent), Tokens.Characters(sent, []));
        }
        behind = done == 0 ? behind : [.. behind.Skip(done)];
        prompts.Keep(kept);
    }
}

using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Context;

/// <summary>The two parts of a prompt, in characters: what every request has, and the conversation. They are of different languages, so
/// each has its own cost.</summary>
/// <param name="Fixed">Instructions and the descriptions of the tools.</param>
internal readonly record struct PromptSize(long Fixed, long Conversation)
{
    /// <param name="kept">Characters of the conversation that are not among the messages.</param>
    public static PromptSize Of(IReadOnlyList<ChatMessage> messages, IReadOnlyList<ToolSpec> tools, long kept = 0) =>
        new(
            Tokens.Characters(messages.Where(static m => m.Role == ChatRole.System), tools),
            kept + Tokens.Characters(messages.Where(static m => m.Role != ChatRole.System), [])
        );

    public double TokensAt(double fixedRate, double rate) => Fixed * fixedRate + Conversation * rate;
}

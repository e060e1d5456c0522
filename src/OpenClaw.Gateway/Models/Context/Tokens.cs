using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Context;

/// <summary>
/// Tokens without a tokenizer. A token of English or code is about four characters; an estimate that is surely too low tells that a prompt
/// cannot fit, before a Pi has spent minutes reading it.
/// </summary>
internal static class Tokens
{
    /// <summary>A good guess.</summary>
    public static int Estimate(long characters) => (int)(characters / 4);

    /// <summary>Hardly any prompt has fewer.</summary>
    public static int AtLeast(long characters) => (int)(characters / 6);

    public static long Characters(IEnumerable<ChatMessage> messages, IEnumerable<ToolSpec> tools) =>
        messages.Sum(m => m.Contents.Sum(Characters) + 8L) + tools.Sum(t => (long)t.Name.Length + t.Description.Length + t.Schema.Length);

    private static long Characters(AIContent content) =>
        content switch
        {
            TextContent text => WithoutRuns(text.Text),
            FunctionCallContent call => call.Name.Length + CallContent.Arguments(call).Length,
            FunctionResultContent result => WithoutRuns(CallContent.ResultText(result)),
            _ => 0,
        };

    /// <summary>Indentation and rules drawn with dashes are cheap: a run of one character that is not a letter or digit counts
    /// once.</summary>
    private static long WithoutRuns(string text)
    {
        var count = 0L;
        var last = '\0';
        foreach (var c in text)
        {
            if (c != last || char.IsLetterOrDigit(c))
            {
                count++;
            }

            last = c;
        }

        return count;
    }
}

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

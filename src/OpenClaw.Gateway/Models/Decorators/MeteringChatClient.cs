using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Models.Decorators;

/// <summary>
/// Tells <see cref="AskOptions.Spend"/> once a request what its answer has used: what the server counted, or a guess where it counted
/// nothing. An answer that breaks off or is thrown away has used tokens too. A request that never began an answer has used none.
/// </summary>
internal sealed class MeteringChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        var spend = (options as AskOptions)?.Spend;
        var sent = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var (begun, isWhole, written) = (false, false, 0L);
        UsageDetails? counted = null;
        try
        {
            await foreach (var update in base.GetStreamingResponseAsync(sent, options, cancellationToken))
            {
                foreach (var content in update.Contents)
                {
                    begun = true;
                    written += Characters(content);
                    counted = (content as UsageContent)?.Details ?? counted;
                }

                yield return update;
            }

            isWhole = true;
        }
        finally
        {
            // Also when whoever reads has had enough, or the stream breaks: the server has read the prompt and written so much.
            if (begun || isWhole)
            {
                spend?.Invoke(Used(counted) ?? Guessed(sent, options, written));
            }
        }
    }

    private static ModelTokens? Used(UsageDetails? counted) =>
        counted is { InputTokenCount: var input, OutputTokenCount: var output } && (input ?? 0, output ?? 0) is not (0, 0)
            ? new ModelTokens((int)(input ?? 0), (int)(output ?? 0))
            : null;

    private static ModelTokens Guessed(IReadOnlyList<ChatMessage> sent, ChatOptions? options, long written)
    {
        var tools = options?.Tools?.OfType<DeclaredTool>().Select(static tool => tool.Spec) ?? [];
        var before = (options as AskOptions)?.Before?.Characters ?? 0;
        return new ModelTokens(Tokens.Estimate(Tokens.Characters(sent, tools) + before), Tokens.Estimate(written));
    }

    private static long Characters(AIContent content) =>
        content switch
        {
            TextContent text => text.Text.Length,
            TextReasoningContent thought => thought.Text.Length,
            FunctionCallContent call => call.Name.Length + CallContent.Arguments(call).Length,
            _ => 0,
        };
}

/// <summary>Puts one layer around a model's client: a <see cref="DelegatingChatClient"/> that sees every request and every piece of its
/// answer. The first of a list is the outermost. The beginning of a long conversation is not among a request's messages: it comes in
/// <see cref="AskOptions.Before"/>, as the provider wrote it.</summary>
internal delegate IChatClient ModelDecorator(IChatClient inner, ModelConfig model);

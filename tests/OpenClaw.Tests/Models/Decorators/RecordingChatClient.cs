using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace OpenClaw.Tests.Models.Decorators;

/// <summary>Writes each piece of each answer to a file as it comes, a JSON line each, and an empty line after an answer that ended.</summary>
internal sealed class RecordingChatClient(IChatClient inner, string file) : DelegatingChatClient(inner)
{
    private static readonly JsonSerializerOptions s_line = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            File.AppendAllText(file, JsonSerializer.Serialize(update, s_line) + "\n");
            yield return update;
        }

        File.AppendAllText(file, "\n");
    }
}

/// <summary>Answers from such a file, one answer a request, and asks no model.</summary>
internal sealed class ReplayChatClient(IChatClient inner, string file) : DelegatingChatClient(inner)
{
    private readonly Queue<string> _answers = new(File.ReadAllText(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries));

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        await Task.CompletedTask;
        foreach (var line in _answers.Dequeue().Split('\n'))
        {
            yield return JsonSerializer.Deserialize<ChatResponseUpdate>(line, AIJsonUtilities.DefaultOptions)!;
        }
    }
}

using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Clients;

/// <summary>
/// What every client of a model server shares: an answer is read on a pool thread and handed over as it comes, a deep probe has the model
/// write a token, and a request may begin with bytes. A provider says how its server is asked.
/// </summary>
/// <param name="http">The way to the server; ended with the client.</param>
internal abstract class ServerChatClient(ModelHttp http) : IModelClient, IPromptRenderer
{
    protected ModelHttp Http => http;

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var sent = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var ask = options as AskOptions ?? new AskOptions();
        return ModelHttp.PumpAsync((writer, ct) => ChatAsync(sent, ask, writer, ct), cancellationToken);
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async Task ProbeAsync(bool deep, CancellationToken ct)
    {
        if (!deep)
        {
            await LookAsync(ct).ConfigureAwait(false);
            return;
        }

        await foreach (
            var _ in GetStreamingResponseAsync(
                    [new ChatMessage(ChatRole.User, "hi")],
                    new AskOptions { MaxOutputTokens = 1, MentionThink = false },
                    ct
                )
                .ConfigureAwait(false)
        ) { }
    }

    public virtual Task<bool> IsLoadedAsync(CancellationToken ct) => Task.FromResult(true);

    public abstract Task<ModelTraits?> DescribeAsync(CancellationToken ct);

    public abstract byte[] Render(IReadOnlyList<ChatMessage> messages);

    public virtual object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    /// <summary>Asks the server whether it is there, which costs it nothing.</summary>
    protected abstract Task LookAsync(CancellationToken ct);

    /// <summary>Puts one request and writes the pieces of its answer, on a pool thread.</summary>
    protected abstract Task ChatAsync(
        IReadOnlyList<ChatMessage> messages,
        AskOptions options,
        ChannelWriter<ChatResponseUpdate> writer,
        CancellationToken ct
    );
}

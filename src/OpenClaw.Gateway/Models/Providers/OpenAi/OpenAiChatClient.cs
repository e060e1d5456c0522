using System.Threading.Channels;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.OpenAi;

/// <summary>A model behind chat completions: llama.cpp, vLLM, OpenRouter, OpenAI and their kind. The url ends where
/// <c>/chat/completions</c> begins.</summary>
internal sealed class OpenAiChatClient(ModelConfig config, Dialer dialer, TimeProvider time)
    : ServerChatClient(new ModelHttp(config.Url ?? new Uri("http://127.0.0.1:8080/v1"), config.ApiKey, config.Model ?? "", dialer, time))
{
    // For the counts and the [DONE] that most servers send behind the end of an answer.
    private static readonly TimeSpan s_afterTheEnd = TimeSpan.FromSeconds(2);

    public override byte[] Render(IReadOnlyList<ChatMessage> messages) => OpenAiWire.Elements(messages);

    /// <summary>What the list of models says of ours. Tools and images are found out by asking.</summary>
    public override async Task<ModelTraits?> DescribeAsync(CancellationToken ct)
    {
        foreach (var model in await ListAsync(ct).ConfigureAwait(false))
        {
            if (model.Id == config.Model)
            {
                return new ModelTraits(model.ContextLength, null, null, null);
            }
        }

        return null;
    }

    /// <summary>The models the server names; empty when it has no such list.</summary>
    public async Task<IReadOnlyList<OpenAiModel>> ListAsync(CancellationToken ct)
    {
        try
        {
            var answer = await Http.JsonAsync(HttpMethod.Get, "/models", null, ct).ConfigureAwait(false);
            return answer.Child("data") is { ValueKind: System.Text.Json.JsonValueKind.Array } data
                // OpenRouter, vLLM and llama.cpp each have their own word for it.
                ?
                [
                    .. data.EnumerateArray()
                        .Select(m => new OpenAiModel(
                            m.String("id") ?? "",
                            m.Int("context_length")
                                ?? m.Int("max_model_len")
                                ?? m.Child("meta")?.Int("n_ctx")
                                ?? m.Child("meta")?.Int("n_ctx_train")
                        )),
                ]
                : [];
        }
        catch (ModelFailureException e) when (e.Failure is ModelFailure.ModelMissing)
        {
            // No such path: the server is there, and chat completions may be all it has.
            return [];
        }
    }

    protected override Task LookAsync(CancellationToken ct) => ListAsync(ct);

    protected override async Task ChatAsync(
        IReadOnlyList<ChatMessage> messages,
        AskOptions options,
        ChannelWriter<ChatResponseUpdate> writer,
        CancellationToken ct
    )
    {
        var body = OpenAiWire.Request(config, messages, options);
        using var response = await Http.SendAsync(HttpMethod.Post, "/chat/completions", body, options.ConnectTimeout, ct)
            .ConfigureAwait(false);
        using var lateEnd = new CancellationTokenSource();
        using var late = time.CreateTimer(_ => lateEnd.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var reader = new CompletionReader(Http, writer, finished: () => late.Change(s_afterTheEnd, Timeout.InfiniteTimeSpan));
        if (response.Content.Headers.ContentType?.MediaType is "application/json" or "text/html")
        {
            // No stream at all: a server that does not know "stream", an error with status 200, or a proxy's page.
            reader.OnData(await Http.ReadTextAsync(response, StreamLines.MaxLine, ct).ConfigureAwait(false));
            reader.End();
            return;
        }

        using var untilEnd = CancellationTokenSource.CreateLinkedTokenSource(ct, lateEnd.Token);
        try
        {
            await Http.ReadEventsAsync(response, reader.OnEvent, reader.OnLife, untilEnd.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lateEnd.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            // The model has said that it ended, and the server forgot to close the line.
        }

        reader.End();
    }
}

/// <summary>A model as <c>/models</c> lists it.</summary>
internal sealed record OpenAiModel(string Id, int? ContextLength);

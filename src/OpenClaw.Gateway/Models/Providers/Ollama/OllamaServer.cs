using System.Runtime.CompilerServices;
using System.Threading.Channels;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.Ollama;

/// <summary>An Ollama server apart from chatting: what it has, what it holds in memory, what it knows of a model, and fetching
/// one.</summary>
internal sealed class OllamaServer(ModelHttp http)
{
    public async Task<string> VersionAsync(CancellationToken ct) =>
        (await http.JsonAsync(HttpMethod.Get, "/api/version", null, ct).ConfigureAwait(false)).String("version") ?? "unknown";

    /// <summary>Models on its disk.</summary>
    public async Task<IReadOnlyList<OllamaModel>> TagsAsync(CancellationToken ct) =>
        Models(await http.JsonAsync(HttpMethod.Get, "/api/tags", null, ct).ConfigureAwait(false));

    /// <summary>Models in its memory now.</summary>
    public async Task<IReadOnlyList<OllamaModel>> LoadedAsync(CancellationToken ct) =>
        Models(await http.JsonAsync(HttpMethod.Get, "/api/ps", null, ct).ConfigureAwait(false));

    public async Task<ModelTraits> ShowAsync(string model, CancellationToken ct)
    {
        var body = Json.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteEndObject();
        });
        var show = await http.JsonAsync(HttpMethod.Post, "/api/show", body, ct).ConfigureAwait(false);
        int? context = null;
        // The key is named after the architecture: "llama.context_length".
        foreach (var property in show.Child("model_info")?.EnumerateObject() ?? default)
        {
            if (
                property.Name.EndsWith(".context_length", StringComparison.Ordinal)
                && property.Value.ValueKind == JsonValueKind.Number
                && property.Value.TryGetInt32(out var length)
            )
            {
                context = length;
            }
        }

        var capabilities = show.Child("capabilities") is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.Words()).ToArray()
            : null;
        return new ModelTraits(
            context,
            capabilities?.Contains("tools"),
            capabilities?.Contains("thinking"),
            capabilities?.Contains("vision")
        );
    }

    /// <summary>Returns when a model has begun an answer to a prompt as long as a turn's.</summary>
    /// <param name="context">As turns ask for it: with another, the server would load the model anew.</param>
    public async Task FirstTokenAsync(string model, int context, CancellationToken ct)
    {
        // Its beginning is new each time, or the server would have read the prompt before.
        var words = $"{Guid.NewGuid()} " + string.Concat(Enumerable.Repeat("The garden is watered in the evening. ", 60));
        var body = Json.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteBoolean("stream", true);
            writer.WriteStartObject("options");
            writer.WriteNumber("num_ctx", context);
            writer.WriteNumber("num_predict", 1);
            writer.WriteEndObject();
            writer.WriteStartArray("messages");
            writer.WriteStartObject();
            writer.WriteString("role", "user");
            writer.WriteString("content", words);
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
        using var response = await http.SendAsync(HttpMethod.Post, "/api/chat", new RequestBody(body), TimeSpan.FromSeconds(10), ct)
            .ConfigureAwait(false);
        await http.ReadLinesAsync(response, static line => line.IsEmpty, ct).ConfigureAwait(false);
    }

    /// <summary>Fetches a model and tells how far it is. Ends when the server has it.</summary>
    /// <exception cref="ModelFailureException">The server could not.</exception>
    public async IAsyncEnumerable<PullProgress> PullAsync(string model, [EnumeratorCancellation] CancellationToken ct)
    {
        var body = Json.Bytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("model", model);
            writer.WriteBoolean("stream", true);
            writer.WriteEndObject();
        });
        // A slow disk or line makes the server report many times a second; only the newest matters to who is late.
        var channel = Channel.CreateBounded<PullProgress>(
            new BoundedChannelOptions(64)
            {
                FullMode = BoundedChannelFullMode.DropOldest,
                SingleReader = true,
                SingleWriter = true,
            }
        );
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pump = Task.Run(() => PumpAsync(body, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var progress in channel.Reader.ReadAllAsync(ct).ConfigureAwait(false))
            {
                yield return progress;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
        }
    }

    private async Task PumpAsync(byte[] body, ChannelWriter<PullProgress> writer, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(HttpMethod.Post, "/api/pull", new RequestBody(body), TimeSpan.FromSeconds(10), ct)
                .ConfigureAwait(false);
            var done = await http.ReadLinesAsync(
                    response,
                    line =>
                    {
                        if (line.IsEmpty)
                        {
                            return true;
                        }

                        using var document = OllamaWire.Parse(line);
                        var json = document.RootElement;
                        if (json.String("error") is { } error)
                        {
                            throw http.Failure(
                                error.Contains("file does not exist", StringComparison.OrdinalIgnoreCase) ? 404 : 500,
                                error
                            );
                        }

                        var progress = new PullProgress(json.String("status") ?? "", json.Long("completed"), json.Long("total"));
                        writer.TryWrite(progress);
                        return progress.Status != "success";
                    },
                    ct
                )
                .ConfigureAwait(false);
            writer.Complete(
                done
                    ? null
                    : new ModelFailureException(
                        new ModelFailure.ServerError("the server stopped before the model was there; pulling again goes on where it was")
                    )
            );
        }
        catch (Exception e)
        {
            writer.Complete(e);
        }
    }

    private static IReadOnlyList<OllamaModel> Models(JsonElement answer) =>
        answer.Child("models") is { ValueKind: JsonValueKind.Array } models
            ?
            [
                .. models
                    .EnumerateArray()
                    .Select(m => new OllamaModel(
                        m.String("name") ?? "",
                        m.Long("size") ?? 0,
                        m.Child("details")?.String("parameter_size"),
                        m.Child("details")?.String("quantization_level"),
                        m.Int("context_length") ?? m.Child("details")?.Int("context_length"),
                        DateTimeOffset.TryParse(m.String("expires_at"), CultureInfo.InvariantCulture, out var expires) ? expires : null
                    )
                    {
                        Chats =
                            m.Child("capabilities") is not { ValueKind: JsonValueKind.Array } can
                            || can.EnumerateArray().Any(static c => c.ValueEquals("completion")),
                    }),
            ]
            : [];
}

/// <param name="Bytes">On disk, or in memory for one that is loaded.</param>
/// <param name="Expires">When a loaded one will be unloaded.</param>
internal sealed record OllamaModel(
    string Name,
    long Bytes,
    string? Parameters,
    string? Quantization,
    int? ContextLength,
    DateTimeOffset? Expires
)
{
    /// <summary>False for one that makes numbers of texts and no words. Before 0.12 Ollama does not say.</summary>
    public bool Chats { get; init; } = true;
}

/// <summary>How far a pull is; bytes where the step has a size.</summary>
internal sealed record PullProgress(string Status, long? Completed, long? Total);

using System.Threading.Channels;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Models.Providers.Ollama;

/// <summary>A model behind Ollama's own <c>/api/chat</c>, which unlike its OpenAI face takes the context size and the time to stay
/// loaded.</summary>
internal sealed class OllamaChatClient : ServerChatClient
{
    private const double UsualTokensPerCharacter = 1 / 4.5;

    private readonly ModelConfig _config;
    private ModelTraits? _traits;
    private bool? _refusesLongPrompts;

    // Tokens a character costs this model, learned from prompts that were surely read whole. Written by whichever request ends; any of them
    // will do.
    private double _tokensPerCharacter;

    public OllamaChatClient(ModelConfig config, Dialer dialer, TimeProvider time)
        : base(
            new ModelHttp(config.Url ?? new Uri("http://127.0.0.1:11434"), config.ApiKey, config.Model ?? "", dialer, time)
            {
                Advice = failure => Advice(config, failure),
            }
        )
    {
        _config = config;
        Server = new OllamaServer(Http);
    }

    public OllamaServer Server { get; }

    public override byte[] Render(IReadOnlyList<ChatMessage> messages) => OllamaWire.Elements(messages);

    /// <summary>Another context size counts as not loaded: the server would load the model anew for ours.</summary>
    public override async Task<bool> IsLoadedAsync(CancellationToken ct)
    {
        var tag = _config.Model.Contains(':') ? _config.Model : $"{_config.Model}:latest";
        return (await Server.LoadedAsync(ct).ConfigureAwait(false)).Any(m =>
            m.Name == tag && (m.ContextLength is not { } length || length == _config.Context)
        );
    }

    public override async Task<ModelTraits?> DescribeAsync(CancellationToken ct) =>
        _traits = await Server.ShowAsync(_config.Model, ct).ConfigureAwait(false);

    protected override Task LookAsync(CancellationToken ct) => DescribeAsync(ct);

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(OllamaServer) ? Server : base.GetService(serviceType, serviceKey);

    /// <summary>The next step for somebody who has just begun: most often Ollama is not started, or the model not fetched.</summary>
    private static string? Advice(ModelConfig config, ModelFailure failure) =>
        failure switch
        {
            ModelFailure.Unreachable when failure.Message.StartsWith("connection refused", StringComparison.Ordinal) => config.Url
                is { IsLoopback: false }
                ? "is Ollama running there, with OLLAMA_HOST set so that others may connect?"
                : "is Ollama running? `ollama serve` starts it",
            // Ollama's own words; a proxy's 404 is about something else.
            ModelFailure.ModelMissing
                when failure.Message.Contains("model", StringComparison.Ordinal)
                    && failure.Message.Contains("not found", StringComparison.Ordinal) =>
                $"fetch it with `openclaw models pull {config.Name}`",
            ModelFailure.ModelMissing when failure.Message.Contains("file does not exist", StringComparison.Ordinal) =>
                $"the library has no \"{config.Model}\"",
            _ => null,
        };

    protected override async Task ChatAsync(
        IReadOnlyList<ChatMessage> messages,
        AskOptions options,
        ChannelWriter<ChatResponseUpdate> writer,
        CancellationToken ct
    )
    {
        var body = OllamaWire.Request(_config, messages, options);
        using var response = await Http.SendAsync(HttpMethod.Post, "/api/chat", body, options.ConnectTimeout, ct).ConfigureAwait(false);
        ChatResponseUpdate? last = null;
        var ended = await Http.ReadLinesAsync(
                response,
                line =>
                {
                    if (line.IsEmpty)
                    {
                        return true;
                    }

                    using var document = OllamaWire.Parse(line);
                    var json = document.RootElement;
                    if (json.TryFind("error", out var error) && error.ValueKind is not (JsonValueKind.Null or JsonValueKind.False))
                    {
                        // In mid-stream there is no status any more; without a code the words decide.
                        var said = ErrorText.Of(error) ?? "an error without words";
                        throw Http.Failure(ErrorStatus.Of(json), said, RetryAfter.InText(said));
                    }

                    var update = OllamaWire.Update(json);
                    if (OllamaWire.IsDone(json))
                    {
                        last = update;
                        return false;
                    }

                    writer.TryWrite(update);
                    return true;
                },
                ct
            )
            .ConfigureAwait(false);
        if (!ended || last is null)
        {
            throw new ModelFailureException(new ModelFailure.ServerError("the answer broke off before its end"));
        }

        await CheckWasReadWholeAsync(messages, options, last, ct).ConfigureAwait(false);
        writer.TryWrite(last);
    }

    /// <summary>
    /// An Ollama that does not know <c>truncate</c> drops what does not fit its context and answers the rest as if nothing were missing.
    /// The count of tokens it read gives it away, as far as a guess of ours goes; a younger one is believed.
    /// </summary>
    private async Task CheckWasReadWholeAsync(
        IReadOnlyList<ChatMessage> messages,
        AskOptions options,
        ChatResponseUpdate last,
        CancellationToken ct
    )
    {
        var read = (int)(last.Contents.OfType<UsageContent>().First().Details.InputTokenCount ?? 0);
        var characters =
            Tokens.Characters(messages, (options.Tools ?? []).OfType<DeclaredTool>().Select(t => t.Spec))
            + (options.Before?.Characters ?? 0);
        if (read == 0 || options.BelievesCount)
        {
            return;
        }

        var expected = characters * (_tokensPerCharacter > 0 ? _tokensPerCharacter : UsualTokensPerCharacter);
        if (read < expected * 0.9)
        {
            var context = Math.Min(_config.Context, await ContextLengthAsync(ct).ConfigureAwait(false) ?? int.MaxValue);
            if (expected > context && read <= context && !await RefusesLongPromptsAsync(options, ct).ConfigureAwait(false))
            {
                throw new ModelFailureException(
                    new ModelFailure.ContextTooLong($"of a prompt of some {expected:0} tokens it read {read}; its context is {context}")
                    {
                        IsGuess = true,
                    }
                );
            }
        }

        // Learned only where nothing can have been cut. Falls slowly, because text differs and a miss is worse than a compaction too early.
        if (characters > 1000 && characters * UsualTokensPerCharacter < _config.Context * 0.6)
        {
            _tokensPerCharacter = Math.Max(_tokensPerCharacter * 0.9, read / (double)characters);
        }
    }

    /// <summary>Whether the server would have refused a prompt that it does not read whole. Asked only when a guess hangs on it, and then
    /// once.</summary>
    private async Task<bool> RefusesLongPromptsAsync(AskOptions options, CancellationToken ct)
    {
        if (options.Without.Contains(RequestOptions.Truncate))
        {
            return false;
        }
        try
        {
            return _refusesLongPrompts ??= OllamaVersion.Refuses(await Server.VersionAsync(ct).ConfigureAwait(false));
        }
        catch (ModelFailureException)
        {
            return false;
        }
    }

    private async Task<int?> ContextLengthAsync(CancellationToken ct)
    {
        try
        {
            _traits ??= await Server.ShowAsync(_config.Model, ct).ConfigureAwait(false);
            return _traits.ContextLength;
        }
        catch (ModelFailureException)
        {
            // It has just answered; that it cannot describe itself is no reason to lose the answer.
            return null;
        }
    }
}

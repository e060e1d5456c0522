using Microsoft.Extensions.AI;
using OpenClaw.Config;
using OpenClaw.Network;

namespace OpenClaw.Models.OpenAi;

internal sealed class OpenAiChatClient(ModelConfig config, Dialer dialer, TimeProvider time) : IModelClient
{
    private readonly System.Net.Http.HttpClient _http = dialer.CreateHttpClient();

    public Task ProbeAsync(bool deep, CancellationToken ct) => throw new NotSupportedException(config.Name + time);

    public Task<ModelTraits?> DescribeAsync(CancellationToken ct) => throw new NotSupportedException();

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => _http.Dispose();
}

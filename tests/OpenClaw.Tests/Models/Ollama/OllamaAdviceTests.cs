using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;
using OpenClaw.Messages;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>What somebody reads who has just begun.</summary>
public sealed class OllamaAdviceTests
{
    [Fact]
    public async Task Ollama_NotStarted_SaysHowToStartIt()
    {
        // Nothing listens on the discard port.
        var failure = await ProbeAsync(new Uri("http://127.0.0.1:9"));

        Assert.IsType<ModelFailure.Unreachable>(failure);
        Assert.Contains("`ollama serve`", failure.Message);
    }

    [Fact]
    public async Task Ollama_ModelNotFetched_SaysHowToFetchIt()
    {
        await using var server = new RawServer(_ => RawReply.Http(404, """{"error":"model 'qwen3:1.7b' not found"}"""));

        var failure = await ProbeAsync(server.Url);

        Assert.IsType<ModelFailure.ModelMissing>(failure);
        Assert.Contains("`openclaw models pull small`", failure.Message);
    }

    private static async Task<ModelFailure> ProbeAsync(Uri url)
    {
        var config = new ModelConfig
        {
            Name = "small",
            Provider = ModelProvider.Ollama,
            Model = "qwen3:1.7b",
            Url = url,
            Span = SourceSpan.BuiltIn,
        };
        using var client = new OllamaChatClient(config, new Dialer(DialRules.Open, TimeProvider.System), TimeProvider.System);
        return (
            await Assert.ThrowsAsync<ModelFailureException>(() => client.ProbeAsync(deep: false, TestContext.Current.CancellationToken))
        ).Failure;
    }
}

namespace OpenClaw.Tests.Config;

/// <summary>What <c>check</c> says of models that do not go together.</summary>
public sealed class ModelRuleTests : IDisposable
{
    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("qwen3:1.7b", "qwen3:1.7b", 4096, 8192, true)]
    [InlineData("llama3.2", "llama3.2:latest", 4096, 8192, true)]
    [InlineData("qwen3:1.7b", "qwen3:1.7b", 8192, 8192, false)]
    [InlineData("qwen3:1.7b", "qwen3:4b", 4096, 8192, false)]
    public void OneModelOfOneOllama_WithTwoContexts_IsWarnedOf(string first, string second, int one, int other, bool warns)
    {
        var warnings = Warnings(
            $"""
            [models.a]
            provider = "ollama"
            model = "{first}"
            context = {one}

            [models.b]
            provider = "ollama"
            model = "{second}"
            context = {other}

            [chains.default]
            models = ["a", "b"]
            """
        );

        Assert.Equal(
            warns,
            warnings.Contains("models.b and models.a are the same model of one Ollama with different context (8192 and 4096)")
        );
    }

    [Fact]
    public void OneModelOnTwoServers_MayHaveTwoContexts() =>
        Assert.DoesNotContain(
            "loaded anew",
            Warnings(
                """
                [models.a]
                provider = "ollama"
                model = "m"
                context = 4096

                [models.b]
                provider = "ollama"
                url = "http://127.0.0.1:11435"
                model = "m"

                [chains.default]
                models = ["a", "b"]
                """
            )
        );

    private string Warnings(string toml) =>
        string.Join('\n', _folder.With("openclaw.toml", toml).Load().Diagnostics.Select(static d => d.Message));
}

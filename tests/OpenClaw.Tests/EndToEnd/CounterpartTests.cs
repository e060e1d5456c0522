using System.Net.Http;
using System.Text;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;
using static OpenClaw.Tests.Models.ClientBench;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The clients against servers that nobody here wrote. Skipped where ../shared/rigs is not installed.</summary>
public class CounterpartTests
{
    private const string Fixtures = """
        [{"match":{"userMessage":"weather","hasToolResult":false},"response":{"toolCalls":[{"name":"get_weather","arguments":"{\"city\":\"Prague\"}"}]}},
         {"match":{"userMessage":"weather","hasToolResult":true},"response":{"content":"It is 21 degrees in Prague, sunny."}},
         {"match":{"userMessage":"hello"},"response":{"content":"Hello from the mock, streaming in small pieces."}}]
        """;

    [Theory]
    [InlineData("ollama")]
    [InlineData("openai")]
    public async Task Aimock_WordsCallsAndResults_GoRound(string provider)
    {
        await using var rig = await Rig.AimockAsync(Fixtures);
        using var client = Client(rig, provider);

        Assert.Equal("Hello from the mock, streaming in small pieces.", (await HearAsync(client, User("hello"))).Text);

        var asked = await HearAsync(client, User("weather?"), With(Weather));
        var call = Assert.Single(asked.Calls);
        Assert.Equal(("get_weather", """{"city":"Prague"}"""), (call.Name, call.Arguments));

        call = call with { Id = call.Id.Length > 0 ? call.Id : "c1" };
        var answered = await HearAsync(
            client,
            [
                new(ChatRole.User, "weather?"),
                new(ChatRole.Assistant, [CallContent.From(call)]),
                new(ChatRole.Tool, [CallContent.Result(call.Id, "21 C")]),
            ],
            With(Weather)
        );
        Assert.Equal("It is 21 degrees in Prague, sunny.", answered.Text);
    }

    [Theory]
    [InlineData("ollama", "dropRate", "server_error")]
    [InlineData("ollama", "malformedRate", "malformed")]
    [InlineData("ollama", "rateLimitRate", "rate_limited")]
    [InlineData("ollama", "disconnectRate", "server_error")]
    [InlineData("openai", "dropRate", "server_error")]
    [InlineData("openai", "malformedRate", "malformed")]
    [InlineData("openai", "rateLimitRate", "rate_limited")]
    [InlineData("openai", "disconnectRate", "server_error")]
    public async Task Aimock_Chaos_FallsIntoTheClosedSet(string provider, string chaos, string kind)
    {
        await using var rig = await Rig.AimockAsync(Fixtures);
        using (var control = new HttpClient())
        {
            using var set = await control.PostAsync(
                new Uri(rig.Url, "/__aimock/chaos"),
                new StringContent($$"""{"{{chaos}}":1}""", Encoding.UTF8, "application/json"),
                Ct
            );
            set.EnsureSuccessStatusCode();
        }

        using var client = Client(rig, provider);
        var failure = await FailAsync(client, User("hello"));

        Assert.Equal(kind, failure.Kind);
        if (failure is ModelFailure.RateLimited limited)
        {
            Assert.NotNull(limited.RetryAfter);
        }
    }

    [Fact]
    public async Task Llama_ToolCallThenWords_WithTokensCounted()
    {
        await using var rig = await Rig.LlamaAsync(
            """
            {"turns":[{"tools":[{"name":"get_weather","arguments":{"city":"Žďár"}}]},{"text":"Twenty-one degrees, žluťoučký kůň."}]}
            """
        );
        using var client = Client(rig, "openai");

        var asked = await HearAsync(client, User("w"), With(Weather));
        var call = Assert.Single(asked.Calls);
        Assert.Equal(
            ("get_weather", "Žďár"),
            (call.Name, System.Text.Json.JsonDocument.Parse(call.Arguments).RootElement.GetProperty("city").GetString())
        );
        Assert.True(asked is { Input: > 0, Output: > 0 });

        var answered = await HearAsync(
            client,
            [
                new(ChatRole.User, "w"),
                new(ChatRole.Assistant, [CallContent.From(call)]),
                new(ChatRole.Tool, [CallContent.Result(call.Id, "21 C")]),
            ],
            With(Weather)
        );
        Assert.Equal("Twenty-one degrees, žluťoučký kůň.", answered.Text);
        await client.ProbeAsync(deep: true, Ct);
        Assert.NotEmpty(await ((OpenClaw.Models.Providers.OpenAi.OpenAiChatClient)client).ListAsync(Ct));
    }

    [Fact]
    public async Task Llama_PromptOverTheContext_IsContextTooLong()
    {
        await using var rig = await Rig.LlamaAsync("""{"turns":[{"text":"hi"}]}""");
        using var client = Client(rig, "openai");
        var failure = await FailAsync(client, User(string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i} "))));
        Assert.IsType<ModelFailure.ContextTooLong>(failure);
    }

    private static IModelClient Client(Rig rig, string provider) =>
        provider == "ollama" ? OllamaAt(ConfigOf(rig.Url)) : OpenAiAt(ConfigOf(new Uri(rig.Url, "/v1"), ModelProvider.OpenAi));
}

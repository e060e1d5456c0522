using System.Text.Json.Nodes;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>
/// What stands before the user's word in the first request under the default policy: system prompt and tools. Tokens are estimated from
/// characters unless OPENCLAW_BENCH_TOKENIZER names a llama.cpp server, which then counts them.
/// </summary>
internal static class PromptMeasure
{
    // English prose and JSON schemas come to about four characters a token with the tokenizers of today's small models.
    private const double CharactersPerToken = 4;

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel { Arrivals = new() };
        await using var gateway = await Gateway.StartAsync(executable, [model.Url]);
        await using var control = await gateway.ConnectAsync();
        await Gateway.TurnAsync(control, "main", "hello");
        var request = JsonNode.Parse(model.LastChat[model.LastChat.IndexOf('{')..(model.LastChat.LastIndexOf('}') + 1)])!;
        var before = string.Concat(
            request["messages"]!
                .AsArray()
                .TakeWhile(message => (string?)message!["role"] != "user")
                .Select(message => (string)message!["content"]!)
        );
        var tools = request["tools"]?.ToJsonString() ?? "";
        if (Environment.GetEnvironmentVariable("OPENCLAW_BENCH_TOKENIZER") is { Length: > 0 } server)
        {
            return
            [
                new Result(
                    "prompt tokens before the user's word, default policy",
                    await CountAsync(new Uri(server), before + tools),
                    900,
                    "",
                    $"counted by {server}"
                ),
            ];
        }

        var characters = before.Length + tools.Length;
        return
        [
            new Result(
                "prompt tokens before the user's word, default policy",
                characters / CharactersPerToken,
                900,
                "",
                $"{characters} characters ({before.Length} prompt, {tools.Length} tools), {CharactersPerToken} a token"
            ),
        ];
    }

    private static async Task<double> CountAsync(Uri server, string text)
    {
        using var http = new HttpClient();
        using var answer = await http.PostAsync(
            new Uri(server, "/tokenize"),
            new StringContent(new JsonObject { ["content"] = text }.ToJsonString())
        );
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["tokens"]!.AsArray().Count;
    }
}

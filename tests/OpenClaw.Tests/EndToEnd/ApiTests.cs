using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The API door of the shipped executable, with the official <c>openai</c> client as the judge.</summary>
public sealed class ApiTests
{
    private const string Key = "editor-token-0123456789";

    private readonly int _port = FreePort.Take();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Uri Url => new($"http://127.0.0.1:{_port}");

    [Fact]
    public async Task OpenAiClient_ListsModelsAndChats_StreamedAndWhole()
    {
        await using var gateway = await StartAsync(Scripted("""{"turns":[{"text":"You said: {user} 😀"}]}"""));

        var found = await OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const models = []; for await (const model of client.models.list()) models.push([model.id, model.object, model.owned_by]);
            const model = (await client.models.retrieve('a/b')).id;
            const whole = await client.chat.completions.create({ model: 'default', temperature: 0.1, messages: [{ role: 'user', content: 'hello there' }] });
            const stream = await client.chat.completions.create({ model: 'a/b', stream: true, stream_options: { include_usage: true }, messages: [{ role: 'user', content: 'hello there' }] });
            const chunks = []; for await (const chunk of stream) chunks.push(chunk);
            const runner = await client.chat.completions.stream({ model: 'default', messages: [{ role: 'user', content: 'once more' }] }).finalChatCompletion();
            const bare = await client.chat.completions.create({ messages: [{ role: 'user', content: '/help' }] });
            return { models, model, whole, chunks, runner: runner.choices[0], bare: bare.choices[0].message.content };
            """
        );

        Assert.Equal("""[["default","model","openclaw"],["a/b","model","openclaw"]]""", found["models"]!.ToJsonString());
        Assert.Equal("a/b", (string?)found["model"]);
        var whole = found["whole"]!;
        Assert.Equal(
            ("You said: hello there 😀", "stop", "default"),
            (
                (string?)whole["choices"]![0]!["message"]!["content"],
                (string?)whole["choices"]![0]!["finish_reason"],
                (string?)whole["model"]
            )
        );
        Assert.Matches("^chatcmpl-[0-9]+$", (string?)whole["id"]);
        Assert.True((int)whole["usage"]!["total_tokens"]! > 0);

        var chunks = found["chunks"]!.AsArray();
        var words = chunks
            .Select(static chunk => (string?)chunk!["choices"]!.AsArray().FirstOrDefault()?["delta"]!["content"])
            .Where(static text => text is not null)
            .ToList();
        Assert.Equal("You said: hello there 😀", string.Concat(words));
        Assert.True(words.Count > 2, "it came in one piece");
        Assert.Equal(("assistant", "a/b"), ((string?)chunks[0]!["choices"]![0]!["delta"]!["role"], (string?)chunks[0]!["model"]));
        Assert.Equal("stop", (string?)chunks[^2]!["choices"]![0]!["finish_reason"]);
        Assert.True((int)chunks[^1]!["usage"]!["prompt_tokens"]! > 0);
        Assert.Single(chunks.Select(static chunk => (string?)chunk!["id"]).Distinct());

        Assert.Equal("You said: once more 😀", (string?)found["runner"]!["message"]!["content"]);
        Assert.Contains("/status", (string?)found["bare"]);
    }

    [Fact]
    public async Task OpenAiClient_TurnThatRunsATool_Streams_OnLlamaCpp()
    {
        await using var model = await Rig.LlamaAsync(
            """
            {"turns":[{"tools":[{"name":"exec","arguments":{"command":"echo once >> runs.txt"}}]},{"text":"Counted it."}]}
            """
        );
        await using var gateway = await StartAsync(Configs.OpenAi(model.Url) + Configs.AllowsAll);

        var found = await OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const stream = await client.chat.completions.create({ model: 'default', stream: true, stream_options: { include_usage: true }, user: 'count', messages: [{ role: 'user', content: 'count' }] });
            let text = '', last, usage; for await (const chunk of stream) { text += chunk.choices[0]?.delta?.content ?? ''; last = chunk.choices[0]?.finish_reason ?? last; usage = chunk.usage ?? usage; }
            return { text, last, usage };
            """
        );

        Assert.Equal(("Counted it.", "stop"), ((string?)found["text"], (string?)found["last"]));
        Assert.True((int)found["usage"]!["completion_tokens"]! > 0);
        Assert.Equal(["once"], File.ReadLines(Path.Combine(gateway.Workspace + "-people", "api%3Aeditor%2Fcount", "runs.txt")));
        Assert.Contains("api:editor/count", await gateway.OkAsync("sessions"));
    }

    [Fact]
    public async Task OpenAiClient_CallThatAsks_WaitsForItsApproval()
    {
        await using var model = new OllamaDouble(static prompt =>
            prompt.ToolResults.Count == 0 ? ModelTurn.Runs("touch asked.txt") : ModelTurn.Says("Done.")
        );
        await using var gateway = await StartAsync(Configs.Ollama(model.Url));

        var answer = OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const stream = await client.chat.completions.create({ model: 'default', stream: true, messages: [{ role: 'user', content: 'go' }] });
            let text = ''; for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? '';
            return text;
            """
        );
        await gateway.OkAsync("approve", await gateway.PendingApprovalAsync());

        Assert.Equal("Done.", (string?)await answer);
        Assert.True(File.Exists(Path.Combine(gateway.Workspace + "-people", "api%3Aeditor", "asked.txt")));
    }

    [Fact]
    public async Task Door_KilledWhileACallAsks_TheTurnGoesOnWithItsChain()
    {
        await using var model = new OllamaDouble(static prompt =>
            prompt.ToolResults.Count == 0 ? ModelTurn.Runs("echo once >> runs.txt") : ModelTurn.Says("Done.")
        );
        await using var gateway = await StartAsync(
            $"""
            [agent]
            workspace = "@FOLDER@/workspace"
            [models.down]
            provider = "scripted"
            model = "down"
            [models.up]
            provider = "ollama"
            url = "{model.Url.ToString().TrimEnd('/')}"
            model = "m"
            [chains.default]
            models = ["down"]
            [chains.other]
            models = ["up"]
            """
        );
        using var http = Http();
        var cut = PostAsync(http, """{"model":"other","user":"a","messages":[{"role":"user","content":"go"}]}""");
        var approval = await gateway.PendingApprovalAsync();
        await gateway.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => cut);

        await gateway.StartAsync();
        await gateway.OkAsync("approve", approval);

        await gateway.AnswerAsync("api:editor/a", "Done.");
        Assert.Equal(["once"], File.ReadLines(Path.Combine(gateway.Workspace + "-people", "api%3Aeditor%2Fa", "runs.txt")));
    }

    [Fact]
    public async Task OpenAiClient_WhatGoesWrong_IsToldInItsWords()
    {
        await using var model = new OllamaDouble("hi");
        await using var gateway = await StartAsync(
            Configs.Ollama(model.Url)
                + """

                [models.down]
                provider = "scripted"
                model = "down"
                [chains.broken]
                models = ["down"]
                """
        );

        var found = await OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const messages = [{ role: 'user', content: 'hi' }];
            const other = new OpenAI({ baseURL: process.env.OPENAI_BASE, apiKey: 'sk-not-the-right-one' });
            return {
              token: await errorOf(() => other.models.list()),
              model: await errorOf(() => client.chat.completions.create({ model: 'defalt', messages })),
              retrieve: await errorOf(() => client.models.retrieve('nope')),
              path: await errorOf(() => client.embeddings.create({ model: 'default', input: 'x' })),
              tools: await errorOf(() => client.chat.completions.create({ model: 'default', messages, tools: [{ type: 'function', function: { name: 'f' } }] })),
              large: await errorOf(() => client.chat.completions.create({ model: 'default', messages: [{ role: 'user', content: 'x'.repeat(1100000) }] })),
              failed: await errorOf(() => client.chat.completions.create({ model: 'broken', user: 'broken', messages })),
              streamed: await errorOf(async () => { for await (const _ of await client.chat.completions.create({ model: 'broken', user: 'broken', stream: true, messages })); }),
            };
            """
        );

        void Is(string what, string name, int status, string? code, string message)
        {
            var error = found[what]!;
            Assert.Equal((what, name, status, code), (what, (string?)error["name"], (int)error["status"]!, (string?)error["code"]));
            Assert.Contains(message, (string?)error["message"]);
        }

        Is("token", "AuthenticationError", 401, "invalid_api_key", "the API key is the token of no client");
        Is("model", "NotFoundError", 404, "model_not_found", "Did you mean \"default\"?");
        Is("retrieve", "NotFoundError", 404, "model_not_found", "there is no model \"nope\"");
        Is("path", "NotFoundError", 404, "unknown_url", "/v1/embeddings");
        Is("tools", "BadRequestError", 400, null, "the gateway's own tools run here");
        Is("large", "APIError", 413, null, "the body is larger than 1MB");
        Is("failed", "InternalServerError", 502, "turn_failed", "No model could answer");
        Is("streamed", "InternalServerError", 502, "turn_failed", "No model could answer");

        // The client tries again by itself when a server fails, but for this one it was told not to: each was said once.
        var entries = (await gateway.JsonAsync("sessions", "show", "api:editor/broken")).GetProperty("entries").EnumerateArray();
        Assert.Equal(2, entries.Count(static entry => entry.GetProperty("kind").GetString() == "user"));
        Assert.DoesNotContain(Key, gateway.Log);
        Assert.DoesNotContain("sk-not-the-right-one", gateway.Log);
    }

    [Fact]
    public async Task OpenAiClient_Sessions_DoNotMix_AndARequestThatNamesNoneStandsAlone()
    {
        await using var model = new OllamaDouble("noted");
        await using var gateway = await StartAsync(Configs.Ollama(model.Url));

        await OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const ask = (content, more, options) => client.chat.completions.create({ model: 'default', messages: [{ role: 'user', content }], ...more }, options);
            await ask('one apple', { user: 'a' });
            await ask('one pear', { user: 'b' });
            await ask('two apple', { user: 'a' });
            await ask('two pear', {}, { headers: { 'X-OpenClaw-Session': 'b' } });
            await ask('nothing before this');
            await client.chat.completions.create({ model: 'default', messages: [
              { role: 'system', content: 'Speak like a pirate.' }, { role: 'user', content: 'first' }, { role: 'assistant', content: 'aye' }, { role: 'user', content: 'second' }] });
            """
        );

        string[] Said(ModelPrompt prompt) =>
            [
                .. prompt.Request["messages"]!
                    .AsArray()
                    .Skip(1)
                    .Select(static message => ((string)message!["content"]!).Split("\n[").First(static part => part.Length > 0)),
            ];
        var prompts = model.Chats.ToArray();
        Assert.Equal(["one apple"], Said(prompts[0]));
        Assert.Equal(["one pear"], Said(prompts[1]));
        Assert.Equal(["one apple", "noted", "two apple"], Said(prompts[2]));
        Assert.Equal(["one pear", "noted", "two pear"], Said(prompts[3]));
        Assert.Equal(["nothing before this"], Said(prompts[4]));
        var whole = prompts[5].Request["messages"]!
            .AsArray()
            .Skip(1)
            .Select(static message => $"{message!["role"]}: {message["content"]}")
            .ToArray();
        Assert.Equal("user: [instructions of the program that asks]\nSpeak like a pirate.\n[end of its instructions]\n\nfirst", whole[0]);
        Assert.Equal("assistant: aye", whole[1]);
        Assert.StartsWith("user: second\n[", whole[2]);
        Assert.Equal(3, whole.Length);
    }

    [Fact]
    public async Task OpenAiClient_ThatGoesAway_StopsItsTurnAndNoOther()
    {
        await using var gateway = await StartAsync(
            Scripted("""{"turns":[{"user":"hang","text":"I begin and","hangs":true},{"text":"ok"}]}""")
        );

        await OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const stream = await client.chat.completions.create({ model: 'default', stream: true, user: 'a', messages: [{ role: 'user', content: 'hang' }] });
            for await (const chunk of stream) break;
            const gone = new AbortController();
            const whole = client.chat.completions.create({ model: 'default', user: 'b', messages: [{ role: 'user', content: 'hang' }] }, { signal: gone.signal }).catch(() => null);
            const waits = client.chat.completions.create({ model: 'default', user: 'b', messages: [{ role: 'user', content: 'hang too' }] }, { signal: gone.signal }).catch(() => null);
            await hand('1');
            const later = client.chat.completions.create({ model: 'default', user: 'b', messages: [{ role: 'user', content: 'and now' }] });
            await hand('2');
            gone.abort();
            await whole; await waits;
            return (await later).choices[0].message.content;
            """,
            queued =>
                gateway.UntilAsync(
                    $"one to run and {queued} to wait",
                    async () =>
                        await CountAsync(gateway, "running") == 1 && $"{await CountAsync(gateway, "queued")}" == queued ? "yes" : null
                )
        );

        // The one that is answered at once comes when two are there: three requests on three connections arrive in any order.
        var ends = await gateway.UntilAsync(
            "all four to end",
            async () =>
                (await gateway.OkAsync("audit", "--kind", "turn")).Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: 5 } lines
                    ? lines
                    : null
        );
        Assert.Equal(3, ends.Count(static line => line.Contains("stopped")));
        Assert.Single(ends, static line => line.Contains("answered"));
    }

    [Fact]
    public async Task OpenAiClient_ManyAtOnce_EachGetsItsOwnAnswer()
    {
        await using var gateway = await StartAsync(Scripted("""{"turns":[{"text":"{user}, after {count}"}]}"""));

        var found = await OpenAiProgram.RunAsync(
            Url,
            Key,
            """
            const ask = (content, more) => client.chat.completions.create({ model: 'default', messages: [{ role: 'user', content }], ...more });
            const streamed = async content => { let text = ''; for await (const chunk of await ask(content, { stream: true })) text += chunk.choices[0]?.delta?.content ?? ''; return text; };
            const alone = await Promise.all([...Array(30).keys()].map(async i => i % 2 ? await streamed(`n${i}`) : (await ask(`n${i}`)).choices[0].message.content));
            const session = await Promise.all([...Array(5).keys()].map(async i => (await ask(`m${i}`, { user: 'one' })).choices[0].message.content));
            return { alone, session };
            """
        );

        Assert.Equal(
            Enumerable.Range(0, 30).Select(static i => $"n{i}, after 1"),
            found["alone"]!.AsArray().Select(static text => (string?)text)
        );
        Assert.Equal(
            ["after 1", "after 2", "after 3", "after 4", "after 5"],
            found["session"]!.AsArray().Select(static text => ((string)text!).Split(", ")[1]).Order()
        );
    }

    [Fact]
    public async Task Door_QueueIsFull_SaysWhenToComeAgain()
    {
        await using var gateway = await StartAsync(
            Scripted("""{"turns":[{"text":"I begin and","hangs":true}]}""")
                + """

                [[sessions]]
                name = "programs"
                match = { channel = "api" }
                queue_limit = 1
                """
        );
        using var http = Http();
        using var running = await StreamAsync(http, """{"stream":true,"user":"a","messages":[{"role":"user","content":"hang"}]}""");
        var waiting = PostAsync(http, """{"user":"a","messages":[{"role":"user","content":"wait"}]}""");
        await gateway.UntilAsync("the second to wait", async () => await CountAsync(gateway, "queued") == 1 ? "yes" : null);

        using var full = await PostAsync(http, """{"user":"a","messages":[{"role":"user","content":"too much"}]}""");

        Assert.Equal(HttpStatusCode.TooManyRequests, full.StatusCode);
        Assert.NotNull(full.Headers.RetryAfter);
        Assert.Equal("rate_limit_exceeded", (string?)JsonNode.Parse(await full.Content.ReadAsStringAsync(Stop))!["error"]!["code"]);
        gateway.Signal("TERM");
        await gateway.ExitAsync();
        // The server went away and not the client: the turn is not stopped, it goes on with the next start.
        Assert.Contains("the server closes", await running.Content.ReadAsStringAsync(Stop));
        using var never = await waiting;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, never.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", 405)]
    [InlineData("DELETE", "/v1/models/x", 405)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("POST", "/v1/models", 405)]
    public async Task Door_RequestsBesideIt_AreRefusedInItsShape(string method, string path, int status)
    {
        await using var gateway = await StartAsync(Scripted("""{"turns":[]}"""));
        using var http = Http();
        using var answer = await http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Stop);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.NotNull((string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["error"]!["message"]);
    }

    [Fact]
    public async Task Door_OfAnotherSiteOrWithoutAKey_IsClosed()
    {
        await using var gateway = await StartAsync(Scripted("""{"turns":[]}"""));
        using var http = new HttpClient { BaseAddress = Url };
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { { "Origin", "https://example.org" } } };

        using var refused = await http.SendAsync(foreign, Stop);
        Assert.Equal(
            (HttpStatusCode.Forbidden, true),
            (refused.StatusCode, (await refused.Content.ReadAsStringAsync(Stop)).StartsWith("{\"error\":", StringComparison.Ordinal))
        );

        // Nothing shown is nothing guessed: however often, the right key is looked at.
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1/models", Stop)).StatusCode);
        }
        http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/v1/models", Stop)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "guess");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/v1/models", Stop)).StatusCode);
        }
        using var paused = await http.GetAsync("/v1/models", Stop);
        Assert.Equal(HttpStatusCode.TooManyRequests, paused.StatusCode);
        Assert.NotNull(paused.Headers.RetryAfter);
    }

    private static string Scripted(string script) =>
        $$"""
            [agent]
            workspace = "@FOLDER@/workspace"
            [models.m]
            provider = "scripted"
            script = "@FOLDER@/script.json"
            [chains.default]
            models = ["m"]
            [chains."a/b"]
            models = ["m"]
            # script: {{script}}
            """;

    private async Task<GatewayProcess> StartAsync(string config)
    {
        var gateway = new GatewayProcess(
            $$"""
            {{config}}

            [web]
            listen = "127.0.0.1:{{_port}}"
            [api.clients.editor]
            token = { env = "EDITOR_TOKEN" }
            """
        );
        gateway.Environment["EDITOR_TOKEN"] = Key;
        if (config.Split("# script: ") is [_, var script])
        {
            gateway.Folder.Write("script.json", script.Split('\n')[0]);
        }
        try
        {
            await gateway.StartAsync();
            using var http = new HttpClient();
            await gateway.UntilAsync(
                "the web server",
                async () =>
                {
                    try
                    {
                        return (await http.GetAsync(new Uri(Url, "/healthz"), Stop)).IsSuccessStatusCode ? "yes" : null;
                    }
                    catch (HttpRequestException)
                    {
                        return null;
                    }
                }
            );
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    private static async Task<int> CountAsync(GatewayProcess gateway, string state) =>
        (await gateway.JsonAsync("status")).GetProperty("sessions").GetProperty(state).GetInt32();

    private HttpClient Http() => new() { BaseAddress = Url, DefaultRequestHeaders = { Authorization = new("Bearer", Key) } };

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string body) =>
        http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"), Stop);

    private static Task<HttpResponseMessage> StreamAsync(HttpClient http, string body) =>
        http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            },
            HttpCompletionOption.ResponseHeadersRead,
            Stop
        );
}

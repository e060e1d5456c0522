using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using static OpenClaw.Tests.Models.ClientBench;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>What a real Ollama server sent, sent again.</summary>
public class OllamaReplayTests
{
    [Theory]
    [InlineData("chat_stream", ", there was a little girl", 5, 8)]
    [InlineData("chat_nostream", ", there was a little girl", 5, 8)]
    [InlineData("chat_format_json", """{ "city" : "Brno" }""", 3, 19)]
    [InlineData("chat_empty_messages", "", 0, 0)]
    [InlineData("chat_unload", "", 0, 0)]
    [InlineData("chat_unknown_tool", "Let me look that up. ", 140, 45)]
    public async Task Chat_Recorded_IsReadWhole(string name, string text, int input, int output)
    {
        var recording = Recording.Read(name);
        await using var server = new RawServer(_ => recording.Reply());
        using var client = OllamaAt(ConfigOf(server.Url));

        var heard = await HearAsync(client, User("hi"));

        Assert.Equal((text, input, output), (heard.Text, heard.Input, heard.Output));
        Assert.Empty(heard.Calls);
    }

    [Fact]
    public async Task Chat_ToolCall_ArrivesWithItsArgumentsAndTheWordsBefore()
    {
        var recording = Recording.Read("chat_tools");
        await using var server = new RawServer(_ => recording.Reply());
        using var client = OllamaAt(ConfigOf(server.Url));

        var heard = await HearAsync(client, User("w"), With(Weather));

        Assert.Equal("Let me look that up. ", heard.Text);
        Assert.Equal(new ToolCall("call_vx1yxgw5", "get_weather", """{"days":2,"city":"Prague"}"""), Assert.Single(heard.Calls));
    }

    [Fact]
    public async Task Chat_Think_IsKeptApart()
    {
        var recording = Recording.Read("chat_think");
        await using var server = new RawServer(_ => recording.Reply());
        using var client = OllamaAt(ConfigOf(server.Url) with { Think = true });

        var heard = await HearAsync(client, User("hi"));

        Assert.Equal(("Hello there, human.", "The user greets me.\n"), (heard.Text, heard.Thinking));
        Assert.True(Sent(server).GetProperty("think").GetBoolean());
    }

    [Theory]
    [InlineData("chat_missing_model", "model_missing", null, "model 'nope' not found")]
    [InlineData("chat_no_model", "model_missing", null, "model is required")]
    [InlineData("chat_tools_unsupported", "refused", "tools", "does not support tools")]
    [InlineData("chat_think_unsupported", "refused", "think", "does not support thinking")]
    [InlineData("chat_image_unsupported", "refused", "images", "does not support multimodal")]
    [InlineData("chat_options_badtype", "refused", null, "must be of type integer")]
    [InlineData("chat_badjson", "refused", null, "unexpected EOF")]
    [InlineData("chat_empty_body", "refused", null, "missing request body")]
    [InlineData("unknown_route", "model_missing", null, "404 page not found")]
    [InlineData("wrong_method", "model_missing", null, "405 method not allowed")]
    [InlineData("embed", "refused", "tools", null)]
    [InlineData("client_abort", "server_error", null, "broke off")]
    [InlineData("root", "malformed", null, "Ollama is running")]
    public async Task Chat_RecordedFailure_FallsIntoTheClosedSet(string name, string kind, string? option, string? words)
    {
        var recording = Recording.Read(name);
        await using var server = new RawServer(_ => recording.Reply());
        using var client = OllamaAt(ConfigOf(server.Url));

        var failure = await FailAsync(client);

        if (name == "embed")
        {
            // Not a chat answer at all; that it is a failure with words is enough.
            Assert.Contains("does not support embeddings", failure.Message);
            return;
        }

        Assert.Equal(kind, failure.Kind);
        Assert.Equal(option, (failure as ModelFailure.RefusedAsBad)?.Option);
        Assert.Contains(words!, failure.Message);
    }

    [Fact]
    public async Task Chat_PromptSilentlyCut_IsContextTooLong()
    {
        var recording = Recording.Read("chat_ctx_overflow");
        var prompt = JsonDocument.Parse(recording.SentBody).RootElement.GetProperty("messages")[0].GetProperty("content").GetString()!;
        await using var server = new RawServer(request =>
            request.Path == "/api/show"
                ? RawReply.Http(200, """{"capabilities":["completion"],"model_info":{"llama.context_length":512}}""")
                : recording.Reply()
        );
        using var client = OllamaAt(ConfigOf(server.Url));

        var failure = Assert.IsType<ModelFailure.ContextTooLong>(await FailAsync(client, User(prompt)));

        Assert.Contains("it read 258; its context is 512", failure.Message);
    }

    [Fact]
    public async Task Chat_CutAnywhereByTheNetwork_ReadsTheSame()
    {
        var recording = Recording.Read("chat_tools");
        var length = Encoding.UTF8.GetByteCount(recording.Body);
        var cut = 0;
        await using var server = new RawServer(_ => recording.ReplyInTwoParts(cut));
        using var client = OllamaAt(ConfigOf(server.Url));
        for (cut = 0; cut <= length; cut += 7)
        {
            var heard = await HearAsync(client, User("w"), With(Weather));
            Assert.Equal(("Let me look that up. ", 1, 315), (heard.Text, heard.Calls.Count, heard.Input));
        }
    }

    [Fact]
    public async Task Show_Recorded_TellsCapabilitiesAndContext()
    {
        await using var server = new RawServer(_ => Recording.Read("show").Reply());
        using var client = OllamaAt(ConfigOf(server.Url));
        Assert.Equal(new ModelTraits(131072, true, false, false), await client.DescribeAsync(Ct));
    }

    [Fact]
    public async Task Probe_MissingModel_FailsAsMissing()
    {
        await using var server = new RawServer(_ => Recording.Read("show_missing").Reply());
        using var client = OllamaAt(ConfigOf(server.Url));
        var failed = await Assert.ThrowsAsync<ModelFailureException>(() => client.ProbeAsync(deep: false, Ct));
        Assert.IsType<ModelFailure.ModelMissing>(failed.Failure);
    }

    [Fact]
    public async Task Server_TagsPsVersion_AreRead()
    {
        await using var server = new RawServer(request => Recording.Read(request.Path["/api/".Length..]).Reply());
        using var client = OllamaAt(ConfigOf(server.Url));

        Assert.Equal("0.33.0-rig", await client.Server.VersionAsync(Ct));
        var tags = await client.Server.TagsAsync(Ct);
        Assert.Equal(["stories260k:latest", "scripted-think:latest", "scripted:latest"], tags.Select(t => t.Name));
        Assert.Equal((1185541, "293K", 512), (tags[0].Bytes, tags[0].Parameters, tags[0].ContextLength));
        var loaded = await client.Server.LoadedAsync(Ct);
        Assert.Equal(3, loaded.Count);
        Assert.Equal(512, loaded[0].ContextLength);
        Assert.NotNull(loaded[0].Expires);
    }

    [Fact]
    public async Task Pull_Progress_IsToldUntilSuccess()
    {
        const string Lines = """
            {"status":"pulling manifest"}
            {"status":"pulling 20b3","digest":"sha256:20b3","total":100,"completed":40}
            {"status":"pulling 20b3","digest":"sha256:20b3","total":100,"completed":100}
            {"status":"success"}

            """;
        await using var server = new RawServer(_ => RawReply.Http(200, Lines, "application/x-ndjson"));
        using var client = OllamaAt(ConfigOf(server.Url));

        var steps = new List<string>();
        await foreach (var step in client.Server.PullAsync("m", Ct))
        {
            steps.Add($"{step.Status} {step.Completed}/{step.Total}");
        }

        Assert.Equal(["pulling manifest /", "pulling 20b3 40/100", "pulling 20b3 100/100", "success /"], steps);
    }

    [Fact]
    public async Task Pull_NoSuchModel_Fails()
    {
        await using var server = new RawServer(_ =>
            RawReply.Http(
                200,
                """{"status":"pulling manifest"}""" + "\n" + """{"error":"pull model manifest: file does not exist"}""",
                "application/x-ndjson"
            )
        );
        using var client = OllamaAt(ConfigOf(server.Url));
        var failed = await Assert.ThrowsAsync<ModelFailureException>(async () =>
        {
            await foreach (var _ in client.Server.PullAsync("nope", Ct)) { }
        });
        Assert.IsType<ModelFailure.ModelMissing>(failed.Failure);
    }

    [Fact]
    public async Task Chat_CallerStops_TheConnectionIsClosed()
    {
        var recording = Recording.Read("client_abort");
        await using var server = new RawServer(_ => recording.Reply() with { End = RawEnd.Hang });
        using var client = OllamaAt(ConfigOf(server.Url));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(User("Once"), null, stop.Token))
            {
                if (update.Text == ",")
                {
                    await stop.CancelAsync();
                }
            }
        });

        await server.ClientLeft.Task.WaitAsync(ControlSocket.Patience, Ct);
    }

    [Fact]
    public async Task Chat_Twice_UsesOneConnection()
    {
        const string Line = "{\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"done\":true}\n";
        var head = Encoding.UTF8.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n");
        // The end comes with the last words: one that came later might not be there yet when the next question is asked.
        var chunks = Encoding.UTF8.GetBytes($"{Line.Length:x}\r\n{Line}\r\n0\r\n\r\n");
        await using var server = new RawServer(_ => new RawReply([head, chunks], RawEnd.KeepAlive));
        using (var client = OllamaAt(ConfigOf(server.Url)))
        {
            for (var i = 0; i < 5; i++)
            {
                Assert.Equal("hi", (await HearAsync(client, User("x"))).Text);
            }
        }

        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Request_CarriesContextKeepAliveToolsImagesAndResults()
    {
        var recording = Recording.Read("chat_nostream");
        await using var server = new RawServer(_ => recording.Reply());
        using var client = OllamaAt(ConfigOf(server.Url) with { Context = 4096, KeepAlive = TimeSpan.FromMinutes(30) });
        var call = new ToolCall("c1", "get_weather", """{"city":"Žďár"}""");
        ChatMessage[] messages =
        [
            new(ChatRole.System, "You are Claw."),
            new(ChatRole.User, [new TextContent("look"), new DataContent("hi"u8.ToArray(), "image/png")]),
            new(ChatRole.Assistant, [CallContent.From(call)]),
            new(ChatRole.Tool, [CallContent.Result("c1", "21 degrees")]),
        ];

        await HearAsync(client, messages, With(Weather));

        var sent = Sent(server);
        Assert.Equal(4096, sent.GetProperty("options").GetProperty("num_ctx").GetInt32());
        Assert.Equal("1800s", sent.GetProperty("keep_alive").GetString());
        Assert.False(sent.TryGetProperty("think", out _));
        Assert.Equal("get_weather", sent.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
        var wire = sent.GetProperty("messages");
        Assert.Equal("aGk=", wire[1].GetProperty("images")[0].GetString());
        Assert.Equal(
            "Žďár",
            wire[2].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetProperty("city").GetString()
        );
        Assert.Equal("get_weather", wire[3].GetProperty("tool_name").GetString());
        Assert.Equal("21 degrees", wire[3].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("ollama")]
    [InlineData("openai")]
    public async Task Chat_AnyRecordingAtAll_IsAReplyOrAFailureOfTheClosedSet(string provider)
    {
        var names = Directory
            .GetFiles(Vectors.Folder("ollama"), "*.txt")
            .Select(f => System.IO.Path.GetFileNameWithoutExtension(f))
            .ToArray();
        var kinds = new Dictionary<string, string>();
        foreach (var name in names)
        {
            await using var server = new RawServer(_ => Recording.Read(name).Reply());
            using IModelClient client = provider == "ollama" ? OllamaAt(ConfigOf(server.Url)) : OpenAiAt(ConfigOf(server.Url));
            try
            {
                await HearAsync(client, User("hi"), With(Weather));
                kinds[name] = "reply";
            }
            catch (ModelFailureException e)
            {
                kinds[name] = e.Failure.Kind;
            }
        }

        Assert.Equal(names.Length, kinds.Count);
        Assert.Equal("model_missing", kinds["openai_missing"]);
        Assert.Equal(provider == "ollama", kinds["chat_stream"] == "reply");
        Assert.Equal(provider == "openai", kinds["openai_tools"] == "reply");
    }

    [Fact]
    public async Task Chat_ThinkTagsHandedThrough_AreKeptApartByTheReader()
    {
        await using var server = new RawServer(_ => Recording.Read("chat_think_false").Reply());
        using var client = OllamaAt(ConfigOf(server.Url));
        var raw = (await HearAsync(client, User("hi"))).Text;
        var bench = ChainBench.Of("m");
        bench["m"].Answers(raw);
        Assert.Equal("Hello there, human.", (await bench.Reply()).Text);
    }

    [Fact]
    public void Recordings_All34_AreThere() => Assert.Equal(34, Directory.GetFiles(Vectors.Folder("ollama"), "*.txt").Length);

    private static JsonElement Sent(RawServer server) =>
        JsonDocument.Parse(server.Requests.First(r => r.Path == "/api/chat").Body).RootElement;
}

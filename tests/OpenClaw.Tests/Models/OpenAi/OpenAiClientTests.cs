using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;
using static OpenClaw.Tests.Models.ClientBench;

namespace OpenClaw.Tests.Models.OpenAi;

public class OpenAiClientTests
{
    [Fact]
    public async Task Chat_RecordedToolCall_IsReadWhole()
    {
        var recording = Recording.Read("openai_tools");
        await using var server = new RawServer(_ => recording.Reply());
        using var client = Client(server);

        var heard = await HearAsync(client, User("w"), With(Weather));

        Assert.Equal(("Let me look that up. ", 315, 45), (heard.Text, heard.Input, heard.Output));
        Assert.Equal(new ToolCall("call_jy1n64tw", "get_weather", """{"city":"Prague","days":2}"""), Assert.Single(heard.Calls));
        Assert.Equal("/v1/chat/completions", server.Requests.First().Path);
    }

    /// <summary>Many servers end a connection after five idle seconds, llama.cpp's and uvicorn among them: a request may just then be on
    /// its way.</summary>
    [Theory]
    [InlineData(nameof(RawEnd.Close))]
    [InlineData(nameof(RawEnd.Reset))]
    public async Task Request_OnAUsedConnectionThatTheServerEnds_IsSentOnANewOne(string end)
    {
        var count = 0;
        await using var server = new RawServer(_ =>
            Interlocked.Increment(ref count) == 2 ? new RawReply([], Enum.Parse<RawEnd>(end)) : Kept()
        );
        using var client = Client(server);

        Assert.Equal("hi", (await HearAsync(client, User("w"))).Text);
        Assert.Equal("hi", (await HearAsync(client, User("w"))).Text);

        Assert.Equal((3, 2), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task Request_OnANewConnectionThatTheServerEnds_IsAFailure()
    {
        await using var server = new RawServer(_ => new RawReply([]));
        using var client = Client(server);

        await FailAsync(client);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Chat_CutAnywhereByTheNetwork_ReadsTheSame()
    {
        var recording = Recording.Read("openai_tools");
        var length = Encoding.UTF8.GetByteCount(recording.Body);
        var cut = 0;
        await using var server = new RawServer(_ => recording.ReplyInTwoParts(cut));
        using var client = Client(server);
        for (cut = 0; cut <= length; cut += 11)
        {
            var heard = await HearAsync(client, User("w"), With(Weather));
            Assert.Equal(("Let me look that up. ", 1, 315), (heard.Text, heard.Calls.Count, heard.Input));
        }
    }

    [Fact]
    public async Task Chat_FragmentsOfTwoCalls_AreJoinedByIndex()
    {
        await using var server = Sse(
            """{"choices":[{"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"exec","arguments":""}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"comm"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":1,"id":"b","function":{"name":"read","arguments":"{\"path\":"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"function":{"arguments":"and\":\"ls\"}"}},{"index":1,"function":{"arguments":"\"x\"}"}}]}}]}""",
            """{"choices":[{"delta":{},"finish_reason":"tool_calls"}]}""",
            "[DONE]"
        );
        using var client = Client(server);

        var heard = await HearAsync(client, User("w"));

        Assert.Equal([new ToolCall("a", "exec", """{"command":"ls"}"""), new ToolCall("b", "read", """{"path":"x"}""")], heard.Calls);
    }

    [Fact]
    public async Task Chat_CallsThatAllSayIndexZero_AreToldApartByTheirIds()
    {
        await using var server = Sse(
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"exec","arguments":"{\"command\":\"ls\"}"}}]}}]}""",
            """{"choices":[{"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"exec","arguments":{"command":"df"}}}]},"finish_reason":"tool_calls"}]}"""
        );
        using var client = Client(server);

        var heard = await HearAsync(client, User("w"));

        Assert.Equal(["""{"command":"ls"}""", """{"command":"df"}"""], heard.Calls.Select(c => c.Arguments));
    }

    [Theory]
    [InlineData("reasoning_content")]
    [InlineData("reasoning")]
    public async Task Chat_Reasoning_IsKeptApart(string key)
    {
        await using var server = Sse(
            $$$"""{"choices":[{"delta":{"{{{key}}}":"hmm"}}]}""",
            """{"choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}""",
            """{"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}""",
            "[DONE]"
        );
        using var client = Client(server);
        var heard = await HearAsync(client, User("x"));
        Assert.Equal(("hi", "hmm", 7, 2), (heard.Text, heard.Thinking, heard.Input, heard.Output));
    }

    [Fact]
    public async Task Chat_ServerThatDoesNotStream_IsReadAllTheSame()
    {
        await using var server = new RawServer(_ =>
            RawReply.Http(
                200,
                """
                {"choices":[{"message":{"role":"assistant","content":"hi","tool_calls":[{"id":"a","function":{"name":"exec","arguments":"{}"}}]},"finish_reason":"tool_calls"}],
                 "usage":{"prompt_tokens":3,"completion_tokens":1}}
                """
            )
        );
        using var client = Client(server);
        var heard = await HearAsync(client, User("x"));
        Assert.Equal(("hi", 1, 3), (heard.Text, heard.Calls.Count, heard.Input));
    }

    [Fact]
    public async Task Chat_CommentsAndReturns_AreSkipped()
    {
        await using var server = new RawServer(_ =>
            RawReply.Http(
                200,
                ": OPENROUTER PROCESSING\r\n\r\nevent: x\r\ndata:{\"choices\":[{\"delta\":{\"content\":\"hi\"},\r\ndata: \"finish_reason\":\"stop\"}]}\r\n\r\n",
                "text/event-stream"
            )
        );
        using var client = Client(server);
        Assert.Equal("hi", (await HearAsync(client, User("x"))).Text);
    }

    /// <summary>The framework's parser keeps a type that stood over no data for the event after it.</summary>
    [Theory]
    [InlineData("event: error\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\nevent: error\n\ndata: [DONE]\n\n")]
    public async Task Chat_NameOfAnErrorOverNoData_IsNone(string body)
    {
        await using var server = new RawServer(_ => RawReply.Http(200, body, "text/event-stream"));
        using var client = Client(server);
        Assert.Equal("hi", (await HearAsync(client, User("x"))).Text);
    }

    [Theory]
    [InlineData("event: error\ndata: out of memory\n\n")]
    [InlineData("event:error\ndata: {\"message\": \"out of memory\"}")]
    public async Task Chat_EventCalledError_IsAFailure(string body)
    {
        await using var server = new RawServer(_ => RawReply.Http(200, body, "text/event-stream"));
        using var client = Client(server);
        Assert.Contains("out of memory", Assert.IsType<ModelFailure.ServerError>(await FailAsync(client)).Message);
    }

    public static TheoryData<int, string, string, string> Failures =>
        new()
        {
            {
                401,
                """{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}""",
                "not_authorised",
                "Incorrect API key"
            },
            { 402, """{"error":{"code":402,"message":"Insufficient credits"}}""", "out_of_credit", "Insufficient credits" },
            { 403, """{"error":"forbidden"}""", "not_authorised", "forbidden" },
            {
                404,
                """{"error":{"message":"The model `x` does not exist","type":"invalid_request_error","code":"model_not_found"}}""",
                "model_missing",
                "does not exist"
            },
            { 400, """{"error":{"message":"x is not a valid model ID","code":400}}""", "model_missing", "valid model" },
            {
                400,
                """{"error":{"code":400,"message":"the request exceeds the available context size. try increasing the context size","type":"exceed_context_size_error"}}""",
                "context_too_long",
                "context"
            },
            {
                400,
                """{"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000","type":"BadRequestError","code":400}""",
                "context_too_long",
                "4096"
            },
            { 500, """{"error":{"code":500,"message":"tools param requires --jinja flag","type":"server_error"}}""", "refused", "jinja" },
            {
                500,
                """{"error":{"code":500,"message":"image input is not supported - hint: if this is unexpected, you may need to provide the mmproj","type":"server_error"}}""",
                "refused",
                "image"
            },
            { 404, """{"error":{"message":"No endpoints found that support tool use","code":404}}""", "refused", "tool use" },
            {
                429,
                """{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota"}}""",
                "out_of_credit",
                "quota"
            },
            { 429, """{"error":{"message":"Rate limit reached"}}""", "rate_limited", "Rate limit" },
            {
                500,
                "<html><head><title>500 Internal Server Error</title></head><body>x</body></html>",
                "server_error",
                "an HTML page, \"500 Internal Server Error\""
            },
            { 502, "<html>bad</html>", "overloaded", "HTML" },
            { 503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""", "overloaded", "Loading model" },
            { 504, "upstream timed out", "timed_out", "upstream" },
            {
                422,
                """{"detail":[{"loc":["body","messages"],"msg":"field required","type":"value_error"}]}""",
                "refused",
                "field required"
            },
            { 301, "", "model_missing", "redirects" },
            { 200, "<html><title>Sign in</title></html>", "malformed", "Sign in" },
            { 200, """{"error":{"message":"upstream died","code":502}}""", "overloaded", "upstream died" },
            { 200, "", "malformed", "no explanation" },
        };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Chat_ErrorsOfManyShapes_FallIntoTheClosedSet(int status, string body, string kind, string words)
    {
        await using var server = new RawServer(_ => RawReply.Http(status, body, body.StartsWith('<') ? "text/html" : "application/json"));
        using var client = Client(server);

        var failure = await FailAsync(client);

        Assert.Equal(kind, failure.Kind);
        Assert.Contains(words, failure.Message);
    }

    [Theory]
    [InlineData("Retry-After: 17", 17)]
    [InlineData("Retry-After: Mon, 05 Jan 2026 08:02:00 GMT", 120)]
    [InlineData("X-Other: 1", null)]
    public async Task RateLimited_RetryAfter_IsReadAsSecondsOrDate(string header, int? seconds)
    {
        await using var server = new RawServer(_ => RawReply.Http(429, "{}", headers: header + "\r\n"));
        using var client = OpenAiAt(ConfigOf(server.Url, ModelProvider.OpenAi), new FakeClock());

        var limited = Assert.IsType<ModelFailure.RateLimited>(await FailAsync(client));

        Assert.Equal(seconds, limited.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task Chat_BrokenOffInMidStream_IsAServerError()
    {
        await using var server = Sse("""{"choices":[{"delta":{"content":"I thi"}}]}""");
        using var client = Client(server);
        Assert.Contains("broke off", Assert.IsType<ModelFailure.ServerError>(await FailAsync(client)).Message);
    }

    [Fact]
    public async Task Chat_ErrorInMidStream_IsMappedByItsCode()
    {
        await using var server = Sse(
            """{"choices":[{"delta":{"content":"I thi"}}]}""",
            """{"error":{"code":429,"message":"Provider returned error","metadata":{"raw":"slow down"}}}"""
        );
        using var client = Client(server);
        Assert.Contains("slow down", Assert.IsType<ModelFailure.RateLimited>(await FailAsync(client)).Message);
    }

    [Fact]
    public async Task Chat_HalfAnEvent_IsMalformed()
    {
        await using var server = Sse("""{"choices":[{"del""");
        using var client = Client(server);
        Assert.IsType<ModelFailure.Malformed>(await FailAsync(client));
    }

    [Fact]
    public async Task Chat_NobodyListens_IsUnreachable()
    {
        int port;
        await using (var server = new RawServer(_ => ""))
        {
            port = server.Port;
        }

        using var client = OpenAiAt(ConfigOf(new Uri($"http://127.0.0.1:{port}/v1"), ModelProvider.OpenAi));
        Assert.Contains("connection refused", Assert.IsType<ModelFailure.Unreachable>(await FailAsync(client)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 500\r\n\r\ndata: {\"choices\"")]
    public async Task Chat_Reset_IsUnreachableOrBroken(string sent)
    {
        await using var server = new RawServer(_ => new RawReply(sent, RawEnd.Reset));
        using var client = Client(server);
        Assert.True(await FailAsync(client) is ModelFailure.Unreachable or ModelFailure.ServerError);
    }

    [Fact]
    public async Task Chat_NotHttpAtAll_IsMalformed()
    {
        await using var server = new RawServer(_ => new RawReply("SSH-2.0-OpenSSH_9.2\r\n"));
        using var client = Client(server);
        Assert.IsType<ModelFailure.Malformed>(await FailAsync(client));
    }

    [Fact]
    public async Task Chat_ForeignAddressUnderLocalOnly_NamesTheSetting()
    {
        using var client = OpenAiAt(ConfigOf(new Uri("http://192.0.2.7:8080/v1"), ModelProvider.OpenAi));
        Assert.Contains("network.allow", Assert.IsType<ModelFailure.Unreachable>(await FailAsync(client)).Message);
    }

    [Fact]
    public async Task Key_IsSentAndNeverRepeatedInAFailure()
    {
        await using var server = new RawServer(_ => RawReply.Http(401, """{"error":{"message":"bad key sk-secret"}}"""));
        using var client = OpenAiAt(ConfigOf(server.Url, ModelProvider.OpenAi) with { ApiKey = new Secret("env KEY", "sk-secret") });

        var failure = await FailAsync(client);

        Assert.Equal("Bearer sk-secret", server.Requests.First().Header("Authorization"));
        Assert.DoesNotContain("sk-secret", failure.Message);
    }

    [Fact]
    public async Task List_Models_AreRead()
    {
        await using var server = new RawServer(_ => Recording.Read("openai_models").Reply());
        using var client = Client(server);
        Assert.Equal(["scripted-think:latest", "stories260k:latest", "scripted:latest"], (await client.ListAsync(Ct)).Select(m => m.Id));
    }

    [Fact]
    public async Task Request_CarriesCallsResultsAndImages()
    {
        await using var server = Sse("""{"choices":[{"delta":{"content":"hi"},"finish_reason":"stop"}]}""", "[DONE]");
        using var client = Client(server);
        ChatMessage[] messages =
        [
            new(ChatRole.User, [new TextContent("look"), new DataContent("hi"u8.ToArray(), "image/png")]),
            new(ChatRole.Assistant, [new TextContent("ok"), CallContent.From(new ToolCall("c1", "get_weather", """{"city":"Brno"}"""))]),
            new(ChatRole.Tool, [CallContent.Result("c1", "21"), CallContent.Result("c2", "22")]),
        ];

        await HearAsync(client, messages, With(Weather));

        var wire = JsonDocument.Parse(server.Requests.First().Body).RootElement.GetProperty("messages");
        Assert.Equal(4, wire.GetArrayLength());
        Assert.Equal(
            "data:image/png;base64,aGk=",
            wire[0].GetProperty("content")[1].GetProperty("image_url").GetProperty("url").GetString()
        );
        Assert.Equal(
            """{"city":"Brno"}""",
            wire[1].GetProperty("tool_calls")[0].GetProperty("function").GetProperty("arguments").GetString()
        );
        Assert.Equal(
            ("tool", "c2", "22"),
            (
                wire[3].GetProperty("role").GetString(),
                wire[3].GetProperty("tool_call_id").GetString(),
                wire[3].GetProperty("content").GetString()
            )
        );
    }

    private static RawReply Kept()
    {
        const string Body = "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
        return new($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: {Body.Length}\r\n\r\n{Body}", RawEnd.KeepAlive);
    }

    private static RawServer Sse(params string[] events) =>
        new(_ => RawReply.Http(200, string.Concat(events.Select(e => $"data: {e}\n\n")), "text/event-stream"));

    private static OpenClaw.Models.Providers.OpenAi.OpenAiChatClient Client(RawServer server) =>
        OpenAiAt(ConfigOf(new Uri(server.Url, "v1"), ModelProvider.OpenAi));
}

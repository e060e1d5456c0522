using System.Text;
using System.Text.Json.Nodes;
using OpenClaw.Models.Clients;
using OpenClaw.Web.Api;

namespace OpenClaw.Tests.Web.Api;

/// <summary>Programs that nobody here wrote read these: they only grow.</summary>
public sealed class ChatShapesTests
{
    private static readonly Completion s_completion = new("chatcmpl-7", 1700000000, "default");

    [Fact]
    public void Completion_Shape() =>
        Is(
            """{"id":"chatcmpl-7","object":"chat.completion","created":1700000000,"model":"default","choices":[{"index":0,"message":{"role":"assistant","content":"Grüße \"😀\"","refusal":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":100,"completion_tokens":10,"total_tokens":110}}""",
            ChatShapes.Completion(s_completion, "Grüße \"😀\"", new TokenCount(100, 10)),
            unescaped: true
        );

    [Fact]
    public void Chunks_Shape()
    {
        const string Head =
            """data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1700000000,"model":"default","choices":[""";
        Is(
            Head + """{"index":0,"delta":{"role":"assistant","content":"Hi"},"logprobs":null,"finish_reason":null}]}""" + "\n\n",
            ChatShapes.Chunk(s_completion, "Hi", isFirst: true, usageFollows: false)
        );
        Is(
            Head + """{"index":0,"delta":{"content":"!"},"logprobs":null,"finish_reason":null}],"usage":null}""" + "\n\n",
            ChatShapes.Chunk(s_completion, "!", isFirst: false, usageFollows: true)
        );
        Is(
            Head + """{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]}""" + "\n\n",
            ChatShapes.Chunk(s_completion, null, isFirst: false, usageFollows: false)
        );
        Is(
            Head + """],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""" + "\n\n",
            ChatShapes.UsageChunk(s_completion, new TokenCount(1, 2))
        );
        Is("data: [DONE]\n\n", ChatShapes.Done);
    }

    [Fact]
    public void Models_Shape()
    {
        Is(
            """{"object":"list","data":[{"id":"default","object":"model","created":5,"owned_by":"openclaw"},{"id":"big","object":"model","created":5,"owned_by":"openclaw"}]}""",
            ChatShapes.Models(["default", "big"], 5)
        );
        Is("""{"id":"big","object":"model","created":5,"owned_by":"openclaw"}""", ChatShapes.Model("big", 5));
    }

    [Fact]
    public void Errors_Shape()
    {
        Is(
            """{"error":{"message":"no","type":"invalid_request_error","param":"model","code":"model_not_found"}}""",
            ChatShapes.Error(ApiError.NoModel("no"))
        );
        Is(
            """data: {"error":{"message":"no","type":"server_error","param":null,"code":"turn_failed"}}""" + "\n\n",
            ChatShapes.ErrorEvent(ApiError.Failed("no"))
        );
    }

    private static void Is(string expected, JsonObject actual, bool unescaped = false) =>
        Is(expected, Json.Bytes(writer => actual.WriteTo(writer)), unescaped);

    // Whether a letter is escaped is the writer's to choose, and means the same.
    private static void Is(string expected, ReadOnlyMemory<byte> actual, bool unescaped = false) =>
        Assert.Equal(
            expected,
            unescaped ? Encoding.UTF8.GetString(actual.Span).Replace("\\uD83D\\uDE00", "😀") : Encoding.UTF8.GetString(actual.Span)
        );
}

using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>The double of Ollama answers as the recorded server did: the same status, the same words where it refuses, no field that the
/// real one does not have.</summary>
public sealed class OllamaRulesTests
{
    // What the gateway never asks, and the double does not play.
    private static readonly string[] s_outside =
    [
        "embed",
        "generate",
        "generate_raw",
        "openai_missing",
        "openai_models",
        "openai_tools",
        "chat_format_json",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Without the recordings one case remains, which is skipped and says why.
    public static TheoryData<string> Recordings =>
        Directory.Exists(Path.Combine(Vectors.RepositoryRoot(), "..", "shared", "vectors", "ollama"))
            ?
            [
                .. Directory
                    .GetFiles(Vectors.Folder("ollama"), "*.txt")
                    .Select(static f => Path.GetFileNameWithoutExtension(f))
                    .Except(s_outside)
                    .Order(),
            ]
            : ["chat_stream"];

    [Theory]
    [MemberData(nameof(Recordings))]
    public async Task Double_AnswersAsTheRecordedServer(string name)
    {
        var recorded = Recording.Read(name);
        await using var server = new StrictOllama(static prompt =>
            prompt.Request["tools"]?.ToJsonString().Contains("get_weather") is true
                ? new ModelTurn("Let me look that up. ", "get_weather", new JsonObject { ["days"] = 2, ["city"] = "Prague" })
                : ModelTurn.Says("there was a little girl who lived in the woods and had a hundred friends")
        )
        {
            Models =
            [
                new("stories260k")
                {
                    Template = "{{ .Prompt }}",
                    TrainedFor = 512,
                    DefaultContext = 512,
                },
                new("scripted"),
                new("scripted-think") { Template = "{{ .Tools }}{{ .Thinking }}" },
            ],
        };
        if (name == "ps")
        {
            await SendAsync(server, "POST", "/api/chat", """{"model":"scripted","messages":[]}""");
        }

        var (status, type, body) = await SendAsync(server, recorded.Method, recorded.Path, recorded.SentBody);

        Assert.Equal((recorded.Status, recorded.Type), (status, type));
        if (recorded.Status != 200 || recorded.Type.StartsWith("text/"))
        {
            Assert.Equal(recorded.Body.Trim(), body.Trim());
            return;
        }

        // One whose caller left was heard to its fifth token only.
        Assert.Subset(Shapes(recorded.Body), Shapes(recorded.IsCut ? body[..body.IndexOf('\n')] : body));
        Assert.Equal(Ends(recorded, recorded.Body), Ends(recorded, body));
    }

    [Fact]
    public async Task TruncateFalse_RefusesWhatIsTooLong_AndAnOldServerCutsItAllTheSame()
    {
        var body =
            $$"""{"model":"m","stream":false,"truncate":false,"shift":false,"options":{"num_ctx":100},"messages":[{"role":"user","content":"{{new string('x', 2000)}}"}]}""";
        await using var young = new StrictOllama(static _ => ModelTurn.Says("hi"));
        await using var old = new StrictOllama(static _ => ModelTurn.Says("hi")) { Version = "0.11.4" };

        Assert.Equal(400, (await SendAsync(young, "POST", "/api/chat", body)).Status);
        Assert.Equal(200, (await SendAsync(old, "POST", "/api/chat", body)).Status);
        Assert.True(Assert.Single(old.Chats).IsCut);
    }

    [Fact]
    public async Task ShiftFalse_EndsWhereTheContextIsFull()
    {
        await using var server = new StrictOllama(static _ => ModelTurn.Says(new string('語', 400)));

        var (_, _, body) = await SendAsync(
            server,
            "POST",
            "/api/chat",
            """{"model":"m","stream":false,"shift":false,"options":{"num_ctx":100},"messages":[{"role":"user","content":"go"}]}"""
        );

        Assert.Equal("length", (string?)JsonNode.Parse(body)!["done_reason"]);
        Assert.Equal(100, Assert.Single(server.Chats) is var chat ? chat.Prompt + chat.Written : 0);
    }

    [Fact]
    public async Task Memory_LoadsReloadsEvictsAndForgets()
    {
        var clock = new FakeClock();
        await using var server = new StrictOllama(static _ => Task.FromResult(ModelTurn.Says("hi")), clock, memory: 1_500_000_000)
        {
            Models = [new("a"), new("b")],
        };
        async Task Ask(string model, int context, string keep) =>
            Assert.Equal(
                200,
                (
                    await SendAsync(
                        server,
                        "POST",
                        "/api/chat",
                        $$"""{"model":"{{model}}","keep_alive":"{{keep}}","options":{"num_ctx":{{context}}},"messages":[{"role":"user","content":"hi"}]}"""
                    )
                ).Status
            );

        await Ask("a", 2048, "60s");
        await Ask("a", 4096, "60s");
        await Ask("b", 4096, "60s");
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Empty(server.Memory.Loaded);
        await Ask("a", 4096, "-1s");
        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(["load a 2048", "reload a 4096", "evict a for b", "load b 4096", "expire b", "load a 4096"], server.Memory.Log);
        Assert.Single(server.Memory.Loaded);
    }

    [Fact]
    public async Task Queue_OfOne_RefusesTheThird()
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new StrictOllama(
            async _ =>
            {
                await go.Task;
                return ModelTurn.Says("hi");
            },
            maxQueue: 1
        );
        const string Body = """{"model":"m","messages":[{"role":"user","content":"hi"}]}""";

        Task<(int Status, string, string)>[] asked =
        [
            SendAsync(server, "POST", "/api/chat", Body),
            SendAsync(server, "POST", "/api/chat", Body),
            SendAsync(server, "POST", "/api/chat", Body),
        ];
        var refused = await await Task.WhenAny(asked);
        go.SetResult();

        Assert.Equal(503, refused.Status);
        Assert.Equal([200, 200, 503], (await Task.WhenAll(asked)).Select(static a => a.Status).Order());
    }

    private static async Task<(int Status, string Type, string Body)> SendAsync(
        StrictOllama server,
        string method,
        string path,
        string body
    )
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Url, path));
        request.Content = new StringContent(body, Encoding.UTF8);
        using var response = await client.SendAsync(request, Ct);
        return ((int)response.StatusCode, response.Content.Headers.ContentType!.ToString(), await response.Content.ReadAsStringAsync(Ct));
    }

    /// <summary>Every path in every line with the kind of what is there: <c>message.content:String</c>.</summary>
    private static HashSet<string> Shapes(string body)
    {
        var shapes = new HashSet<string>();
        foreach (var line in body.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Walk(JsonDocument.Parse(line).RootElement, "", shapes);
        }
        return shapes;
    }

    private static void Walk(JsonElement json, string path, HashSet<string> shapes)
    {
        shapes.Add($"{path}:{json.ValueKind}");
        if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in json.EnumerateObject())
            {
                Walk(property.Value, $"{path}.{property.Name}", shapes);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in json.EnumerateArray())
            {
                Walk(element, $"{path}[]", shapes);
            }
        }
    }

    /// <summary>How the answer ends, for a chat that was heard to its end.</summary>
    private static string? Ends(Recording recorded, string body) =>
        recorded.Path != "/api/chat" || recorded.IsCut
            ? null
            : (string?)JsonNode.Parse(body.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!["done_reason"];
}

using System.Text;
using System.Text.Json;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;
using static OpenClaw.Tests.Models.ClientBench;

namespace OpenClaw.Tests.Models;

/// <summary>The answers of model servers in <c>../shared/cases/model-streams.json</c>, byte for byte, through the client that speaks their
/// wire.</summary>
public class StreamCasesTests
{
    private static readonly ToolSpec s_exec = new(
        "exec",
        "Runs a command.",
        """{"type":"object","properties":{"command":{"type":"string"}},"required":["command"]}"""
    );

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var item in Cases().Where(static c => c.Wire != "text"))
        {
            names.Add(item.Name);
        }
        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stream_OfTheCases_IsHeardAsItWasMeant(string name)
    {
        var item = Cases().First(c => c.Name == name);
        await using var server = new RawServer(_ => item.Reply());
        using IModelClient client =
            item.Wire == "openai" ? OpenAiAt(ConfigOf(new Uri(server.Url, "v1"), ModelProvider.OpenAi)) : OllamaAt(ConfigOf(server.Url));
        var reader = new ReplyReader(new Silent(), [s_exec]);
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(User("w"), With(s_exec), Ct))
            {
                reader.Add(update);
            }
        }
        catch (ModelFailureException e) when (item.Fails is not null)
        {
            CheckFailure(item, e.Failure);
            return;
        }

        Assert.True(item.Fails is null, $"it should have failed: {item.Fails}");
        var reply = reader.Finish("m", out _);
        Assert.Equal(item.Text ?? "", reply.Text.Trim());
        Assert.Equal(
            item.Calls,
            reply.Calls.Select(static c => $"{TextToolCalls.Named(["exec"]).Resolve(c.Name)} {Json.Parse(c.Arguments).String("command")}")
        );
    }

    public static TheoryData<string> Texts => [.. Cases().Where(static c => c.Wire == "text").Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfTheCases_IsWhatIsForThePerson(string name)
    {
        var item = Cases().First(c => c.Name == name);
        foreach (var heard in Streamed.InManyPieces(item.Whole).Concat(Streamed.CutEverywhere(item.Whole)))
        {
            Assert.Equal((item.Text, item.Text), (heard.Reply.Text, heard.Shown));
        }
    }

    // What the cases say in words, as what the closed set has for it.
    private static void CheckFailure(StreamCase item, ModelFailure failure)
    {
        switch (item.Fails)
        {
            case "rate limited":
                Assert.Equal(item.Wait, Assert.IsType<ModelFailure.RateLimited>(failure).RetryAfter?.TotalSeconds);
                break;
            case var words when words!.StartsWith("malformed reply", StringComparison.Ordinal):
                Assert.True(Assert.IsType<ModelFailure.Malformed>(failure).IsModelsOwn);
                break;
            case var words when words!.StartsWith("server error", StringComparison.Ordinal):
                Assert.Contains("CUDA", Assert.IsType<ModelFailure.ServerError>(failure).Message);
                break;
            default:
                Assert.Contains(item.Fails!, failure.Message);
                break;
        }
    }

    private static List<StreamCase> Cases()
    {
        var path = Path.Combine(Vectors.RepositoryRoot(), "..", "shared", "cases", "model-streams.json");
        Assert.SkipUnless(File.Exists(path), "no ../shared/cases beside the checkout");
        return [.. Json.Parse(File.ReadAllText(path)).EnumerateArray().Select(static json => new StreamCase(json))];
    }

    private sealed class StreamCase(JsonElement json)
    {
        private readonly JsonElement _expect = json.Child("expect")!.Value;

        public string Name => json.String("name")!;

        public string Wire => json.String("wire")!;

        public string? Text => _expect.String("text");

        public string? Fails => _expect.String("fails");

        public int? Wait => _expect.Int("wait_s");

        public IEnumerable<string> Calls => _expect.Child("calls")?.EnumerateArray().Select(static c => $"exec {c.GetString()}") ?? [];

        public string Whole => string.Concat(json.Child("pieces")!.Value.EnumerateArray().Select(static p => p.GetString()));

        /// <summary>Pauses between pieces are left out; one at the end keeps the line open.</summary>
        public RawReply Reply()
        {
            var pieces = json.Child("pieces")!.Value.EnumerateArray().ToArray();
            var body = new StringBuilder();
            foreach (var piece in pieces.Where(static p => p.ValueKind == JsonValueKind.String))
            {
                body.Append(piece.GetString());
            }
            var type = json.String("content_type") ?? (Wire == "openai" ? "text/event-stream" : "application/x-ndjson");
            return RawReply.Http(
                json.Int("status")!.Value,
                body.ToString(),
                type,
                pieces[^1].ValueKind == JsonValueKind.Number ? RawEnd.Hang : RawEnd.Close
            );
        }
    }

    private sealed class Silent : IReplySink
    {
        public void Asking(string model) { }

        public void Text(string delta) { }

        public void Thinking(string delta) { }

        public void WordsWereThought() { }

        public void Restarted(ModelAttempt because) { }
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;
using OpenClaw.Tests.Fakes.Ollama;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Models.Ollama;

/// <summary>Two hundred turns in four languages, hashes and tool calls among them, on contexts that hold a few of them.</summary>
public sealed class LongConversationTests
{
    private const int Turns = 200;

    private static readonly string[] s_words =
    [
        "Please note what the weather did today and whether the cellar is still dry after all that rain; ",
        "请记下今天的天气，还有雨后地下室是否仍然干燥，明天早上再检查一次水泵是否正常工作；",
        "يرجى تدوين حالة الطقس اليوم وما إذا كان القبو لا يزال جافا بعد كل هذا المطر؛ ",
        "오늘 날씨가 어땠는지, 비가 온 뒤에도 지하실이 아직 말라 있는지 적어 주세요; ",
    ];

    [Theory]
    [Trait("Load", "heavy")]
    [InlineData(2048, true)]
    [InlineData(4096, true)]
    [InlineData(8192, true)]
    [InlineData(2048, false)]
    public async Task TwoHundredTurns_NoneIsLost_NoneIsWrittenTwice_AndPrefixesAreUsedAgain(int context, bool namesNumbers)
    {
        await using var server = new StrictOllama(Answer) { NamesNumbers = namesNumbers };
        using var gateway = new TestGateway(Config(server.Url, context));
        Directory.CreateDirectory(gateway.Workspace);
        File.WriteAllText(
            Path.Combine(gateway.Workspace, "log.txt"),
            string.Concat(Enumerable.Range(0, 12).Select(static i => $"{i * 7919:x8}{i * 104729:x8} drwxr-xr-x 2 pi pi 4096\n"))
        );

        for (var turn = 0; turn < Turns; turn++)
        {
            var ended = gateway.Ask($"turn {turn}: {string.Concat(Enumerable.Repeat(s_words[turn % 4], 1 + turn % 3))}");
            Assert.True(ended.State == "answered", $"turn {turn}: {ended.Reply}");
            Assert.StartsWith($"re {turn}:", ended.Reply);
        }

        var chats = server.Chats.ToArray();
        var answered = chats.Where(static c => c.Status == 200).ToArray();
        Assert.DoesNotContain(answered, static c => c.IsCut || c.IsShifted);
        // One answer a turn, and one call beside it in every tenth.
        Assert.Equal(Turns + Turns / 10, answered.Length);
        var between = answered
            .Zip(answered.Skip(1))
            .Where(static pair => pair.First.Summary == pair.Second.Summary)
            .Select(static pair => pair.Second)
            .ToArray();
        var reuse = between.Sum(static c => (double)c.Cached) / between.Sum(static c => c.Prompt);
        var compactions = gateway.Transcript().OfType<Entry.Summary>().Count();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"num_ctx {context}: reuse {reuse:p1}, {compactions} compactions, {chats.Length - answered.Length} refusals, largest prompt {answered.Max(static c => c.Prompt)}"
        );
        Assert.True(reuse >= 0.9, $"reuse {reuse:p1} with {compactions} compactions");
        Assert.InRange(compactions, 1, Turns / 4);
        Assert.Empty(gateway.Failures);
    }

    private static ModelTurn Answer(ModelPrompt prompt)
    {
        var number = int.Parse(prompt.UserText.AsSpan(5, prompt.UserText.IndexOf(':') - 5), CultureInfo.InvariantCulture);
        if (number % 10 == 9 && prompt.ToolResults.Count == 0)
        {
            return ModelTurn.Calls("read", new JsonObject { ["path"] = "log.txt" });
        }
        return ModelTurn.Says($"re {number}: {s_words[number % 4]} {number * 2654435761L:x}");
    }

    private static string Config(Uri url, int context) =>
        $$"""
            [agent]
            owners = ["local:pi"]
            workspace = "work"

            [models.small]
            provider = "ollama"
            url = "{{url}}"
            model = "m"
            context = {{context}}

            [chains.default]
            models = ["small"]

            [policies.guarded]
            default = { read = "allow", "*" = "deny" }
            """;
}

using OpenClaw.Config.Tables.Models;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Models.Decorators;

public sealed class ModelDecoratorTests
{
    [Fact]
    public async Task Answer_RecordedAndReplayed_IsTheSameWithoutTheModel()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "answers.jsonl");
        var recording = new ChainBench(
            ChainBench.Chain("big"),
            [(inner, _) => new RecordingChatClient(inner, file)],
            ChainBench.Model("big")
        );
        recording["big"].Thinks("Hm.", "First words.").Calls("exec", """{"command":"df -h"}""", "Looking.");
        var first = await recording.Reply();
        var second = await recording.Reply(ChainBench.Request("and now?", ChainBench.Exec));

        var replay = new ChainBench(ChainBench.Chain("big"), [(inner, _) => new ReplayChatClient(inner, file)], ChainBench.Model("big"));

        Assert.Equal(first, await replay.Reply());
        var again = await replay.Reply(ChainBench.Request("and now?", ChainBench.Exec));
        Assert.Equal((second.Text, second.Calls.Single().Arguments), (again.Text, again.Calls.Single().Arguments));
        Assert.Empty(replay["big"].Requests);
    }

    [Fact]
    public async Task Decorators_StandInTheirOrder_AroundTheirModelOnly()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "answers.jsonl");
        File.WriteAllText(file, """{"contents":[{"$type":"text","text":"From the file."}]}""" + "\n\n");
        // The inner one answers, so the outer one writes what it hears.
        var chain = new ChainBench(
            ChainBench.Chain("big"),
            [
                (inner, _) => new RecordingChatClient(inner, file + ".copy"),
                (inner, model) => model.Name == "big" ? new ReplayChatClient(inner, file) : inner,
            ],
            ChainBench.Model("big"),
            ChainBench.Model("small")
        );

        Assert.Equal("From the file.", (await chain.Reply()).Text);
        Assert.Contains("From the file.", File.ReadAllText(file + ".copy"));
    }

    [Fact]
    public async Task Metering_CountedAnswer_IsSpentOnceAsTheServerCounted()
    {
        var spent = await SpentOn(
            """{"contents":[{"$type":"text","text":"Hello."}]}""",
            """{"contents":[{"$type":"usage","details":{"inputTokenCount":120,"outputTokenCount":7}}]}"""
        );

        Assert.Equal([new ModelSpend("big", new ModelTokens(120, 7))], spent);
    }

    [Fact]
    public async Task Metering_AnswerWithoutCount_IsGuessedFromItsCharacters()
    {
        var spent = Assert.Single(
            await SpentOn(
                $$"""{"contents":[{"$type":"reasoning","text":"{{new string('b', 200)}}"}]}""",
                $$"""{"contents":[{"$type":"text","text":"{{new string('a', 400)}}"}]}"""
            )
        );

        Assert.Equal(150, spent.Tokens.Output);
        Assert.True(spent.Tokens.Input > 0);
    }

    [Fact]
    public async Task Metering_AnswerThatBreaksOff_IsSpentAndTheRefusedOneIsNot()
    {
        var chain = ChainBench.Of("broken", "refusing", "small");
        chain["broken"].BreaksAfter(new string('a', 400), new ModelFailure.ServerError("out of order"));
        chain["refusing"].Fails(new ModelFailure.ServerError("out of order"));
        chain["small"].Answers("Hello.");
        var spent = new List<ModelSpend>();
        await chain.Reply(ChainBench.Request() with { Spend = spent.Add });

        Assert.Equal(["broken", "small"], spent.Select(static each => each.Model));
        Assert.Equal(100, spent[0].Tokens.Output);
    }

    /// <summary>What a model has used that streams these pieces.</summary>
    private static async Task<List<ModelSpend>> SpentOn(params string[] pieces)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "answers.jsonl");
        File.WriteAllText(file, string.Join('\n', pieces) + "\n\n");
        var chain = new ChainBench(
            ChainBench.Chain("big"),
            [.. ModelTable.Decorators, (inner, _) => new ReplayChatClient(inner, file)],
            ChainBench.Model("big")
        );
        var spent = new List<ModelSpend>();
        await chain.Reply(ChainBench.Request() with { Spend = spent.Add });
        return spent;
    }
}

using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Scripted;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Models.Scripted;

public class ScriptTests
{
    [Fact]
    public async Task Demo_RunThenResult_CallsExecAndTellsWhatCameOut()
    {
        using var client = ScriptedChatClient.FromConfig(ChainBench.Model("demo"), new FakeClock());

        var asked = await ClientBench.HearAsync(client, ClientBench.User("run echo \"hi\""));
        var call = Assert.Single(asked.Calls);
        Assert.Equal(("exec", """{"command":"echo \"hi\""}"""), (call.Name, call.Arguments));

        var told = await ClientBench.HearAsync(
            client,
            [
                new(ChatRole.User, "run echo"),
                new(ChatRole.Assistant, [CallContent.From(call)]),
                new(ChatRole.Tool, [CallContent.Result(call.Id, "hi\n")]),
            ]
        );
        Assert.Equal("Result: hi", told.Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Demo_RunThatWasAskedFirst_GoesOnWithItsMessageWhateverWasSaidMeanwhile(bool meanwhile)
    {
        using var client = ScriptedChatClient.FromConfig(ChainBench.Model("demo"), new FakeClock());
        var call = new ToolCall("c1_0", "exec", """{"command":"echo hi"}""");
        var again = call with { Id = "c6_0" };
        ChatMessage[] said = meanwhile ? [new(ChatRole.User, "My name is Ann."), new(ChatRole.Assistant, "Nice to meet you, Ann.")] : [];

        var told = await ClientBench.HearAsync(
            client,
            [
                new(ChatRole.User, "run echo hi"),
                new(ChatRole.Assistant, [CallContent.From(call)]),
                new(ChatRole.Tool, [CallContent.Result(call.Id, "waiting for approval bako-42: it has not run.")]),
                .. said,
                new(ChatRole.User, "[notice] approval bako-42 for exec: approved by local:pi. The call runs now.\n| echo hi"),
                new(ChatRole.Assistant, [CallContent.From(again)]),
                new(ChatRole.Tool, [CallContent.Result(again.Id, "hi\n")]),
            ]
        );

        Assert.Equal("Result: hi", told.Text);
    }

    [Fact]
    public async Task Demo_Name_IsRememberedFromTheTranscriptAndNowhereElse()
    {
        using var client = ScriptedChatClient.FromConfig(ChainBench.Model("demo"), new FakeClock());
        Assert.Equal("Nice to meet you, Ann.", (await ClientBench.HearAsync(client, ClientBench.User("My name is Ann."))).Text);
        Assert.Equal(
            "You told me: Ann.",
            (
                await ClientBench.HearAsync(
                    client,
                    [new(ChatRole.User, "My name is Ann."), new(ChatRole.Assistant, "Hi"), new(ChatRole.User, "What is my name?")]
                )
            ).Text
        );
        Assert.Equal("You told me: nothing.", (await ClientBench.HearAsync(client, ClientBench.User("What is my name?"))).Text);
    }

    [Fact]
    public async Task Down_Fails()
    {
        using var client = ScriptedChatClient.FromConfig(ChainBench.Model("down"), new FakeClock());
        Assert.IsType<ModelFailure.Unreachable>(await ClientBench.FailAsync(client));
        await Assert.ThrowsAsync<ModelFailureException>(() => client.ProbeAsync(deep: false, ClientBench.Ct));
    }

    [Fact]
    public void Parse_EveryKey_IsUnderstood()
    {
        var turns = ScriptFile.Parse(
            """
            {"turns":[
              {"user":"weather","results":0,"thinking":"hm","text":"look","calls":[{"tool":"exec","arguments":{"command":"x"}}],"as_text":true},
              {"fails":"rate_limited","message":"slow","retry_after":"5s"},
              {"text":"hi","delay":"200ms","pace":"2m","hangs":true},
            ]}
            """
        );
        Assert.Equal(("weather", 0, "hm", true), (turns[0].User, turns[0].Results, turns[0].Thinking, turns[0].CallsAsText));
        Assert.Equal(("exec", """{"command":"x"}"""), turns[0].Calls[0]);
        Assert.Equal(new ModelFailure.RateLimited("slow", TimeSpan.FromSeconds(5)), turns[1].Fails);
        Assert.Equal((TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(2), true), (turns[2].Delay, turns[2].Pace, turns[2].Hangs));
    }

    [Theory]
    [InlineData("[]", "a list \"turns\"")]
    [InlineData("""{"turns":[5]}""", "turn 1 is not an object")]
    [InlineData("""{"turns":[{"txt":"x"}]}""", "turn 1 has an unknown key \"txt\"")]
    [InlineData("""{"turns":[{"fails":"sulks"}]}""", "there is no failure \"sulks\"")]
    [InlineData("""{"turns":[{"delay":"soon"}]}""", "delay is a duration")]
    [InlineData("""{"turns":[{"calls":[{}]}]}""", "a call without \"tool\"")]
    public void Parse_Wrong_SaysWhere(string json, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => ScriptFile.Parse(json)).Message);

    [Fact]
    public async Task ScriptThatCannotBeRead_IsAMissingModel()
    {
        using var client = ScriptedChatClient.FromConfig(ChainBench.Model("x") with { Script = "/nowhere/script.json" }, new FakeClock());
        Assert.Contains("/nowhere/script.json", Assert.IsType<ModelFailure.ModelMissing>(await ClientBench.FailAsync(client)).Message);
    }
}

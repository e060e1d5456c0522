using Microsoft.Extensions.AI;
using OpenClaw.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

/// <summary>What one model is asked, and asked again, before the chain goes on: options and tools it refuses, calls that are wrong, what it
/// prints.</summary>
public class ModelAskTests
{
    [Fact]
    public async Task ContextTooLong_ShortensUntilNothingIsLeftThenTheNext()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.ContextTooLong("too long"));
        bench["small"].Answers("hi");
        var request = ChainBench.Request() with
        {
            Compact = static (characters, _) =>
                Task.FromResult<IReadOnlyList<ChatMessage>?>(characters == 0 ? null : [new ChatMessage(ChatRole.User, "short")]),
        };

        var answered = await bench.Answered(request);

        Assert.All(bench["big"].Requests.Skip(1), sent => Assert.Equal("short", sent.LastUser));
        Assert.Equal("short", bench["small"].Requests[0].LastUser);
        Assert.False(bench.Live("big").Health.IsOut);
        Assert.Equal("small", answered.Reply.Model);
    }

    [Fact]
    public async Task PromptThatSurelyDoesNotFit_IsNotSent()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Answers("hi");
        var words = string.Join(' ', Enumerable.Repeat("something", 10_000));

        var exhausted = await bench.Exhausted(ChainBench.Request(words));

        Assert.Empty(bench["big"].Requests);
        Assert.Contains("models.big.context is 8192", exhausted.Line);
    }

    [Fact]
    public async Task RefusesTools_IsAskedInTextFromThenOn()
    {
        var bench = ChainBench.Of("tiny");
        bench["tiny"]
            .Fails(new ModelFailure.RefusedAsBad("does not support tools", "tools"))
            .CallsAsText("exec", """{"command":"df -h"}""")
            .Answers("done");

        var reply = await bench.Reply(ChainBench.Request("disk?", ChainBench.Exec));

        Assert.Equal(("exec", """{"command":"df -h"}"""), (reply.Calls[0].Name, reply.Calls[0].Arguments));
        Assert.Equal(["exec"], bench["tiny"].Requests[0].Tools);
        Assert.Empty(bench["tiny"].Requests[1].Tools);
        Assert.Contains("<tool_call>", bench["tiny"].Requests[1].System);
        await bench.Reply(ChainBench.Request("again", ChainBench.Exec));
        Assert.Equal(3, bench["tiny"].Requests.Count);
        // The prompt is the same to the byte, or the server would read it anew.
        Assert.Equal(bench["tiny"].Requests[1].System, bench["tiny"].Requests[2].System);
    }

    [Fact]
    public async Task RefusesOptionTwice_IsAskedOnceMoreOnly()
    {
        var bench = new ChainBench(
            ChainBench.Chain("big", "small"),
            ChainBench.Model("big") with
            {
                Think = true,
            },
            ChainBench.Model("small")
        );
        bench["big"].Fails(new ModelFailure.RefusedAsBad("no thinking", "think"));
        bench["small"].Answers("hi");

        await bench.Reply();

        Assert.Equal([true, false], bench["big"].Requests.Select(r => r.Options.MentionThink));
    }

    [Fact]
    public async Task RefusesImages_ImagesBecomeWords()
    {
        var bench = ChainBench.Of("blind");
        bench["blind"].Fails(new ModelFailure.RefusedAsBad("no images", "images")).Answers("hi");
        var picture = new ChatMessage(ChatRole.User, [new TextContent("look"), new DataContent(new byte[] { 1 }, "image/png")]);

        await bench.Reply(new ModelRequest { Messages = [picture], Tools = [] });

        Assert.Contains("an image was here", bench["blind"].Requests[1].Messages[0].Text);
    }

    [Fact]
    public async Task UnknownTool_ComplaintGoesBackAndTheModelCorrectsItself()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Calls("shell", """{"command":"ls"}""").Calls("exec", """{"command":"ls"}""");

        var reply = await bench.Reply(ChainBench.Request("ls", ChainBench.Exec));

        Assert.Equal("exec", reply.Calls[0].Name);
        Assert.Contains("there is no tool \"shell\"; the tools are exec", bench["big"].Requests[1].Results[0]);
    }

    [Fact]
    public async Task ArgumentsDoNotFit_TwoComplaintsThenTheNextModel()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Calls("exec", """{"comand":"ls"}""");
        bench["small"].Calls("exec", """{"command":"ls"}""");

        var answered = await bench.Answered(ChainBench.Request("ls", ChainBench.Exec));

        Assert.Equal(3, bench["big"].Requests.Count);
        Assert.Contains("there is no argument \"comand\"", bench["big"].Requests[1].Results[0]);
        Assert.Contains("argument \"command\" is missing", bench["big"].Requests[1].Results[0]);
        Assert.Equal("malformed", answered.Attempts[0].Kind);
        Assert.False(bench.Live("big").Health.IsOut);
        // What was said between the first model and us is not the second's business.
        Assert.Equal(2, bench["small"].Requests[0].Messages.Count);
    }

    [Fact]
    public async Task OneOfTwoCallsIsWrong_NeitherIsHandedOnAndBothAreToldOf()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Then(new() { Calls = [("exec", """{"command":"ls"}"""), ("exec", "{}")] }).Answers("never mind");

        var reply = await bench.Reply(ChainBench.Request("ls", ChainBench.Exec));

        Assert.Equal("never mind", reply.Text);
        Assert.Equal(2, bench["big"].Requests[1].Results.Count);
        Assert.Contains("another call beside it was wrong", bench["big"].Requests[1].Results[0]);
    }

    [Fact]
    public async Task EmptyReply_IsComplainedAbout()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Answers(" ").Answers("hi");
        Assert.Equal("hi", (await bench.Reply()).Text);
        Assert.Contains("empty", bench["big"].Requests[1].LastUser);
    }

    [Fact]
    public async Task ThinkTagsInText_AreKeptApart()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Answers("<think>\nThe user greets me.\n</think>\n\nHello there, human.");

        var reply = await bench.Reply();

        Assert.Equal("Hello there, human.", reply.Text);
        Assert.Equal("The user greets me.", reply.Thinking.Trim());
        Assert.DoesNotContain(bench.Heard, h => h.StartsWith("text", StringComparison.Ordinal) && h.Contains("think"));
    }

    [Fact]
    public async Task CallAsText_IsNotStreamedAsWords()
    {
        var bench = ChainBench.Of("tiny");
        bench["tiny"]
            .Then(
                new()
                {
                    Text = "Let me look.",
                    Calls = [("exec", """{"command":"ls"}""")],
                    CallsAsText = true,
                }
            );

        var reply = await bench.Reply(ChainBench.Request("ls", ChainBench.Exec));

        Assert.Equal("Let me look.", reply.Text);
        Assert.Single(reply.Calls);
        Assert.DoesNotContain(bench.Heard, h => h.Contains("tool_call"));
    }

    [Fact]
    public async Task WordsThatOnlyLookLikeACall_AreStreamedInFull()
    {
        var bench = ChainBench.Of("tiny");
        const string Words = "Use a < b, {braces} and:\n```json\n{\"name\": \"Ann\", \"age\": 3}\n```\n[1, 2]";
        bench["tiny"].Answers(Words);

        var reply = await bench.Reply(ChainBench.Request("json?", ChainBench.Exec));

        Assert.Equal(Words, reply.Text);
        Assert.Equal(Words, string.Concat(bench.Heard.Where(h => h.StartsWith("text ", StringComparison.Ordinal)).Select(h => h[5..])));
    }
}

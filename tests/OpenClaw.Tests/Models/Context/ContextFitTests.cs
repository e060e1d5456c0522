using Microsoft.Extensions.AI;
using OpenClaw.Models;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Context;

namespace OpenClaw.Tests.Models.Context;

/// <summary>A transcript that is too long is shortened until the model's server takes it.</summary>
public sealed class ContextFitTests
{
    private static readonly ModelFailure s_tooLong = new ModelFailure.ContextTooLong("400: the request exceeds the available context size");

    private readonly List<int> _budgets = [];

    [Fact]
    public async Task Refused_IsShortenedFurtherUntilTheServerAccepts()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(s_tooLong).Fails(s_tooLong).Fails(s_tooLong).Answers("hi");

        var answered = await bench.Answered(Request(words: 6000));

        Assert.Equal("big", answered.Reply.Model);
        Assert.Equal(3, _budgets.Count);
        Assert.All(_budgets.Zip(_budgets.Skip(1)), pair => Assert.InRange(pair.Second, 0, pair.First / 2));
        Assert.False(bench.Live("big").Health.IsOut);
    }

    [Fact]
    public async Task Refused_UntilNothingIsLeft_SaysThatTheMessageAloneIsTooLong()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Fails(new ModelFailure.ContextTooLong("400: too long") { Prompt = 9100, Context = 4096 });

        var exhausted = await bench.Exhausted(Request(words: 20));

        Assert.True(exhausted.IsFinal);
        Assert.Equal(
            "This cannot be answered: with instructions and tools this message alone is some 9100 tokens, and big reads 4096; send it in parts, or as a file.",
            exhausted.Line
        );
    }

    [Fact]
    public async Task Refused_ByOneAndAnotherIsDown_IsNotFinal()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(s_tooLong);
        bench["small"].Fails(new ModelFailure.Unreachable("connection refused"));

        var exhausted = await bench.Exhausted(Request(words: 20));

        Assert.False(exhausted.IsFinal);
        Assert.Contains("small: unreachable", exhausted.Line);
    }

    [Fact]
    public async Task ContextThatTheServerNames_CountsFromThenOn()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Fails(new ModelFailure.ContextTooLong("400: too long") { Prompt = 3000, Context = 2048 }).Answers("hi");

        await bench.Reply(Request(words: 1500, before: 5000));

        Assert.Equal(2048, bench.Live("big").Context);
    }

    [Fact]
    public async Task KnownToBeTooLong_IsShortenedBeforeItIsSent()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Answers("hi");

        await bench.Reply(Request(words: 6000) with { Rate = new TokenRate(0.8) });

        Assert.Single(_budgets);
        Assert.Single(bench["big"].Requests);
        Assert.True(bench["big"].Requests[0].LastUser.Length < 6000 * 5);
    }

    [Fact]
    public async Task KnownRateThatOverrates_SendsWhatCannotBeShortened()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Answers("hi");

        // Last it was hashes; this one message is plain words, which cost a third of that.
        var reply = await bench.Reply(
            Request(words: 4000) with
            {
                Rate = new TokenRate(0.6),
                Compact = static (_, _) => Task.FromResult<IReadOnlyList<ChatMessage>?>(null),
            }
        );

        Assert.Equal("hi", reply.Text);
    }

    [Fact]
    public async Task RefusedThoughItHadFitByFar_IsShortenedOnceAndNotToNothing()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.ContextTooLong("413: request entity too large"));
        bench["small"].Answers("hi");

        // 5,000 characters at a quarter of a token are 1,250 tokens of 8,192: a proxy's limit, perhaps.
        var reply = await bench.Reply(Request(words: 1000) with { Rate = new TokenRate(0.25) });

        Assert.Equal("small", reply.Model);
        Assert.Single(_budgets);
    }

    [Fact]
    public async Task LastMessageThatSurelyDoesNotFit_GoesToTheNextModel_WithAllThatWasSaidBefore()
    {
        var bench = new ChainBench(
            ChainBench.Chain("small", "big"),
            ChainBench.Model("small"),
            ChainBench.Model("big") with
            {
                Context = 131072,
            }
        );
        bench["small"].Fails(new ModelFailure.ContextTooLong("400: too long") { Prompt = 9_500, Context = 8192 });
        bench["big"].Answers("hi");

        await bench.Reply(Request(words: 6000));

        Assert.Empty(_budgets);
        Assert.True(bench["big"].Requests[0].LastUser.Length >= 30_000);
    }

    [Fact]
    public async Task GuessedCut_IsDoubtedOnce_AndTheSecondAnswerStands()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Fails(new ModelFailure.ContextTooLong("it read 12") { IsGuess = true }).Answers("hi");

        await bench.Reply(Request(words: 1000));

        Assert.Equal([false, true], bench["big"].Requests.Select(static r => r.Options.BelievesCount));
    }

    [Fact]
    public async Task Answer_TeachesWhatTheTextCosts()
    {
        var bench = ChainBench.Of("big");
        bench["big"].Answers("hi");
        var request = Request(words: 1000);

        await bench.Reply(request);

        // The scripted model counts four characters a token.
        Assert.Equal(0.25, request.Rate.PerCharacter!.Value, 2);
    }

    /// <summary>A long message, which a compaction makes as long as it is told, and null where that is not less.</summary>
    /// <param name="before">How many characters of it were said before, in a message of their own.</param>
    private ModelRequest Request(int words, int before = 0)
    {
        var length = words * 5;
        var said = ChainBench.Request(Words(length - before));
        return said with
        {
            Messages =
                before == 0
                    ? said.Messages
                    :
                    [
                        said.Messages[0],
                        new ChatMessage(ChatRole.User, Words(before)),
                        new ChatMessage(ChatRole.Assistant, "yes"),
                        said.Messages[1],
                    ],
            Compact = (characters, _) =>
            {
                if (characters >= length || length <= 100)
                {
                    return Task.FromResult<IReadOnlyList<ChatMessage>?>(null);
                }
                _budgets.Add(characters);
                length = characters;
                return Task.FromResult<IReadOnlyList<ChatMessage>?>([new ChatMessage(ChatRole.User, Words(length))]);
            },
        };
    }

    private static string Words(int length) => string.Concat(Enumerable.Repeat("word ", length / 5));
}

using OpenClaw.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

/// <summary>Failures that pass by themselves are waited for, and no longer than they are worth.</summary>
public class ModelPatienceTests
{
    private static readonly ModelFailure s_loading = new ModelFailure.Overloaded("503: Loading model") { IsLoading = true };
    private static readonly ModelFailure s_busy = new ModelFailure.Overloaded("503: server busy") { IsBusy = true };

    [Fact]
    public async Task ServerLoadsItsModel_IsWaitedFor_AsAColdLoadIs()
    {
        var bench = ChainBench.Of("pi", "next");
        bench["pi"].Fails(s_loading).Fails(s_loading).Answers("hi");

        var asking = bench.Ask();
        for (var i = 0; i < 2; i++)
        {
            bench.Advance(TimeSpan.FromSeconds(2));
        }

        var answered = Assert.IsType<ChainOutcome.Answered>(await asking);
        Assert.Equal(("pi", "hi"), (answered.Reply.Model, answered.Reply.Text));
    }

    [Fact]
    public async Task ServerLoadsForEver_TheNextAnswers_AfterThePatienceOfAFirstToken()
    {
        var bench = ChainBench.Of("pi", "next");
        bench["pi"].Fails(s_loading);
        bench["next"].Answers("hi");

        var asking = bench.Ask();
        for (var i = 0; i < 30; i++)
        {
            Assert.False(asking.IsCompleted);
            bench.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal("next", Assert.IsType<ChainOutcome.Answered>(await asking).Reply.Model);
    }

    [Fact]
    public async Task FullQueue_OfTheLastModel_IsAskedAgainWithinTheTurn()
    {
        var bench = ChainBench.Of("pi");
        bench["pi"].Fails(s_busy).Fails(s_busy).Answers("hi");

        var asking = bench.Ask();
        bench.Advance(TimeSpan.FromSeconds(2));
        bench.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal("hi", Assert.IsType<ChainOutcome.Answered>(await asking).Reply.Text);
    }

    [Fact]
    public async Task FullQueue_WithAnotherModelNext_CostsNoTime()
    {
        var bench = ChainBench.Of("pi", "next");
        bench["pi"].Fails(s_busy);
        bench["next"].Answers("hi");
        Assert.Equal("next", (await bench.Reply()).Model);
    }

    [Fact]
    public async Task RunnerThatWasKilled_IsAskedAgainOnce()
    {
        var lost = new ModelFailure.ServerError("500: unexpected EOF") { LostRunner = true };
        var bench = ChainBench.Of("pi");
        bench["pi"].Fails(lost).Answers("hi");
        Assert.Equal("hi", (await bench.Reply()).Text);

        bench = ChainBench.Of("pi");
        bench["pi"].Fails(lost);
        await bench.Exhausted();
        Assert.Equal(2, bench["pi"].Requests.Count);
    }

    [Fact]
    public async Task CallThatTheServerCouldNotRead_GoesBackToTheModel_WhichDoesNotRest()
    {
        var bench = ChainBench.Of("pi");
        bench["pi"].Fails(new ModelFailure.Malformed("500: error parsing tool call") { IsModelsOwn = true }).Answers("hi");

        Assert.Equal("hi", (await bench.Reply()).Text);

        Assert.Contains("could not be read", bench["pi"].Requests[1].LastUser);
        Assert.False(bench.Live("pi").Health.IsOut);
    }

    [Fact]
    public async Task RefusedOption_IsLeftOutFromThenOn()
    {
        var bench = new ChainBench(ChainBench.Chain("pi"), ChainBench.Model("pi") with { MaxTokens = 64 });
        bench["pi"].Fails(new ModelFailure.RefusedAsBad("no", RequestOptions.MaxTokens)).Answers("one").Answers("two");

        Assert.Equal("one", (await bench.Reply()).Text);
        Assert.Equal("two", (await bench.Reply()).Text);

        Assert.Equal([false, true, true], bench["pi"].Requests.Select(static r => r.Options.Without.Contains(RequestOptions.MaxTokens)));
    }

    [Fact]
    public async Task FailsAnewWhileAnOldSleepLasts_IsProbedByTheNewOne()
    {
        var bench = ChainBench.Of("pi", "next");
        bench["pi"].Fails(new ModelFailure.NotAuthorised("401")).Fails(new ModelFailure.ServerError("500")).Answers("hi");
        bench["next"].Answers("hi");
        await bench.Reply();
        Assert.True(bench.Live("pi").Health.IsOut);

        // The operator mends the key and probes by hand; the next failure is a passing one.
        bench.Live("pi").Health.Recovered();
        await bench.Reply();
        Assert.True(bench.Live("pi").Health.IsOut);
        bench.Advance(TimeSpan.FromSeconds(31));

        Assert.False(bench.Live("pi").Health.IsOut);
    }
}

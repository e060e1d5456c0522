using OpenClaw.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

/// <summary>One short call says whether a model takes tools and thinking, where nobody else does.</summary>
public sealed class ModelTrialTests
{
    private static readonly ModelFailure s_noTools = new ModelFailure.RefusedAsBad("400: m does not support tools", RequestOptions.Tools);
    private static readonly ModelFailure s_noThinking = new ModelFailure.RefusedAsBad(
        "400: m does not support thinking",
        RequestOptions.Think
    );

    [Fact]
    public async Task Tools_ThatAreCalled_AreKnownFromThenOn()
    {
        var bench = Of(think: null);
        bench["m"].Calls("ping", "{}");

        Assert.Equal(new ModelTrials("yes", null), await bench.Try("m"));
        Assert.Equal(new ModelTrials("yes", null), await bench.Try("m"));
        Assert.Single(bench["m"].Requests);
    }

    [Fact]
    public async Task WhatTheServerRefuses_IsSaidInItsWordsAndNotOfferedAgain()
    {
        var bench = Of(think: true);
        bench["m"].Fails(s_noTools).Fails(s_noThinking);

        Assert.Equal(new ModelTrials("no (400: m does not support tools)", "no (400: m does not support thinking)"), await bench.Try("m"));
        Assert.False(bench.Live("m").TakesTools);
        Assert.False(bench.Live("m").TakesThink);
    }

    [Fact]
    public async Task WhatTheServerSaysByItself_IsNotTried()
    {
        var bench = Of(think: true);

        Assert.Equal(new ModelTrials(null, null), await bench.Try("m", new ModelTraits(null, Tools: true, Thinking: false, null)));
        Assert.Empty(bench["m"].Requests);
    }

    [Fact]
    public async Task AnswerInWords_LeavesItOpen_AndAFailureToo()
    {
        var bench = Of(think: null);
        bench["m"].Answers("pong").Fails(new ModelFailure.RateLimited("slow down", null));

        Assert.Contains("unsure", (await bench.Try("m")).Tools);
        Assert.Equal("not found out (slow down)", (await bench.Try("m")).Tools);
        Assert.False(bench.Live("m").Health.IsOut);
    }

    private static ChainBench Of(bool? think) => new(ChainBench.Chain("m"), ChainBench.Model("m") with { Think = think });
}

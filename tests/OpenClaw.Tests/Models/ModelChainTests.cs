using Microsoft.Extensions.AI;
using OpenClaw.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

public class ModelChainTests
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    public static TheoryData<string> FailuresThatMoveOn => [.. All.Keys];

    private static readonly Dictionary<string, ModelFailure> All = new ModelFailure[]
    {
        new ModelFailure.Unreachable("connection refused"),
        new ModelFailure.TimedOut("silent"),
        new ModelFailure.ServerError("500"),
        new ModelFailure.Overloaded("503"),
        new ModelFailure.RateLimited("429"),
        new ModelFailure.NotAuthorised("401"),
        new ModelFailure.OutOfCredit("402"),
        new ModelFailure.ModelMissing("404"),
        new ModelFailure.ContextTooLong("too long"),
        new ModelFailure.RefusedAsBad("bad"),
        new ModelFailure.Malformed("html"),
    }.ToDictionary(f => f.Kind);

    [Theory]
    [MemberData(nameof(FailuresThatMoveOn))]
    public async Task Ask_FirstFails_SecondAnswersAtOnce(string kind)
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(All[kind]);
        bench["small"].Answers("hi");

        var answered = await bench.Answered();

        Assert.Equal("hi", answered.Reply.Text);
        Assert.Equal("small", answered.Reply.Model);
        Assert.Equal([("big", kind)], answered.Attempts.Select(a => (a.Model, a.Kind)));
        Assert.Equal(["asking big", $"restarted big {kind}", "asking small", "text hi"], bench.Heard);
    }

    [Fact]
    public async Task Ask_NextTurn_DoesNotTouchTheDeadModel()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.Unreachable("refused"));
        bench["small"].Answers("hi");

        await bench.Reply();
        var second = await bench.Answered();

        Assert.Single(bench["big"].Requests);
        Assert.Contains("probed again in 30 s", second.Attempts[0].Message);
    }

    [Fact]
    public async Task Probe_AfterCooldown_BringsTheFirstChoiceBack()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.Unreachable("refused")).Answers("back");
        bench["small"].Answers("hi");
        await bench.Reply();

        bench.Advance(29 * s_second);
        Assert.Equal("small", (await bench.Reply()).Model);
        bench.Advance(s_second);

        Assert.Equal(1, bench["big"].Probes);
        Assert.Equal("big", (await bench.Reply()).Model);
    }

    [Fact]
    public async Task Probe_StillDead_CooldownDoublesUpToTheMaximum()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.Unreachable("refused"));
        bench["big"].ProbeFails = new ModelFailure.Unreachable("still refused");
        bench["small"].Answers("hi");
        await bench.Reply();

        var waits = new List<double>();
        for (var i = 0; i < 7; i++)
        {
            var rest = bench.Live("big").Health.Remaining;
            waits.Add(rest.TotalSeconds);
            bench.Advance(rest);
        }

        Assert.Equal([30, 60, 120, 240, 480, 600, 600], waits);
        Assert.Equal(7, bench["big"].Probes);
        Assert.Single(bench["big"].Requests);
    }

    [Fact]
    public async Task RateLimited_ServerNamedATime_RestsExactlyThatLong()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.RateLimited("429", TimeSpan.FromMinutes(7))).Answers("back");
        bench["small"].Answers("hi");
        await bench.Reply();

        Assert.Equal(TimeSpan.FromMinutes(7), bench.Live("big").Health.Remaining);
        bench.Advance(TimeSpan.FromMinutes(7));
        Assert.Equal("big", (await bench.Reply()).Model);
    }

    [Theory]
    [InlineData("not_authorised")]
    [InlineData("out_of_credit")]
    [InlineData("model_missing")]
    public async Task NeedsAPerson_IsOutForAnHourThenProbed(string kind)
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(All[kind]).Answers("back");
        bench["small"].Answers("hi");
        await bench.Reply();

        bench.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, bench["big"].Probes);
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, bench["big"].Probes);
        Assert.Equal("big", (await bench.Reply()).Model);
    }

    [Fact]
    public async Task NeverAnswers_FirstTokenTimeout_SecondAnswersInTheSameTurn()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].NeverAnswers();
        bench["small"].Answers("hi");

        var asking = bench.Ask();
        bench.Advance(TimeSpan.FromSeconds(59));
        Assert.False(asking.IsCompleted);
        bench.Advance(s_second);

        var answered = Assert.IsType<ChainOutcome.Answered>(await asking);
        Assert.Equal("timed_out", answered.Attempts[0].Kind);
        Assert.Equal(1, bench["big"].Cancelled);
    }

    [Fact]
    public async Task NeverAnswers_LoopbackModel_HasTenMinutes()
    {
        var bench = new ChainBench(ChainBench.Chain("pi"), ChainBench.Model("pi") with { Url = new Uri("http://127.0.0.1:11434") });
        bench["pi"].NeverAnswers();

        var asking = bench.Ask();
        bench.Advance(TimeSpan.FromMinutes(9));
        Assert.False(asking.IsCompleted);
        bench.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<ChainOutcome.Exhausted>(await asking);
    }

    [Fact]
    public async Task HangsInMidStream_IdleTimeout_WhatWasStreamedIsVoid()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].HangsAfter("I thi");
        bench["small"].Answers("hi");

        var asking = bench.Ask();
        bench.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("hi", Assert.IsType<ChainOutcome.Answered>(await asking).Reply.Text);
        Assert.Equal(["asking big", "text I", "text  thi", "restarted big timed_out", "asking small", "text hi"], bench.Heard);
    }

    [Fact]
    public async Task SlowButSteady_IsNotTimedOut()
    {
        var bench = ChainBench.Of("pi");
        bench["pi"].Then(new() { Text = "one two three four", Pace = TimeSpan.FromSeconds(50) });

        var asking = bench.Ask();
        for (var i = 0; i < 4; i++)
        {
            bench.Advance(TimeSpan.FromSeconds(50));
        }

        Assert.Equal("one two three four", Assert.IsType<ChainOutcome.Answered>(await asking).Reply.Text);
    }

    [Fact]
    public async Task BreaksInMidStreamWithCalls_NoCallIsHandedOn()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"]
            .Then(
                new()
                {
                    Text = "I will",
                    Calls = [("exec", """{"command":"rm x"}""")],
                    Fails = new ModelFailure.ServerError("broke off"),
                }
            );
        bench["small"].Answers("hi");

        var reply = await bench.Reply(ChainBench.Request("hello", ChainBench.Exec));

        Assert.Empty(reply.Calls);
        Assert.Equal("hi", reply.Text);
    }

    [Fact]
    public async Task AllFail_OneHonestLineNamesEachReason()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].Fails(new ModelFailure.Unreachable("connection refused"));
        bench["small"].Fails(new ModelFailure.ModelMissing("model 'qwen' not found"));

        var exhausted = await bench.Exhausted();

        Assert.Equal(
            "No model could answer. big: unreachable (connection refused); small: model missing (model 'qwen' not found).",
            exhausted.Line
        );
    }

    [Fact]
    public async Task AllRest_TheyAreAskedAllTheSame_ExceptThoseWithALimit()
    {
        var bench = ChainBench.Of("limited", "dead");
        bench["limited"].Fails(new ModelFailure.RateLimited("429", TimeSpan.FromMinutes(5)));
        bench["dead"].Fails(new ModelFailure.Unreachable("refused")).Answers("alive again");
        await bench.Exhausted();

        var answered = await bench.Answered();

        Assert.Equal("dead", answered.Reply.Model);
        Assert.Single(bench["limited"].Requests);
        Assert.False(bench.Live("dead").Health.IsOut);
    }

    [Fact]
    public async Task CancelledByTheUser_StopsAndTriesNobodyElse()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].NeverAnswers();
        using var stop = new CancellationTokenSource();

        var asking = bench.AskUntil(stop.Token);
        await stop.CancelAsync();
        bench.Run();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(bench["small"].Requests);
        Assert.False(bench.Live("big").Health.IsOut);
    }

    [Fact]
    public async Task Preferred_IsTriedFirst()
    {
        var bench = new ChainBench(ChainBench.Chain("big"), ChainBench.Model("big"), ChainBench.Model("other"));
        bench["other"].Fails(new ModelFailure.ServerError("500"));
        bench["big"].Answers("hi");

        var answered = await bench.Answered(ChainBench.Request() with { Preferred = "other" });

        Assert.Equal("other", answered.Attempts[0].Model);
        Assert.Equal("big", answered.Reply.Model);
    }

    [Fact]
    public async Task ReloadInMidRequest_TheNextModelIsStillOpenUntilTheRequestEnds()
    {
        var bench = ChainBench.Of("big", "small");
        bench["big"].NeverAnswers();
        bench["small"].Answers("hi");

        var asking = bench.Ask();
        bench.Retire();
        Assert.False(bench["small"].IsDisposed);
        bench.Advance(TimeSpan.FromSeconds(60));

        Assert.IsType<ChainOutcome.Answered>(await asking);
        Assert.True(bench["small"].IsDisposed);
        Assert.True(bench["big"].IsDisposed);
    }
}

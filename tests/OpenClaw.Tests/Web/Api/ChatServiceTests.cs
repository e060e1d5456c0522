using System.Text;
using Microsoft.AspNetCore.Http;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Web;
using OpenClaw.Messages;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;
using OpenClaw.Web.Api;

namespace OpenClaw.Tests.Web.Api;

/// <summary>Requests as messages of the whole gateway, and what is written of their turns; only the socket is missing.</summary>
public sealed class ChatServiceTests : IDisposable
{
    private const string Door = """

        [chains.small]
        models = ["small"]
        [web]
        listen = "127.0.0.1:0"
        [api.clients.editor]
        token = { env = "K" }

        """;

    private static readonly ApiClient s_editor = new("editor", new Secret("env K", null));

    private readonly TestGateway _gateway = new(TestGateway.DefaultConfig + Door);
    private readonly MemoryStream _written = new();

    public void Dispose() => _gateway.Dispose();

    private string Written => Encoding.UTF8.GetString(_written.ToArray());

    [Fact]
    public async Task Stream_ModelThatFailsInTheMiddle_IsTakenBackInWords()
    {
        _gateway["big"].BreaksAfter("Half of", new ModelFailure.ServerError("broken"));
        _gateway["small"].Answers("All of it.");

        await WriteAsync(new ChatRequest { Said = "go", Stream = true });

        Assert.Equal("Half of\n\n[the model failed in the middle of this; the answer begins anew]\n\nAll of it.", Words());
        Assert.EndsWith("\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", Written);
    }

    [Fact]
    public async Task Stream_TurnThatFailsAfterItSpoke_EndsWithAnErrorEvent()
    {
        _gateway["big"].BreaksAfter("Half of", new ModelFailure.ServerError("broken"));
        _gateway["small"].Fails(new ModelFailure.ServerError("broken"));

        await WriteAsync(new ChatRequest { Said = "go", Stream = true });

        Assert.Equal("Half of", Words());
        Assert.StartsWith(
            "data: {\"error\":{\"message\":\"No model could answer.",
            Written[Written.LastIndexOf("data: ", StringComparison.Ordinal)..]
        );
        Assert.DoesNotContain("[DONE]", Written);
    }

    [Fact]
    public async Task Stream_TurnThatFailsBeforeItSpoke_HasAStatus()
    {
        _gateway["big"].Fails(new ModelFailure.ServerError("broken"));
        _gateway["small"].Fails(new ModelFailure.ServerError("broken"));

        var error = (await Assert.ThrowsAsync<ApiException>(() => WriteAsync(new ChatRequest { Said = "go", Stream = true }))).Error;

        Assert.Equal((502, "turn_failed", true), (error.Status, error.Code, error.IsFinal));
        Assert.Empty(Written);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task NothingToSay_IsAnEmptyAnswer(bool stream)
    {
        _gateway["big"].Answers("NO_REPLY");

        await WriteAsync(new ChatRequest { Said = "go", Stream = stream });

        Assert.DoesNotContain("NO_REPLY", Written);
        Assert.Contains("\"content\":\"\"", Written);
    }

    [Fact]
    public async Task Stream_WhileNothingIsSaid_CommentsKeepItOpen()
    {
        _gateway["big"].Calls("exec", """{"command":"touch x"}""").Answers("Done.");
        var request = new ChatRequest { Said = "go", Stream = true };
        var turn = Begin(request);
        var asked = _gateway.Wait<GatewayEvent.ApprovalAsked>(_ => true).Approval;
        var writing = Answer(turn, request);

        _gateway.UntilOutside(() => Written.Contains("\n\n"));
        Assert.Equal($": waits for approval {asked}\n\n", Written);
        _gateway.Clock.Advance(TimeSpan.FromSeconds(15));
        _gateway.UntilOutside(() => Written.EndsWith("\n\n:\n\n", StringComparison.Ordinal));
        _gateway.Say($"/deny {asked}");
        _gateway.EndOf(turn.Number);
        await writing;

        Assert.Equal("Done.", Words());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequestThatAsks_HasItsAnswerAfterTheDecision_WhateverIsSaidMeanwhile(bool stream)
    {
        _gateway["big"].Calls("exec", """{"command":"touch x"}""").Answers("It waits.").Answers("Done.");
        var request = new ChatRequest
        {
            Said = "go",
            Session = "garden",
            Stream = stream,
        };
        var turn = Begin(request);
        var asked = _gateway.Wait<GatewayEvent.ApprovalAsked>(_ => true).Approval;
        var writing = Answer(turn, request);

        var meanwhile = Begin(new ChatRequest { Said = "what of it?", Session = "garden" });
        Assert.Equal("It waits.", _gateway.EndOf(meanwhile.Number).Reply);
        Assert.DoesNotContain("It waits.", Written);
        _gateway.Run(() => _gateway.Gateway.Approvals.DecideAsync(asked, approve: false, "local:pi", null, fingerprint: null));
        Assert.Equal("Done.", _gateway.EndOf(turn.Number).Reply);
        await writing;

        Assert.Contains("Done.", Written);
        Assert.DoesNotContain("It waits.", Written);
    }

    [Fact]
    public void RequestThatAsks_WhoseClientLeaves_IsWithdrawnAndTheOthersStay()
    {
        _gateway["big"].Calls("exec", """{"command":"touch x"}""").Calls("exec", """{"command":"touch y"}""").Answers("Done.");
        var service = Service();
        var left = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "one", Session = "a" }, "default"));
        _gateway.Wait<GatewayEvent.ApprovalAsked>(e => e.Turn == left.Number);
        var stays = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "two", Session = "a" }, "default"));
        var asked = _gateway.Wait<GatewayEvent.ApprovalAsked>(e => e.Turn == stays.Number).Approval;

        _gateway.Run(() => Task.FromResult(Leave(service, left)));

        Assert.Equal("stopped", _gateway.EndOf(left.Number).State);
        Assert.Equal(
            ["withdrawn", "pending"],
            _gateway.Rows("select state from approvals order by asked_at, turn", static row => row.GetString(0))
        );
        _gateway.Say($"/deny {asked}");
        Assert.Equal("Done.", _gateway.EndOf(stays.Number).Reply);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Close_AnswerThatIsThere_IsStillWritten(bool stream)
    {
        _gateway["big"].Answers("Done.");
        var request = new ChatRequest { Said = "go", Stream = stream };
        var turn = Begin(request);
        _gateway.EndOf(turn.Number);

        turn.Close();
        await Answer(turn, request);

        Assert.Contains("Done.", Written);
        Assert.Contains("\"finish_reason\":\"stop\"", Written);
    }

    [Fact]
    public void Begin_ModelOfARequest_IsItsChain()
    {
        _gateway["small"].Answers("small says hi");

        var turn = Begin(new ChatRequest { Said = "hi" }, "small");

        Assert.Equal("small", _gateway.EndOf(turn.Number).Model);
        Assert.Empty(_gateway["big"].Requests);
    }

    [Fact]
    public void Begin_SameHistoryAgain_IsTheSamePromptWhateverTheClock()
    {
        var first = new ChatRequest { Said = "three", Earlier = [new EarlierWords(true, "one"), new EarlierWords(false, "two")] };
        _gateway["big"].Answers("a").Answers("b");
        _gateway.EndOf(Begin(first).Number);
        _gateway.Clock.Advance(TimeSpan.FromHours(1));
        _gateway.EndOf(Begin(first).Number);

        string[] Prompt(int request) => [.. _gateway["big"].Requests[request].Messages.Take(3).Select(static message => message.Text)];
        Assert.Equal(Prompt(0), Prompt(1));
        Assert.Equal(["one", "two"], Prompt(0)[1..]);
    }

    [Fact]
    public void Begin_MoreThanMayBeOpen_IsRefused()
    {
        for (var i = 0; i < ChatService.MostOpen; i++)
        {
            _gateway["big"].NeverAnswers();
        }
        var service = Service();
        for (var i = 0; i < ChatService.MostOpen; i++)
        {
            _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "hi" }, "default"));
        }

        var error = Assert
            .Throws<ApiException>(() => _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "hi" }, "default")))
            .Error;

        Assert.Equal((429, TimeSpan.FromSeconds(5)), (error.Status, error.RetryAfter));
    }

    [Fact]
    public void Begin_BudgetOfTheRule_IsTheClients_WhateverSessionItNames()
    {
        _gateway.Reload(
            TestGateway.DefaultConfig
                + Door
                + "[[sessions]]\nname = \"programs\"\nmatch = { channel = \"api\" }\nbudget = { turns_per_hour = 2 }\n"
        );
        _gateway["big"].Answers("one").Answers("two");

        _gateway.EndOf(Begin(new ChatRequest { Said = "hi" }).Number);
        _gateway.EndOf(Begin(new ChatRequest { Said = "hi", Session = "a" }).Number);

        Assert.Equal("failed", _gateway.EndOf(Begin(new ChatRequest { Said = "hi", Session = "b" }).Number).State);
    }

    [Fact]
    public void End_BeforeTheTurnHasEnded_StopsIt_OrLaterWhenItWaits()
    {
        _gateway["big"].NeverAnswers().Answers("ok");
        var service = Service();
        var running = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "one", Session = "a" }, "default"));
        var waiting = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "two", Session = "a" }, "default"));
        var other = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "three", Session = "a" }, "default"));
        _gateway.Wait<GatewayEvent.ModelAsked>(e => e.Turn == running.Number);

        _gateway.Run(() => Task.FromResult(Leave(service, waiting)));
        Assert.DoesNotContain(_gateway.Events, e => e is GatewayEvent.TurnEnded);
        _gateway.Run(() => Task.FromResult(Leave(service, running)));

        Assert.Equal(
            ["stopped", "stopped", "answered"],
            new[] { running, waiting, other }.Select(turn => _gateway.EndOf(turn.Number).State)
        );
    }

    [Fact]
    public void End_OfTwoThatWaitForOneTurn_TheLastStopsIt()
    {
        _gateway.Reload(
            TestGateway.DefaultConfig + Door + "[[sessions]]\nname = \"programs\"\nmatch = { channel = \"api\" }\nqueue = \"steer\"\n"
        );
        _gateway["big"].Then(new() { Delay = TimeSpan.FromSeconds(5), Calls = [("read", """{"path":"x"}""")] }).NeverAnswers();
        var service = Service();
        var first = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "one", Session = "a" }, "default"));
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);
        var joined = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "two", Session = "a" }, "default"));
        var left = _gateway.Run(() => service.BeginAsync(s_editor, new ChatRequest { Said = "three", Session = "a" }, "default"));
        _gateway.Run(() => Task.FromResult(Leave(service, left)));
        _gateway.Clock.Advance(TimeSpan.FromSeconds(5));
        _gateway.Wait<GatewayEvent.TurnEnded>(e => e.Turn == left.Number && e.JoinedTo == first.Number);
        _gateway.Wait<GatewayEvent.ModelAsked>(e => e.Turn == first.Number && _gateway["big"].Requests.Count == 2);

        _gateway.Run(() => Task.FromResult(Leave(service, first)));
        Assert.DoesNotContain(_gateway.Events, e => e is GatewayEvent.TurnEnded { JoinedTo: null });
        _gateway.Run(() => Task.FromResult(Leave(service, joined)));

        Assert.Equal("stopped", _gateway.EndOf(first.Number).State);
    }

    [Fact]
    public void Housekeeping_SessionsOfASingleRequest_GoWithTheirMessages()
    {
        _gateway["big"].Answers("one").Answers("two").Answers("three");
        _gateway.EndOf(Begin(new ChatRequest { Said = "hi", Earlier = [new EarlierWords(true, "before")] }).Number);
        _gateway.EndOf(Begin(new ChatRequest { Said = "hi", Session = "kept" }).Number);
        _gateway.Pass(TimeSpan.FromDays(31), TimeSpan.FromHours(12));
        _gateway.EndOf(Begin(new ChatRequest { Said = "hi" }).Number);

        _gateway.Run(async () =>
        {
            // A round of an earlier day may be under way still.
            await _gateway.Gateway.Housekeeper.TidyAsync();
            await _gateway.Gateway.Housekeeper.TidyAsync();
            return true;
        });

        var left = _gateway.Rows("select key from sessions where key like 'api:%' order by key", static row => row.GetString(0));
        Assert.Equal(2, left.Count);
        Assert.Equal("api:editor/kept", left[0]);
        Assert.Equal(
            left,
            _gateway.Rows(
                "select distinct session from entries where session like 'api:%' order by session",
                static row => row.GetString(0)
            )
        );
    }

    [Fact]
    public void SlowReader_IsCutOff()
    {
        _gateway["big"].NeverAnswers();
        var turn = Begin(new ChatRequest { Said = "hi", Stream = true });
        // By then it has made its folder, which the test's end takes away.
        _gateway.Until(() => _gateway["big"].Requests.Count == 1);

        for (var i = 0; i < 10; i++)
        {
            Publish(turn, new string('x', 64 << 10));
        }

        Assert.True(turn.IsCutOff);
        var pieces = 0;
        while (turn.Pieces.TryRead(out _))
        {
            pieces++;
        }
        Assert.InRange(pieces, 1, 9);
        Assert.True(turn.Pieces.Completion.IsCompleted);
    }

    private static bool Leave(ChatService service, ChatTurn turn)
    {
        service.End(turn);
        return true;
    }

    private void Publish(ChatTurn turn, string text) =>
        _gateway.Run(() =>
        {
            _gateway.Gateway.Events.Publish(new GatewayEvent.TextDelta(text) { Turn = turn.Number });
            return Task.FromResult(true);
        });

    private ChatService Service() =>
        new(
            _gateway.Loop,
            _gateway.Gateway.Intake,
            _gateway.Gateway.Events,
            _gateway.Gateway.Lanes,
            new SessionStore(_gateway.Gateway.Store, _gateway.Clock),
            _gateway.Gateway.Config
        );

    private ChatTurn Begin(ChatRequest request, string chain = "default") =>
        _gateway.Run(() => Service().BeginAsync(s_editor, request, chain));

    private async Task WriteAsync(ChatRequest request)
    {
        var turn = Begin(request);
        _gateway.EndOf(turn.Number);
        await Answer(turn, request);
    }

    private Task Answer(ChatTurn turn, ChatRequest request)
    {
        var context = new DefaultHttpContext { Response = { Body = Stream.Synchronized(_written) } };
        return new ChatAnswer(context, turn, request, "default", _gateway.Clock).WriteAsync();
    }

    /// <summary>The deltas of all chunks, one after the other.</summary>
    private string Words() =>
        string.Concat(
            Written
                .Split("\n\n")
                .Where(static e => e.StartsWith("data: {\"id\"", StringComparison.Ordinal))
                .Select(static e => (string?)System.Text.Json.Nodes.JsonNode.Parse(e[6..])!["choices"]![0]!["delta"]!["content"])
        );
}

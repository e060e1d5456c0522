using OpenClaw.Approvals;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Approvals;

/// <summary>Asked calls from the asking to the using up.</summary>
public sealed class ApprovalTests : IDisposable
{
    private const string WriteCall = """{"path":"plan.txt","content":"v1"}""";

    private readonly TestGateway _gateway = new();

    private string Plan => Path.Combine(_gateway.Workspace, "plan.txt");

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Approve_AskedCall_RunsOnceAndTheTurnEnds()
    {
        var (said, id) = Ask();
        Assert.False(File.Exists(Plan));

        var answer = Reply(_gateway.Say($"/approve {id}"));

        Assert.StartsWith($"{id} approved", answer);
        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Equal("v1", File.ReadAllText(Plan));
        Assert.Equal(["used"], States());
    }

    [Fact]
    public void Deny_AskedCall_ModelIsToldByWhomAndWhy()
    {
        var (said, id) = Ask();

        _gateway.Say($"/deny {id} not today");

        _gateway.EndOf(said);
        Assert.Equal("denied by local:pi: not today. Do not try it another way.", _gateway.ToldOf(id));
        Assert.False(File.Exists(Plan));
    }

    [Fact]
    public void Decide_TwoAnswersAtOnce_OneWins()
    {
        var (said, id) = Ask();

        var answers = _gateway.Run(async () =>
        {
            var first = _gateway.Gateway.Intake.AcceptAsync(_gateway.Message($"/approve {id}"));
            var second = _gateway.Gateway.Intake.AcceptAsync(_gateway.Message($"/deny {id}"));
            return await Task.WhenAll(first, second);
        });

        Assert.Contains(answers, a => Reply(a).StartsWith($"{id} approved"));
        Assert.Contains(answers, a => Reply(a).Contains("was approved by local:pi") || Reply(a).Contains("was used by local:pi"));
        Assert.Equal("answered", _gateway.EndOf(said).State);
    }

    [Fact]
    public void Approve_ByAStranger_IsRefused()
    {
        var (_, id) = Ask();

        var answer = Reply(_gateway.Say($"/approve {id}", session: "other", user: "eve"));

        Assert.Contains("local:eve is not an approver of policy 'guarded'", answer);
        Assert.Equal(["pending"], States());
    }

    [Fact]
    public void Approve_ByAStrangerInAGroup_DoesNotTellWhoMay()
    {
        var (_, id) = Ask();
        var message = _gateway.Message($"/approve {id}", session: "other", user: "eve");

        Assert.Equal(
            "You may not answer this request.",
            Reply(_gateway.Say(message with { Chat = message.Chat with { Kind = ChatKind.Group } }))
        );
        Assert.Equal(["pending"], States());
    }

    [Fact]
    public void Approve_OwnRequestWhereSelfIsFalse_IsRefused()
    {
        _gateway.Configure(TestGateway.DefaultConfig.Replace("[policies.guarded]", "[policies.guarded]\nask = { self = false }"));
        _gateway.Kill();
        _gateway.Start();
        var (_, id) = Ask();

        Assert.Contains("ask.self = false", Reply(_gateway.Say($"/approve {id}")));
        Assert.Equal(["pending"], States());
    }

    [Fact]
    public void Expire_NobodyAnswers_ModelIsToldAndTheTurnEnds()
    {
        var (said, id) = Ask();

        _gateway.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Contains("nobody approved it in time", _gateway.ToldOf(id));
        Assert.Contains("was expired by clock", Reply(_gateway.Say($"/approve {id}")));
        Assert.False(File.Exists(Plan));
    }

    [Fact]
    public void Restart_WhilePending_ApprovedAfterwardsRunsTheSameCallOnce()
    {
        var (said, id) = Ask();
        _gateway.Kill();
        _gateway.Start();

        _gateway.Say($"/approve {id}");

        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Equal("v1", File.ReadAllText(Plan));
        Assert.Equal(["used"], States());
        Assert.Equal(["finished"], _gateway.Rows("select state from effects", static row => row.GetString(0)));
    }

    [Fact]
    public void Restart_ExpiredMeanwhile_IsNotRun()
    {
        var (said, _) = Ask();
        _gateway.Kill();
        _gateway.Clock.Advance(TimeSpan.FromHours(1));
        _gateway.Start();
        _gateway.Clock.Advance(TimeSpan.Zero);

        _gateway.EndOf(said);
        Assert.Equal(["expired"], States());
        Assert.False(File.Exists(Plan));
    }

    [Fact]
    public void Reload_PolicyDeniesNow_ApprovedCallIsNotRun()
    {
        var (said, id) = Ask();
        _gateway.Configure(TestGateway.DefaultConfig.Replace("write = \"ask\"", "write = \"deny\""));
        Assert.True(_gateway.Run(() => _gateway.Gateway.Reloader.ReloadAsync()).Reloaded);

        _gateway.Say($"/approve {id}");

        _gateway.EndOf(said);
        Assert.StartsWith("denied by policy 'guarded'", _gateway.ToldOf(id));
        Assert.False(File.Exists(Plan));
    }

    [Fact]
    public void Approve_FileToEditChangedMeanwhile_HasLapsed()
    {
        Directory.CreateDirectory(_gateway.Workspace);
        File.WriteAllText(Plan, "one two");
        _gateway["big"].Calls("edit", """{"path":"plan.txt","old":"one","new":"1"}""").Answers("done");
        var said = _gateway.Say("edit it");
        var id = _gateway.AskedBy(said);

        File.WriteAllText(Plan, "one two three");
        _gateway.Say($"/approve {id}");

        _gateway.EndOf(said);
        Assert.Contains("has lapsed", _gateway.ToldOf(id));
        Assert.Equal("one two three", File.ReadAllText(Plan));
        Assert.Equal(["expired"], States());
    }

    [Fact]
    public void Stop_SleepingTurn_WithdrawsTheApproval()
    {
        var (said, id) = Ask();

        Assert.Equal("Stopped.", Reply(_gateway.Say("/stop")));

        Assert.Equal(TurnStates.Stopped, _gateway.EndOf(said).State);
        Assert.Equal(["withdrawn"], States());
        Assert.Contains("was withdrawn", Reply(_gateway.Say($"/approve {id}")));
        Assert.Equal("done", _gateway.Ask("next").Reply);
        Assert.False(File.Exists(Plan));
    }

    [Fact]
    public void Asking_LetsItsConversationAndOthersGoOn()
    {
        var (_, _) = Ask();
        _gateway["big"].Answers("later");
        var behind = _gateway.Say("and then?");

        Assert.Equal(0, Assert.IsType<TurnOutcome.Queued>(behind.Outcome).Ahead);
        Assert.Equal("done", _gateway.EndOf(behind).Reply);
        Assert.Equal("later", _gateway.Ask("hi", session: "other").Reply);
        Assert.Equal(["pending"], States());
    }

    [Fact]
    public void Names_CanBeReadAloud()
    {
        for (var i = 0; i < 200; i++)
        {
            Assert.Matches("^[bdfgklmnprstvz][aeiou][bdfgklmnprstvz][aeiou]-[0-9]{2}$", ApprovalNames.Next().Value);
        }
    }

    private (Accepted Said, ApprovalId Id) Ask()
    {
        _gateway["big"].Calls("write", WriteCall).Answers("done");
        var said = _gateway.Say("write the plan");
        return (said, _gateway.AskedBy(said));
    }

    private IReadOnlyList<string> States() => _gateway.Rows("select state from approvals", static row => row.GetString(0));

    private static string Reply(Accepted accepted) => Assert.IsType<TurnOutcome.Command>(accepted.Outcome).Reply;
}

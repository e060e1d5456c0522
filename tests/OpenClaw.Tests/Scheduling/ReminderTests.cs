using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Scheduling;

/// <summary>Reminders from the tool call to the message that brings them, through the whole gateway.</summary>
public sealed class ReminderTests : IDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Set_ComesToTheSessionOfTheOneWhoSetItAndIsAnsweredThere()
    {
        Assert.Equal("reminder 1 set: Mon 2026-01-05 08:20", Set("in 20 minutes", "take the bread out", session: "kitchen", user: "anna"));

        _gateway.Pass(TimeSpan.FromMinutes(21));

        var said = Said("local:kitchen");
        Assert.Equal(["set it", "[reminder set Mon 2026-01-05 08:00] take the bread out"], said.Select(user => user.Text));
        Assert.Equal("local:anna", said[1].Sender);
        Assert.Equal("cron", _gateway.Rows("select origin from turns order by id desc limit 1", static row => row.GetString(0))[0]);
        Assert.Empty(Active());
        Assert.Equal(["done"], States());
    }

    [Fact]
    public void Due_ComesOnceOverAnyNumberOfRestarts()
    {
        Set("in 20 minutes", "bread");
        Restart(TimeSpan.FromMinutes(5));
        Restart(TimeSpan.FromMinutes(15));
        Restart(s_minute);
        _gateway.Pass(TimeSpan.FromHours(1), s_minute);

        Assert.Equal(2, Said().Count);
    }

    [Fact]
    public void Due_WhileNoGatewayRan_ComesOnceAtTheStartAndSaysWhenItWasDue()
    {
        Set("every 15 minutes", "stretch");

        Restart(TimeSpan.FromHours(2));

        Assert.Equal("[reminder set Mon 2026-01-05 08:00, due Mon 2026-01-05 08:15] stretch", Said()[^1].Text);
        Assert.Equal(2, Said().Count);
        _gateway.Pass(TimeSpan.FromMinutes(15));
        Assert.Equal("[reminder set Mon 2026-01-05 08:00] stretch", Said()[^1].Text);
    }

    [Fact]
    public void Repeating_ComesAgainAndAgainInTheAgentsZone()
    {
        _gateway.Reload(TestGateway.DefaultConfig.Replace("[agent]", "[agent]\ntimezone = \"Europe/Amsterdam\""));
        Assert.StartsWith("reminder 1 set: repeats (0 10 * * *), next Mon 2026-01-05 10:00", Set("every day at 10", "stand up"));

        _gateway.Pass(TimeSpan.FromDays(2) + TimeSpan.FromHours(2), TimeSpan.FromMinutes(20));

        Assert.Equal(3, Said().Count - 1);
        Assert.Equal("2026-01-08 09:00", Active()[0]);
    }

    [Fact]
    public void Repeating_WhoseLastTurnIsNotFinished_IsPassedOver()
    {
        _gateway["big"]
            .Calls("remind", """{"action":"set","when":"every 5 minutes","text":"look"}""")
            .Answers("ok")
            .Calls("write", """{"path":"a","content":"b"}""")
            .Answers("done");
        _gateway.Ask("set it");

        _gateway.Pass(TimeSpan.FromMinutes(22));

        Assert.Equal(2, Said().Count);
        Assert.Equal("2026-01-05 08:25", Active()[0]);
        // Also when another process takes over.
        Restart(TimeSpan.FromMinutes(5));
        Assert.Equal(2, Said().Count);
    }

    [Fact]
    public void SessionReset_ReminderStays()
    {
        Set("in 20 minutes", "bread");
        _gateway.Say("/new");

        _gateway.Pass(TimeSpan.FromMinutes(20));

        Assert.Contains(Said(), user => user.Text.EndsWith("bread"));
    }

    [Fact]
    public void Cancel_OfItsOwnSession_WorksAndOfAnotherDoesNot()
    {
        Set("in 20 minutes", "bread");

        Assert.Equal("there is no reminder 1 here; list shows them", Call("""{"action":"cancel","id":1}""", "other"));
        Assert.Equal("reminder 1 cancelled: bread", Call("""{"action":"cancel","id":1}"""));
        Assert.Equal("no reminders", Call("""{"action":"list"}"""));
        _gateway.Pass(TimeSpan.FromHours(1));

        Assert.DoesNotContain(Said(), user => user.Text.EndsWith("bread"));
        Assert.Equal(["cancelled"], States());
    }

    [Fact]
    public void List_ShowsThoseOfTheSession()
    {
        Set("in 20 minutes", "bread");
        Set("every Monday at 9", "bins");
        Set("tomorrow at 9", "call", session: "other");

        Assert.Equal(
            "1: Mon 2026-01-05 08:20: bread\n2: repeats (0 9 * * 1), next Mon 2026-01-05 09:00: bins",
            Call("""{"action":"list"}""")
        );
    }

    [Fact]
    public void Limit_OfASession_IsKept()
    {
        _gateway.Reload(TestGateway.DefaultConfig + "\n[tools]\nreminders = 2\n");
        Set("in 20 minutes", "one");
        Set("in 21 minutes", "two");

        Assert.StartsWith("2 reminders wait here already", Set("in 22 minutes", "three"));
        Assert.StartsWith("reminder 3 set", Set("in 22 minutes", "three", session: "other"));
    }

    [Fact]
    public void Unclear_TimeIsComplainedAboutToTheModel() =>
        Assert.Equal("'tomorrow': at what time? Write it behind: tomorrow at 9:00", Set("tomorrow", "call"));

    [Fact]
    public void Policy_ThatDeniesTheTool_KeepsItFromTheModel()
    {
        _gateway.Reload(TestGateway.DefaultConfig.Replace("\"*\" = \"allow\"", "remind = \"deny\", \"*\" = \"allow\""));
        _gateway["big"].Answers("ok");

        _gateway.Ask("hello");

        Assert.DoesNotContain("remind", _gateway["big"].Requests[^1].Tools);
    }

    [Fact]
    public void Turn_OfAReminder_HasThePolicyOfTheRuleItWasSetUnder()
    {
        const string Rules = """

            [[sessions]]
            name = "chat only"
            match = { origin = ["chat"], chat = ["kitchen"] }
            policy = "strict"

            [policies.strict]
            default = { remind = "allow" }
            """;
        _gateway.Reload(TestGateway.DefaultConfig + Rules);
        Set("in 20 minutes", "bread", session: "kitchen");

        _gateway.Pass(TimeSpan.FromMinutes(20));

        Assert.Equal(["remind"], _gateway["big"].Requests[^1].Tools);
        Assert.Equal(["chat only", "chat only"], _gateway.Rows("select rule from turns", static row => row.GetString(0)));
    }

    [Fact]
    public void Workspace_OfAStrangersReminder_IsHisOwn()
    {
        _gateway["big"]
            .Calls("remind", """{"action":"set","when":"in 1 minute","text":"write"}""")
            .Answers("ok")
            .Calls("write", """{"path":"notes/a.txt","content":"b"}""")
            .Answers("done");
        _gateway.Ask("set it", session: "anna", user: "anna");

        _gateway.Pass(s_minute);

        Assert.False(File.Exists(Path.Combine(_gateway.Workspace, "notes/a.txt")));
        Assert.True(File.Exists(_gateway.Folder.File("work-people", "local%3Aanna", "notes", "a.txt")));
    }

    [Fact]
    public void Queue_OfPeople_IsNotInterruptedOrJoinedByIt()
    {
        _gateway.Reload(TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nqueue = \"interrupt\"\n");
        Set("in 1 minute", "bread");
        _gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        _gateway["big"].AnswersAfter(TimeSpan.FromSeconds(50), "slowly").Answers("bread!");
        var said = _gateway.Say("think");
        _gateway.Until(() => _gateway["big"].Requests.Count == 3);

        _gateway.Clock.Advance(TimeSpan.FromSeconds(30));
        _gateway.Wait<GatewayEvent.MessageReceived>(message => message.Text.EndsWith("bread"));
        _gateway.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(("answered", "slowly"), (_gateway.EndOf(said).State, _gateway.EndOf(said).Reply));
        _gateway.Settle();
        Assert.Equal("bread!", Assert.IsType<Entry.Assistant>(_gateway.Transcript()[^1]).Text);
    }

    [Fact]
    public void Clock_AYearAheadForAMinute_BringsNothing()
    {
        Set("tomorrow at 9", "call");

        _gateway.Clock.Jump(TimeSpan.FromDays(365));
        _gateway.Pass(s_minute);
        _gateway.Clock.Jump(-TimeSpan.FromDays(365));
        _gateway.Pass(s_minute * 5);
        Assert.Single(Said());

        _gateway.Pass(TimeSpan.FromHours(26), TimeSpan.FromMinutes(10));
        Assert.Equal(2, Said().Count);
    }

    [Fact]
    public void Clock_ThatWasAheadAtItsStart_RepeatingComesAgainInTime()
    {
        Set("every day at 9", "stand up");
        _gateway.Kill();
        _gateway.Clock.Jump(TimeSpan.FromDays(300));
        _gateway.Start();
        _gateway.Settle();
        Assert.Equal(2, Said().Count);

        _gateway.Clock.Jump(-TimeSpan.FromDays(300));
        _gateway.Pass(TimeSpan.FromHours(25), TimeSpan.FromMinutes(10));

        // The one of today had come, too early, when the clock was ahead.
        Assert.Equal("2026-01-07 09:00", Active()[0]);
        Assert.Equal(3, Said().Count);
    }

    [Fact]
    public void Disk_FullWhenItIsDue_ComesWhenItTakesRowsAgain()
    {
        Set("in 1 minute", new string('x', 1900));
        _gateway.FillDisk(true);
        for (var i = 0; i < 12 && Said().Count == 1; i++)
        {
            _gateway.Run(async () =>
                (await _gateway.Gateway.Intake.AcceptAsync(_gateway.Message(new string('y', 2000), session: $"s{i}"))).Outcome
                is TurnOutcome.Queued
            );
        }
        _gateway.Pass(s_minute);
        Assert.Single(Said());

        _gateway.FillDisk(false);
        _gateway.Pass(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5));

        Assert.Equal(2, Said().Count);
    }

    [Fact]
    public void Job_MaySetReminders()
    {
        using var bench = new CronBench("schedule = \"1 8 * * *\"\nprompt = \"look\"\n", answers: false);
        bench.Gateway["big"].Calls("remind", """{"action":"set","when":"in 10 minutes","text":"look again"}""").Answers("ok");

        bench.Gateway.Pass(TimeSpan.FromMinutes(12));

        Assert.Equal(
            ["[cron job] look", "[reminder set Mon 2026-01-05 08:01] look again"],
            bench.Gateway.Transcript("cron:job").OfType<Entry.User>().Select(user => user.Text)
        );
        Assert.Equal(["08:01#1 done"], bench.Runs());
    }

    private string Set(string when, string text, string session = "main", string user = TestGateway.Owner) =>
        Call($$"""{"action":"set","when":"{{when}}","text":"{{text}}"}""", session, user);

    private string Call(string arguments, string session = "main", string user = TestGateway.Owner)
    {
        _gateway["big"].Calls("remind", arguments).Answers("ok");
        _gateway.Ask("set it", session, user);
        return _gateway.Transcript($"local:{session}").OfType<Entry.ToolResult>().Last().Text;
    }

    private void Restart(TimeSpan away)
    {
        _gateway.Kill();
        _gateway.Clock.Advance(away);
        _gateway.Start();
        _gateway.Settle();
    }

    private IReadOnlyList<Entry.User> Said(string session = "local:main") => [.. _gateway.Transcript(session).OfType<Entry.User>()];

    private IReadOnlyList<string> Active() =>
        _gateway.Rows(
            "select next_at from reminders where next_at is not null order by next_at",
            static row => $"{DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)).UtcDateTime:yyyy-MM-dd HH:mm}"
        );

    private IReadOnlyList<string> States() => _gateway.Rows("select state from reminders", static row => row.GetString(0));
}

using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Scheduling;

/// <summary>Jobs that are commands, or have a check before their prompt: through the gate like any call, and without a model where none is
/// needed.</summary>
public sealed class CronJobRunTests
{
    private const string Schedule = "schedule = \"* * * * *\"\n";

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Command_RunsWithoutAModelAndItsOutputIsTheAnswer()
    {
        // Not even one that works.
        using var bench = new CronBench(Schedule + "command = \"echo hello\"\ndeliver = \"local:main\"\n", answers: false);

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Empty(bench.Gateway["big"].Requests);
        Assert.Equal("hello", bench.Gateway.Events.OfType<GatewayEvent.TurnEnded>().Single().Reply);
        Assert.Equal("message from session cron:job: hello", Assert.Single(bench.Gateway.Transcript().OfType<Entry.Notice>()).Text);
    }

    [Fact]
    public void Command_ThatPrintsNothing_SendsNothing()
    {
        using var bench = new CronBench(Schedule + "command = \"true\"\ndeliver = \"local:main\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Empty(bench.Gateway.Transcript());
        Assert.Empty(bench.Gateway.Rows("select 1 from outbox", static row => row.GetInt32(0)));
    }

    [Fact]
    public void Command_ThatFails_IsTheOwnersToHearAndIsNotDelivered()
    {
        using var bench = new CronBench(Schedule + "command = \"sh -c 'echo broken; exit 3'\"\ndeliver = \"local:others\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 failed"], bench.Runs());
        Assert.Equal("broken\n[exit code 3]", bench.Note("failed"));
        Assert.Equal("The cron job \"job\" failed: broken", Assert.Single(bench.Alerts));
        Assert.Empty(bench.Gateway.Transcript("local:others"));
    }

    [Fact]
    public void Command_LongerThanItsTimeout_IsStoppedAndFails()
    {
        using var bench = new CronBench(Schedule + "command = \"sh -c 'echo began > began; sleep 600'\"\ntimeout = \"20s\"\n");
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.UntilOutside(() => File.Exists(bench.Path("began")));

        bench.Gateway.Clock.Advance(TimeSpan.FromSeconds(20));
        bench.Gateway.Settle();

        Assert.Equal(["08:01#1 failed"], bench.Runs());
        Assert.Equal("Stopped after 20s (cron[job].timeout).", bench.Note("failed"));
    }

    [Fact]
    public void Command_UnderAPolicyThatDeniesIt_FailsWithTheRule()
    {
        using var bench = new CronBench(Schedule + "command = \"touch ran\"\npolicy = \"read-only\"\nretry = { times = 1 }\n");

        bench.Gateway.Pass(s_minute);

        Assert.StartsWith("denied by policy 'read-only'", bench.Note("failed"));
        Assert.False(File.Exists(bench.Path("ran")));
    }

    [Fact]
    public void Check_ThatSucceeds_ItsOutputIsBeforeTheModel()
    {
        using var bench = new CronBench(Schedule + "check = \"echo three new mails\"\nprompt = \"sum them up\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        var request = Assert.Single(bench.Gateway["big"].Requests);
        Assert.Equal("[cron job] sum them up", request.LastUser);
        Assert.StartsWith("three new mails", Assert.Single(request.Results));
        Assert.Equal("done", bench.Gateway.Events.OfType<GatewayEvent.TurnEnded>().Single().Reply);
    }

    [Fact]
    public void Check_ThatSaysNo_EndsInSilenceAndIsNoFailure()
    {
        using var bench = new CronBench(Schedule + "check = \"test -e mail\"\nprompt = \"sum them up\"\ndeliver = \"local:main\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Empty(bench.Gateway["big"].Requests);
        Assert.Empty(bench.Gateway.Transcript());
        Assert.Equal(["answered"], bench.Gateway.Rows("select state from turns", static row => row.GetString(0)));
    }

    [Theory]
    [InlineData("no-such-command --new", "guarded")]
    [InlineData("true", "read-only")]
    public void Check_ThatCouldNotBeMade_IsAFailureAndNotANo(string check, string policy)
    {
        using var bench = new CronBench(Schedule + $"check = \"{check}\"\nprompt = \"sum them up\"\npolicy = \"{policy}\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 failed"], bench.Runs());
        Assert.Empty(bench.Gateway["big"].Requests);
        Assert.Single(bench.Alerts);
    }

    [Theory]
    [InlineData("sh -c 'exit 2'", "[exit code 2, no output]")]
    [InlineData("sh no-such-check.sh", "no-such-check.sh")]
    [InlineData("sh -c 'kill -9 $$'", "137")]
    [InlineData("grep -q mail no-such-file", "no-such-file")]
    [InlineData("sh -c 'echo 0 mails; echo cannot log in >&2; exit 1'", "cannot log in\n[exit code 1]")]
    public void Check_ThatIsBroken_IsAFailureThatSaysHow(string check, string says)
    {
        using var bench = new CronBench(Schedule + $"check = \"{check}\"\nprompt = \"sum them up\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 failed"], bench.Runs());
        Assert.Empty(bench.Gateway["big"].Requests);
        Assert.Contains(says, bench.Note("failed"));
        Assert.Matches("exit code|signal", bench.Note("failed"));
        Assert.Contains(bench.Note("failed")!, Assert.Single(bench.Gateway.Transcript().OfType<Entry.Notice>()).Text);
    }

    [Fact]
    public void Check_ThatWritesMuchToStandardError_ItsLastLinesAreInTheRow()
    {
        using var bench = new CronBench(
            Schedule + "check = \"sh -c 'seq 5000 >&2; echo the disk is gone >&2; seq 3000; exit 4'\"\nprompt = \"sum them up\"\n"
        );

        bench.Gateway.Pass(s_minute);

        Assert.EndsWith("5000\nthe disk is gone\n[exit code 4]", bench.Note("failed"));
    }

    [Fact]
    public void Check_ThatSaysNoAndPrints_IsStillANo()
    {
        using var bench = new CronBench(Schedule + "check = \"sh -c 'echo 0 mails; exit 1'\"\nprompt = \"sum them up\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Empty(bench.Alerts);
    }

    [Fact]
    public void Check_KilledWhileTheModelIsAsked_IsNotMadeAgain()
    {
        using var bench = new CronBench(
            Schedule + "check = \"sh -c 'echo checked >> log; echo mail'\"\nprompt = \"sum them up\"\n",
            answers: false
        );
        bench.Gateway["big"].NeverAnswers();
        bench.Gateway.Clock.Advance(s_minute);
        bench.Gateway.Wait<GatewayEvent.ModelAsked>(_ => true);

        bench.Gateway.Kill();
        bench.Gateway["big"].Answers("done");
        bench.Gateway.Start();
        bench.Gateway.Settle();

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Equal(["checked"], File.ReadAllLines(bench.Path("log")));
    }

    [Fact]
    public void Asked_AtNightAndRestartedTwice_ApprovedInTheMorningRunsTheVeryCallOnce()
    {
        const string Asking =
            TestGateway.DefaultConfig
            + """

                [policies.night]
                default = { exec = "ask", "*" = "deny" }
                ask = { expires = "12h", notify = ["local:main", "local:main"] }
                """;
        using var bench = new CronBench("schedule = \"0 2 * * *\"\ncommand = \"sh -c 'echo ran >> log'\"\npolicy = \"night\"\n", Asking);
        bench.Gateway.Pass(TimeSpan.FromHours(18), TimeSpan.FromMinutes(5));
        var asked = bench.Gateway.Wait<GatewayEvent.ApprovalAsked>(_ => true);
        Assert.Equal(["02:00#1 running"], bench.Runs());
        var notice = Assert.Single(bench.Gateway.Transcript().OfType<Entry.Notice>()).Text;
        Assert.StartsWith($"cron:job waits for approval {asked.Approval}: exec\n| sh -c 'echo ran >> log'", notice);
        Assert.EndsWith($"/approve {asked.Approval} or /deny {asked.Approval}", notice);

        bench.Away(TimeSpan.FromHours(1));
        bench.Away(TimeSpan.FromHours(1));
        Assert.False(File.Exists(bench.Path("log")));
        bench.Gateway.Say($"/approve {asked.Approval}");
        bench.Gateway.EndOf(asked.Turn!.Value);
        bench.Gateway.Settle();

        Assert.Equal(["ran"], File.ReadAllLines(bench.Path("log")));
        Assert.Equal(["02:00#1 done"], bench.Runs());
        Assert.Equal(["used"], bench.Gateway.Rows("select state from approvals", static row => row.GetString(0)));
        bench.Away(TimeSpan.FromHours(1));
        Assert.Equal(["ran"], File.ReadAllLines(bench.Path("log")));
    }

    [Fact]
    public void Asked_AndDenied_IsAnAnswerAndNotTriedAgain()
    {
        using var bench = new CronBench("every = \"1h\"\ncommand = \"touch ran\"\nretry = { times = 3 }\n", TestGateway.DefaultConfig);
        bench.Gateway.Pass(TimeSpan.FromHours(1), s_minute);

        var asked = bench.Gateway.Wait<GatewayEvent.ApprovalAsked>(_ => true);
        bench.Gateway.Say($"/deny {asked.Approval} not now");
        bench.Gateway.EndOf(asked.Turn!.Value);
        bench.Gateway.Settle();

        Assert.Equal(["09:00#1 failed"], bench.Runs());
        Assert.StartsWith("denied by local:pi: not now", bench.Note("failed"));
    }

    [Fact]
    public void Asked_ByAPersonsTurn_NotifiesOthersToo()
    {
        using var gateway = new TestGateway(
            TestGateway.DefaultConfig.Replace(
                "[policies.guarded]",
                "[policies.guarded]\nask = { notify = [\"local:watch\", \"local:main\"] }"
            )
        );
        gateway["big"].Calls("write", """{"path":"plan.txt","content":"v1"}""").Answers("done");

        var asked = gateway.AskedBy(gateway.Say("write the plan"));

        Assert.StartsWith(
            $"local:main waits for approval {asked}: write",
            Assert.Single(gateway.Transcript("local:watch").OfType<Entry.Notice>()).Text
        );
        // Who asked sees it anyway.
        Assert.Empty(gateway.Transcript().OfType<Entry.Notice>());
    }

    [Fact]
    public void Prompt_ThatBeginsWithASlash_IsNoCommand()
    {
        using var bench = new CronBench(Schedule + "prompt = \"/new\"\nsession = \"main\"\n");

        bench.Gateway.Pass(s_minute);

        Assert.Equal("[cron job] /new", Assert.Single(bench.Gateway["big"].Requests).LastUser);
    }

    [Fact]
    public void Answer_OfExactlyNoReply_IsSentToNobody()
    {
        using var bench = new CronBench(Schedule + "prompt = \"look\"\ndeliver = \"local:main\"\n", answers: false);
        bench.Gateway["big"].Answers("NO_REPLY");

        bench.Gateway.Pass(s_minute);

        Assert.Equal(["08:01#1 done"], bench.Runs());
        Assert.Empty(bench.Gateway.Transcript());
    }
}

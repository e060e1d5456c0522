using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;
using OpenClaw.Hosting;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Issues;

/// <summary>
/// A launched command of the gateway's user could write <c>state = 'approved'</c>, or other words, into state.db: the call ran after a
/// restart, or another ran than was shown. An answer counts for the call as it was shown, and only this process knows which answers were
/// given.
/// </summary>
public sealed class ApprovalAnswersWhatWasShown : IDisposable
{
    private const string WriteCall = """{"path":"plan.txt","content":"v1"}""";

    private TestGateway _gateway = new();

    private string Plan => Path.Combine(_gateway.Workspace, "plan.txt");

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [InlineData("display = 'create notes.txt'")]
    [InlineData("arguments = '{\"content\":\"v2\",\"path\":\"/etc/passwd\"}'")]
    [InlineData("digest = '00'")]
    [InlineData("tool = 'exec'")]
    [InlineData("state = 'approved'")]
    [InlineData("state = 'denied'")]
    public void Answer_RowThatSomethingElseChanged_IsRefusedAndNothingRuns(string change)
    {
        var (said, id) = Ask();
        _gateway.Sql($"update approvals set {change}");

        Assert.Contains("changed by something other than the gateway", Reply(_gateway.Say($"/approve {id}")));

        _gateway.EndOf(said);
        Assert.False(File.Exists(Plan));
        Assert.Equal(["expired"], States());
        Assert.Contains("changed by something other than the gateway", _gateway.ToldOf(id));
        Assert.Equal("expired", AuditOf("state")[^1]);
    }

    [Theory]
    [InlineData("update approvals set arguments = '{}' where id = new.id")]
    [InlineData("update approvals set display = 'nothing' where id = new.id")]
    [InlineData("update approvals set digest = '00' where id = new.id")]
    [InlineData("update approvals set session = 'local:other' where id = new.id")]
    public void Use_RowThatChangedAfterTheAnswer_LetsNothingRun(string change)
    {
        var (said, id) = Ask();
        // In the very transaction of the answer, so it lies between the answer and the use.
        _gateway.Sql($"create trigger forged after update of state on approvals when new.state = 'approved' begin {change}; end");

        _gateway.Say($"/approve {id}");

        _gateway.EndOf(said);
        Assert.False(File.Exists(Plan));
        Assert.Equal(["expired"], States());
    }

    [Fact]
    public void Use_DeniedAndForgedToApproved_LetsNothingRun()
    {
        var (said, id) = Ask();
        _gateway.Sql(
            "create trigger forged after update of state on approvals when new.state = 'denied' begin update approvals set state = 'approved' where id = new.id; end"
        );

        _gateway.Say($"/deny {id}");

        _gateway.EndOf(said);
        Assert.False(File.Exists(Plan));
        Assert.Equal(["expired"], States());
    }

    [Fact]
    public void Restart_RowFoundApproved_IsAskedAgainAnsweredAgainAndRunsOnce()
    {
        var (said, id) = Ask();
        _gateway.LeaveApproved(id);
        _gateway.Kill();
        _gateway.Start();
        _gateway.Settle();

        Assert.False(File.Exists(Plan));
        Assert.Equal(["pending"], States());
        Assert.Equal(["asked", "approved", "asked again"], AuditOf("state"));
        Assert.Equal("it was approved before the gateway started, and not begun", AuditOf("why")[^1]);

        _gateway.Say($"/approve {id}");
        Assert.Equal("done", _gateway.EndOf(said).Reply);
        Assert.Equal("v1", File.ReadAllText(Plan));
        Assert.Equal(["used"], States());
        Assert.Equal(["finished"], _gateway.Rows("select state from effects", static row => row.GetString(0)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Restart_RowFoundApprovedThatNobodyAnswered_IsAskedAgainAsForged(bool afterAnOlderAnswer)
    {
        var (said, id) = Ask();
        if (afterAnOlderAnswer)
        {
            _gateway.LeaveApproved(id);
            Restart();
        }

        _gateway.Sql("update approvals set state = 'approved', decided_by = 'local:pi'");
        Restart();

        const string Why = "its row says approved, and no answer was taken: something else wrote to state.db";
        Assert.Equal(Why, AuditOf("why")[^1]);
        var shown = ApprovalInfo.Of(Assert.Single(Listed()));
        Assert.Equal((Why, null), (shown.Note, shown.Doubt));
        var text = new StringWriter();
        ApprovalText.Write(text, shown, _gateway.Clock.GetUtcNow());
        Assert.Contains($"asked again: {Why}", text.ToString());
        // The reason of the question is not one of the answer.
        _gateway.Say($"/deny {id}");
        _gateway.EndOf(said);
        Assert.DoesNotContain("something else", _gateway.ToldOf(id));
    }

    [Fact]
    public void Refused_RowThatSomethingElseChanged_TellsLogModelAndListWhatDiffers()
    {
        var (said, id) = Ask();
        _gateway.Sql("update approvals set display = 'create notes.txt'");

        var shown = ApprovalInfo.Of(Assert.Single(Listed()));
        Assert.Contains("(another display)", shown.Doubt);
        Assert.DoesNotContain("notes.txt", shown.Display);
        Assert.Null(shown.Fingerprint);
        Assert.DoesNotContain("notes.txt", Reply(_gateway.Say("/status")));

        _gateway.Say($"/approve {id}");
        _gateway.EndOf(said);
        var log = new LogLines();
        _gateway.Events.ForEach(happened => EventLog.Note(log, happened));
        Assert.Contains(
            log.Lines,
            line =>
                line.Contains($"{id} is refused and was not run, its row was changed by something other than the gateway (another display)")
        );
        Assert.Equal(
            $"approval {id}: its row was changed by something other than the gateway (another display), so it was not run.",
            _gateway.ToldOf(id)
        );
    }

    [Fact]
    public void Restart_RowFoundApproved_HasAllItsTimeAgain()
    {
        var (said, _) = Ask();
        _gateway.Clock.Advance(TimeSpan.FromMinutes(29));
        _gateway.Sql("update approvals set state = 'approved'");
        _gateway.Kill();
        _gateway.Start();

        _gateway.Clock.Advance(TimeSpan.FromMinutes(29));
        _gateway.Settle();
        Assert.Equal(["pending"], States());
        _gateway.Clock.Advance(TimeSpan.FromMinutes(1));
        _gateway.EndOf(said);
        Assert.Equal(["expired"], States());
    }

    [Fact]
    public void Restart_RowFoundApproved_IsShownAgainInItsChat()
    {
        var telegram = InTelegram(out var said);
        var id = _gateway.AskedBy(said);
        _gateway.LeaveApproved(id);
        _gateway.Kill();
        _gateway.Start();
        _gateway.Until(() => telegram.Attempts.Count == 2);

        var (first, again) = (telegram.Attempts[0].Message, telegram.Attempts[1].Message);
        Assert.StartsWith(
            $"The gateway was restarted and asks again (it was approved before the gateway started, and not begun). Waiting for approval {id}: write",
            again.Text
        );
        Assert.Equal(first.Approval, again.Approval);
    }

    [Theory]
    [InlineData("arguments = '{\"content\":\"v2\",\"path\":\"plan.txt\"}'")]
    [InlineData("display = 'create notes.txt'")]
    [InlineData("digest = '00', state = 'approved'")]
    [InlineData("call = 'other', id = 'baba-11'")]
    public void Restart_RowThatTheAuditDoesNotKnow_IsRefused(string change)
    {
        var (said, _) = Ask();
        _gateway.Sql($"update approvals set {change}");
        _gateway.Kill();
        _gateway.Start();

        _gateway.Settle();
        Assert.DoesNotContain("approved", States());
        Assert.False(File.Exists(Plan));
        Assert.Contains(AuditOf("why"), static why => why.StartsWith("its row is not what the audit says was asked: "));
        Assert.NotNull(said);
    }

    [Fact]
    public void Approve_WithTheFingerprintOfAnotherCall_IsRefusedAndShownAgain()
    {
        var telegram = InTelegram(out var said);
        var id = _gateway.AskedBy(said);
        _gateway.Until(() => telegram.Attempts.Count == 1);

        var answer = Reply(_gateway.Say(Telegram($"/approve {id} 0123456789ab")));

        Assert.StartsWith("Not approved yet", answer);
        Assert.Equal(["pending"], States());
        // The answer, and the question once more.
        _gateway.Until(() => telegram.Attempts.Count(a => a.Message.Approval is { IsWhole: true }) == 2);
    }

    [Fact]
    public void Approve_WithTheFingerprintThatWasShown_Counts()
    {
        var telegram = InTelegram(out var said);
        var id = _gateway.AskedBy(said);
        _gateway.Until(() => telegram.Attempts.Count == 1);

        _gateway.Say($"/approve {id} {telegram.Attempts[0].Message.Approval!.Fingerprint}", session: "elsewhere");

        Assert.Equal("done", _gateway.EndOf(said).Reply);
    }

    [Fact]
    public void Approve_WhereItWasNotShown_ShowsItFirst()
    {
        var (said, id) = Ask();

        var first = Reply(_gateway.Say($"/approve {id}", session: "elsewhere"));
        Assert.StartsWith("Not approved yet, for this was not shown here.", first);
        Assert.Contains("| create plan.txt", first);
        Assert.Equal(["pending"], States());

        Assert.StartsWith($"{id} approved", Reply(_gateway.Say($"/approve {id}", session: "elsewhere")));
        Assert.Equal("done", _gateway.EndOf(said).Reply);
    }

    [Fact]
    public void Question_LongerThanOneMessage_HasNoButtonsAndCannotBeApprovedThere()
    {
        var telegram = InTelegram(out var said, $"echo {new string('x', 10_000)}");
        var id = _gateway.AskedBy(said);
        _gateway.Until(() => telegram.Attempts.Count == 1);

        var shown = telegram.Attempts[0].Message;
        Assert.False(shown.Approval!.IsWhole);
        Assert.Contains("cannot be approved here", shown.Text);
        Assert.Contains($"openclaw approvals show {id}", shown.Text);
        Assert.DoesNotContain("/approve", shown.Text);
        Assert.StartsWith("Not approved.", Reply(_gateway.Say(Telegram($"/approve {id}"))));
        Assert.StartsWith("Not approved.", Reply(_gateway.Say(Telegram($"/approve {id}"))));
        Assert.Equal(["pending"], States());
    }

    [Fact]
    public void Question_WhoseWordsImitateAnother_KeepsThemBehindAMark()
    {
        var telegram = InTelegram(out var said, "true\n/approve bako-42 or /deny bako-42\nApproved by pi.");
        _gateway.AskedBy(said);
        _gateway.Until(() => telegram.Attempts.Count == 1);

        var lines = telegram.Attempts[0].Message.Text.Split('\n');
        Assert.All(lines[1..^1], static line => Assert.StartsWith("| ", line));
        Assert.True(lines.Length >= 5);
    }

    private void Restart()
    {
        _gateway.Kill();
        _gateway.Start();
        _gateway.Settle();
    }

    private List<OpenClaw.Approvals.Approval> Listed() => _gateway.Run(() => _gateway.Gateway.Approvals.ListAsync(all: false));

    private FakeChannel InTelegram(out Accepted said, string? command = null)
    {
        var telegram = new FakeChannel("telegram", TimeProvider.System);
        _gateway.Dispose();
        _gateway = new TestGateway(TestGateway.DefaultConfig, telegram);
        if (command is null)
        {
            _gateway["big"].Calls("write", WriteCall);
        }
        else
        {
            _gateway["big"].Calls("exec", new System.Text.Json.Nodes.JsonObject { ["command"] = command }.ToJsonString());
        }
        _gateway["big"].Answers("done");
        said = _gateway.Say(Telegram("go"));
        return telegram;
    }

    private InboundMessage Telegram(string text) => _gateway.Message(text) with { ReplyTo = new ReplyAddress("telegram", "", "7") };

    private (Accepted Said, ApprovalId Id) Ask()
    {
        _gateway["big"].Calls("write", WriteCall).Answers("done");
        var said = _gateway.Say("write the plan");
        return (said, _gateway.AskedBy(said));
    }

    private IReadOnlyList<string> States() => _gateway.Rows("select state from approvals", static row => row.GetString(0));

    private IReadOnlyList<string> AuditOf(string field) =>
        _gateway.Rows(
            "select json_extract(body, '$.' || @0) from audit where kind = 'approval' and json_extract(body, '$.' || @0) is not null order by seq",
            static row => row.GetString(0),
            field
        );

    private static string Reply(Accepted accepted) => Assert.IsType<TurnOutcome.Command>(accepted.Outcome).Reply;
}

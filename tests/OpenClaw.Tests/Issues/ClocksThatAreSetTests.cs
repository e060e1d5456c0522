using OpenClaw.Approvals;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Timekeeping;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>
/// A machine without a battery for its clock starts in 1970, or at the last time it saved, and is put right minutes later. What waited then
/// expired at once, or for years did not: approvals, reminders, unsent messages, conversations, budgets.
/// </summary>
public sealed class ClocksThatAreSetTests : IDisposable
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_days = TimeSpan.FromDays(300);

    private readonly TestGateway _gateway = new();

    public static TheoryData<int> Leaps => [300, -300];

    public void Dispose() => _gateway.Dispose();

    [Theory]
    [MemberData(nameof(Leaps))]
    public void Approval_WaitsAsLongAsItWasMeantTo(int days)
    {
        Ask();
        _gateway.Pass(s_minute);

        Set(days);
        _gateway.Pass(s_minute * 25);
        Assert.Equal(["pending"], States());
        _gateway.Pass(s_minute * 5);

        _gateway.UntilAsked(() => States() is ["expired"]);
    }

    [Fact]
    public void Approval_AnsweredAfterTheClockWasSet_Runs()
    {
        var said = Ask();
        _gateway.Clock.Jump(s_days);

        var approval = _gateway.Run(() => _gateway.Gateway.Approvals.ListAsync(all: false)).Single();
        Assert.IsType<Decision.Taken>(
            _gateway.Run(() => _gateway.Gateway.Approvals.DecideAsync(approval.Id, true, "local:pi", null, approval.Fingerprint))
        );

        Assert.Equal("done", _gateway.EndOf(said).Reply);
    }

    [Theory]
    [MemberData(nameof(Leaps))]
    public void Reminder_FromNow_ComesWhenThatTimeHasPassed(int days)
    {
        Remind("in 20 minutes");

        Set(days);
        _gateway.Pass(s_minute * 18, s_minute);
        Assert.Single(Said());
        _gateway.Pass(s_minute * 4, s_minute);

        Assert.Equal(2, Said().Count);
    }

    [Fact]
    public void Reminder_OfATimeOfDay_StaysAtThatTime()
    {
        Remind("2026-01-06 09:00");

        _gateway.Clock.Jump(TimeSpan.FromHours(3));
        _gateway.Pass(s_minute * 3);

        Assert.Equal(
            ["2026-01-06 09:00"],
            _gateway.Rows(
                "select next_at from reminders",
                static row => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)).ToString("yyyy-MM-dd HH:mm")
            )
        );
    }

    [Theory]
    [MemberData(nameof(Leaps))]
    public void Outbox_IsWorthAsMuchTimeAsItWas(int days)
    {
        Unreachable("ttl = \"2h\"");
        _gateway.Pass(s_minute);

        Set(days);
        _gateway.Pass(s_minute * 110, s_minute * 5);
        Assert.Contains(OutboxStates()[0], new[] { "pending", "sending" });
        // It may be on its way just then; the next try finds it too old.
        _gateway.UntilAsked(() =>
        {
            _gateway.Pass(s_minute);
            return OutboxStates() is ["expired"];
        });
    }

    [Theory]
    [MemberData(nameof(Leaps))]
    public void Idle_CountsTheTimeThatPassed(int days)
    {
        Restart(TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nreset = { idle = \"2h\" }\n");
        _gateway["big"].Answers("one").Answers("two").Answers("three");
        _gateway.Ask("first");

        Set(days);
        _gateway.Pass(s_minute * 3);
        _gateway.Ask("second");
        Assert.Contains("first", Shown(1));
        _gateway.Pass(TimeSpan.FromHours(3), s_minute * 10);
        _gateway.Ask("third");

        Assert.DoesNotContain("second", Shown(2));
    }

    [Theory]
    [MemberData(nameof(Leaps))]
    public void Budget_OfAnHour_IsCountedByTheTimeThatPassed(int days)
    {
        Restart(TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nbudget = { turns_per_hour = 1 }\n");
        _gateway["big"].Answers("one").Answers("two");
        _gateway.Ask("first");

        Set(days);
        _gateway.Pass(s_minute * 3);
        Assert.Equal("failed", _gateway.Ask("second").State);
        _gateway.Pass(s_minute * 60, s_minute * 5);

        Assert.Equal("two", _gateway.Ask("third").Reply);
    }

    [Fact]
    public void Boot_In1970_KeepsBudgetsOfAnHour()
    {
        Restart(TestGateway.DefaultConfig + "\n[[sessions]]\nname = \"all\"\nbudget = { turns_per_hour = 3 }\n");
        _gateway["big"].Answers("1").Answers("2").Answers("3");
        _gateway.Ask("a");
        _gateway.Pass(s_minute);
        _gateway.Ask("b");
        _gateway.Pass(s_minute);
        _gateway.Ask("c");
        _gateway.Kill();

        // Two rows of minutes, both moved at once: neither may meet the other on its way.
        _gateway.Clock.Reboot(s_minute, DateTimeOffset.UnixEpoch);
        _gateway.Start();

        Assert.Equal("failed", _gateway.Ask("d").State);
    }

    [Fact]
    public async Task Restart_AfterFoldersWereMoved_StillSeesTheClockThatWasSet()
    {
        Ask();
        _gateway.Kill();
        _gateway.Clock.Advance(s_minute);
        Set(300);
        // What the next start writes before anything else, with the clock that it finds.
        await using (var store = Store.Open(_gateway.Folder.File("state.db"), _gateway.Clock))
        {
            await store.CommitAsync(new Batch().Audit(AuditKinds.Moved, null, null, ("folders", 1)));
        }

        _gateway.Start();

        Assert.Equal(["pending"], States());
        Assert.Single(Leapt());
    }

    [Fact]
    public void MaxAge_CountsTheTimeThatPassed()
    {
        // Patient: the turn that runs must not time out while the clock is looked at.
        Restart(
            TestGateway.DefaultConfig.Replace("[chains.default]\n", "[chains.default]\nfirst_token_timeout = \"1h\"\n")
                + "\n[[sessions]]\nname = \"all\"\nmax_age = \"2h\"\n"
        );
        _gateway["big"].NeverAnswers();
        _gateway.Say("running");
        _gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        _gateway.Say("waits");

        _gateway.Clock.Jump(s_days);
        // A turn runs, so nothing settles: the look at the clock and the pause after it need time. The commit needs none, and on a busy machine it
        // would be given hours, in which the turn ends.
        _gateway.UntilAsked(() =>
        {
            if (!_gateway.Run(() => Task.FromResult(_gateway.Gateway.Clock.IsMoving)))
            {
                _gateway.Clock.Advance(TimeSpan.FromSeconds(10));
            }
            return _gateway.Rows("select 1 from audit where kind = 'clock'", static row => row.GetInt64(0)).Count > 0;
        });
        _gateway.Kill();
        _gateway["big"].Answers("1").Answers("2");
        _gateway.Events.Clear();
        _gateway.Start();
        _gateway.Until(() => _gateway.Events.OfType<GatewayEvent.TurnEnded>().Count() == 2);

        Assert.Equal(["1", "2"], _gateway.Events.OfType<GatewayEvent.TurnEnded>().Select(static e => e.Reply));
    }

    [Theory]
    [MemberData(nameof(Leaps))]
    public void Restart_ClockSetWhileTheMachineWasUp_MovesWhatWaitsAndSaysSo(int days)
    {
        Ask();
        Unreachable("ttl = \"2h\"");
        _gateway.Kill();
        _gateway.Clock.Advance(s_minute * 5);
        Set(days);
        _gateway.Start();

        Assert.Equal(["pending"], States());
        _gateway.UntilAsked(() => OutboxStates() is ["pending"]);
        Assert.Equal([$"{{\"leap_ms\":{days * 86_400_000L},\"over\":\"restart\"}}"], Leapt());
        Assert.Equal(new ClockLeap(TimeSpan.FromDays(days), _gateway.Clock.GetUtcNow(), OverRestart: true), _gateway.Gateway.Clock.Last);
        _gateway.Pass(s_minute * 26);
        _gateway.UntilAsked(() => States() is ["expired"]);
    }

    [Fact]
    public void Restart_AfterTimeThatTheUptimeExplains_IsNoLeap()
    {
        Ask();
        _gateway.Kill();
        _gateway.Clock.Advance(TimeSpan.FromHours(3));
        _gateway.Start();
        _gateway.Pass(s_minute);

        _gateway.UntilAsked(() => States() is ["expired"]);
        Assert.Empty(Leapt());
    }

    [Fact]
    public void Boot_ThatWasOffForHours_IsNoLeap()
    {
        Ask();
        _gateway.Kill();
        _gateway.Clock.Reboot(TimeSpan.FromHours(3), _gateway.Clock.GetUtcNow() + TimeSpan.FromHours(3));
        _gateway.Clock.Advance(s_minute);
        _gateway.Start();
        _gateway.Pass(s_minute);

        _gateway.UntilAsked(() => States() is ["expired"]);
        Assert.Empty(Leapt());
    }

    [Fact]
    public void Boot_In1970AndSetMinutesLater_KeepsWhatWaits()
    {
        Remind("in 20 minutes");
        Ask();
        Unreachable("ttl = \"2h\"");
        var real = _gateway.Clock.GetUtcNow() + TimeSpan.FromHours(9);
        _gateway.Kill();
        _gateway.Clock.Reboot(TimeSpan.FromHours(9), DateTimeOffset.UnixEpoch);
        _gateway.Clock.Advance(s_minute);
        _gateway.Start();
        _gateway.Pass(s_minute * 2);
        Assert.True(_gateway.Gateway.Clock.Behind > TimeSpan.FromDays(20_000));

        _gateway.Clock.Jump(real + s_minute * 3 - _gateway.Clock.GetUtcNow());
        _gateway.Pass(s_minute * 5);

        Assert.Equal(["pending"], States());
        Assert.Contains(OutboxStates()[0], new[] { "pending", "sending" });
        Assert.Equal(0, Brought());
        Assert.Equal((2, TimeSpan.Zero), (Leapt().Count, _gateway.Gateway.Clock.Behind));
        _gateway.Pass(s_minute * 20, s_minute);
        Assert.Equal(1, Brought());
        // Half an hour in which the gateway ran, not more and not less.
        _gateway.Pass(s_minute * 5, s_minute);
        _gateway.UntilAsked(() => States() is ["expired"]);
    }

    [Fact]
    public void Boot_BehindAndSetBeforeTheNextBoot_PutsBackWhatWasMoved()
    {
        Restart(TestGateway.DefaultConfig.Replace("[policies.guarded]\n", "[policies.guarded]\nask = { expires = \"7d\" }\n"));
        Ask();
        var ends = Ends();
        _gateway.Kill();
        var known = _gateway.Clock.GetUtcNow();
        _gateway.Clock.Reboot(TimeSpan.FromHours(1), known - TimeSpan.FromMinutes(40));
        _gateway.Start();
        Assert.True(Ends() < ends);
        _gateway.Kill();
        _gateway.Clock.Reboot(TimeSpan.FromHours(1), known + TimeSpan.FromHours(2));
        _gateway.Start();

        Assert.Equal(ends, Ends());
    }

    [Fact]
    public void Disk_ThatRefusesWhenTheClockIsSet_NothingExpiresAndItMovesLater()
    {
        Ask();
        _gateway.Sql("create trigger full before update on approvals begin select zeroblob(2000000000); end");
        _gateway.Clock.Jump(s_days);
        _gateway.Pass(s_minute * 3);
        Assert.Empty(Leapt());

        _gateway.Sql("drop trigger full");
        _gateway.Pass(s_minute);

        Assert.Single(Leapt());
        Assert.Equal(["pending"], States());
    }

    [Fact]
    public void Clock_ThatDrifts_IsFollowedWithoutARow()
    {
        for (var i = 0; i < 10; i++)
        {
            _gateway.Clock.Jump(TimeSpan.FromSeconds(20));
            _gateway.Pass(s_minute);
        }

        Assert.Empty(Leapt());
        Assert.Equal(_gateway.Clock.GetUtcNow(), _gateway.Loop.Time.GetUtcNow());
    }

    private void Set(int days) => _gateway.Clock.Jump(TimeSpan.FromDays(days));

    private Accepted Ask()
    {
        _gateway["big"].Calls("write", """{"path":"plan.txt","content":"v1"}""").Answers("done");
        var said = _gateway.Say("write the plan");
        _gateway.AskedBy(said);
        return said;
    }

    private void Remind(string when)
    {
        _gateway["big"].Calls("remind", $$"""{"action":"set","when":"{{when}}","text":"bread"}""").Answers("noted");
        // In a conversation of its own: a turn that waits for an approval would hold it up.
        _gateway.Ask("set it", session: "kitchen");
    }

    private void Unreachable(string delivery)
    {
        var chat = new FakeChannel("chat", _gateway.Clock)
        {
            Otherwise = static (_, _) => Task.FromResult<SendOutcome>(new SendOutcome.Later("down", WholeChannel: true)),
        };
        _gateway.Channels.Add(chat);
        Restart(TestGateway.DefaultConfig + $"\n[delivery]\n{delivery}\n");
        _gateway["big"].Answers("for the chat");
        _gateway.EndOf(_gateway.Say(_gateway.Message("hello", session: "other") with { ReplyTo = new ReplyAddress("chat", "", "1") }));
        // One that is killed on its way out is unknown, whatever the clock says.
        _gateway.UntilAsked(() =>
            _gateway.Rows("select 1 from outbox where state = 'pending' and failure is not null", static row => row.GetInt64(0)).Count == 1
        );
    }

    private void Restart(string toml)
    {
        _gateway.Kill();
        _gateway.Configure(toml);
        _gateway.Start();
    }

    private string Shown(int request) =>
        string.Join('\n', _gateway["big"].Requests[request].Messages.Select(static message => message.Text));

    private DateTimeOffset Ends() =>
        DateTimeOffset.FromUnixTimeMilliseconds(_gateway.Rows("select expires_at from approvals", static row => row.GetInt64(0))[0]);

    private IReadOnlyList<string> Leapt() => _gateway.Rows("select body from audit where kind = 'clock'", static row => row.GetString(0));

    private int Brought() => Said().Count(static user => user.Text.Contains("[reminder set"));

    private IReadOnlyList<string> States() => _gateway.Rows("select state from approvals", static row => row.GetString(0));

    private IReadOnlyList<string> OutboxStates() =>
        _gateway.Rows("select state from outbox where channel = 'chat'", static row => row.GetString(0));

    private List<Entry.User> Said() => [.. _gateway.Transcript("local:kitchen").OfType<Entry.User>()];
}

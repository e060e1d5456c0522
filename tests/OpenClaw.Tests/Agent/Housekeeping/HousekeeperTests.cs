using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Agent.Housekeeping;

/// <summary>What is deleted after which time, and what never is.</summary>
public sealed class HousekeeperTests : IDisposable
{
    private readonly TestGateway _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Tidy_BeforeItsTime_DeletesNothing()
    {
        _gateway["big"].Answers("hi");
        _gateway.Ask("hello");

        Pass(TimeSpan.FromDays(29));

        Assert.Equal("hello", Word("select json_extract(message, '$.text') from turns"));
        Assert.DoesNotContain(Audit(), static r => r.Kind == AuditKinds.Retention);
    }

    [Fact]
    public void Messages_AfterTheirTime_LoseTheirWordsAndStayMessages()
    {
        _gateway["big"].Answers("hi");
        _gateway.Ask("hello");
        _gateway["big"].Calls("write", """{"path":"plan.txt","content":"v1"}""");
        _gateway.AskedBy(_gateway.Say("this one waits", session: "other"));

        Pass(TimeSpan.FromDays(31), asksFor: "60d");

        Assert.Equal(["", "this one waits"], Words("select json_extract(message, '$.text') from turns order by id"));
        Assert.Equal("local:pi", Word("select sender from turns"));
        // What the model has heard is the transcript's.
        Assert.Equal("hello", _gateway.Transcript().OfType<Entry.User>().Single().Text);
        var deleted = Audit().Single(static r => r.Kind == AuditKinds.Retention);
        Assert.Contains("\"messages\":1", deleted.Body);
    }

    [Fact]
    public void Turns_AfterTheirTime_GoWithCallsAndApprovals_ButNotWhatIsUnknown()
    {
        _gateway["big"]
            .Calls("write", """{"path":"notes/a.txt","content":"x"}""")
            .Answers("one")
            .Calls("write", """{"path":"notes/b.txt","content":"x"}""")
            .Answers("two")
            .Answers("three");
        _gateway.Ask("first");
        _gateway.Ask("second");
        _gateway.Ask("third");
        _gateway.Sql("update effects set state = 'unknown' where turn = 2");

        Pass(TimeSpan.FromDays(91));

        // The newest turn stays for its number, the second for its call.
        Assert.Equal(["2", "3"], Words("select id from turns order by id"));
        Assert.Equal(["2 unknown"], Words("select turn || ' ' || state from effects"));
        Assert.Equal(4, _gateway.Run(async () => (await _gateway.Gateway.Intake.AcceptAsync(_gateway.Message("fourth"))).Turn).Value);
    }

    [Fact]
    public void Approvals_OfOldTurns_Go()
    {
        _gateway["big"].Calls("write", """{"path":"plan.txt","content":"v1"}""").Answers("done").Answers("next");
        var said = _gateway.Say("write");
        _gateway.Say($"/deny {_gateway.AskedBy(said)}");
        _gateway.EndOf(said);
        _gateway.Ask("and now");

        Pass(TimeSpan.FromDays(91));

        Assert.Empty(Words("select id from approvals"));
    }

    [Fact]
    public void Outbox_OldOnesThatAreOver_Go_AndOpenOnesStay()
    {
        string[] states = ["pending", "sending", "sent", "unknown", "expired", "failed", "sent"];
        for (var i = 0; i < states.Length; i++)
        {
            _gateway.Sql(
                $"insert into outbox(id, session, channel, account, chat, text, state, queued_at) values({i + 1}, 's', 'telegram', '', '7', 't', '{states[i]}', {_gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds()})"
            );
        }

        Pass(TimeSpan.FromDays(31));

        Assert.Equal(["pending", "sending", "unknown", "sent"], Words("select state from outbox order by id"));
    }

    [Fact]
    public void Ids_AfterTheirTime_Go_AndTheMessageIsNewAgain()
    {
        _gateway["big"].Answers("hi").Answers("hi");
        _gateway.EndOf(_gateway.Say("hello", id: "m1"));
        Assert.IsType<OpenClaw.Turns.TurnOutcome.Duplicate>(_gateway.Say("hello", id: "m1").Outcome);

        Pass(TimeSpan.FromDays(399));
        Assert.IsType<OpenClaw.Turns.TurnOutcome.Duplicate>(_gateway.Say("hello", id: "m1").Outcome);
        Pass(TimeSpan.FromDays(2));

        Assert.Empty(Words("select message from inbox"));
    }

    [Fact]
    public void Transcripts_WhatTheModelIsStillShown_NeverGoes()
    {
        _gateway.Reload($"{TestGateway.DefaultConfig}\n[retention]\ntranscripts = \"10d\"\n");
        _gateway["big"].Answers("one").Answers("two").Answers("three");
        _gateway.Ask("first");
        _gateway.Ask("second");
        Pass(TimeSpan.FromDays(11));
        Assert.Equal(4, _gateway.Transcript().Count);

        // A reset puts it all behind the context; the newest entry keeps the count.
        _gateway.Say("/new");
        Pass(TimeSpan.FromDays(11));
        Assert.Equal("two", Assert.IsType<Entry.Assistant>(Assert.Single(_gateway.Transcript())).Text);

        _gateway.Ask("third");
        Assert.Equal(["4", "5", "6"], Words("select seq from entries order by seq"));
        Assert.DoesNotContain("two", _gateway["big"].Requests[^1].Messages.Select(static m => m.Text));
    }

    [Fact]
    public void Transcripts_WhatASummaryStandsFor_Goes_AndTheSummaryStays()
    {
        _gateway.Reload($"{TestGateway.DefaultConfig}\n[retention]\ntranscripts = \"10d\"\n");
        _gateway["big"].Answers("one").Answers("two").Answers("three");
        _gateway.Ask("first");
        _gateway.Ask("second");
        _gateway.Sql(
            """insert into entries(session, seq, kind, body, at) select 'local:main', 5, 'summary', '{"kind":"summary","text":"they met","up_to":2}', at from entries where seq = 4"""
        );

        Pass(TimeSpan.FromDays(11));

        Assert.Equal(["3", "4", "5"], Words("select seq from entries order by seq"));
        _gateway.Ask("third");
        Assert.Contains(_gateway["big"].Requests[^1].Messages, static m => m.Text.Contains("they met"));
    }

    [Fact]
    public void Schedules_OldRuns_Go_ButNotTheNewestOfAJobAndNotOpenOnes()
    {
        var now = _gateway.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        _gateway.Sql(
            $"insert into cron_runs(job, scheduled_at, attempt, state, ended_at) values('a', 1, 1, 'done', {now}), ('a', 2, 1, 'unknown', null), ('a', 3, 1, 'failed', {now}), ('a', 3, 2, 'done', {now}), ('b', 1, 1, 'running', null), ('b', 2, 1, 'missed', null)"
        );
        _gateway.Sql(
            $"insert into reminders(id, session, text, schedule, zone, message, rule, state, created_at, next_at) values(1, 's', '', '', '', '', '', 'done', {now}, null), (2, 's', '', '', '', '', '', 'active', {now}, {now}), (3, 's', '', '', '', '', '', 'cancelled', {now}, null)"
        );
        _gateway.Sql($"insert into usage(rule, session, minute, turns, tokens) values('r', 's', {now / 60000}, 1, 1)");

        Pass(TimeSpan.FromDays(1));
        Assert.Equal(["1"], Words("select count(*) from usage"));
        Pass(TimeSpan.FromDays(90));

        Assert.Equal(
            ["a 2 1", "a 3 1", "a 3 2", "b 1 1", "b 2 1"],
            Words("select job || ' ' || scheduled_at || ' ' || attempt from cron_runs")
        );
        Assert.Equal(["2", "3"], Words("select id from reminders"));
        Assert.Equal(["0"], Words("select count(*) from usage"));
    }

    [Fact]
    public void Audit_AfterItsTime_IsCutAndStaysWhole()
    {
        _gateway["big"].Answers("one").Answers("two");
        _gateway.Ask("first");
        var before = Audit().Count;
        Pass(TimeSpan.FromDays(200));
        _gateway.Ask("second");

        Pass(TimeSpan.FromDays(201));

        Assert.True(Audit()[0].Seq > before, $"row {Audit()[0].Seq} is still there");
        var report = AuditWalk.Run(Audit(), [new AuditPin(_gateway.Gateway.Store.AuditHead, "the head")]);
        Assert.Null(report.Fault);
    }

    [Fact]
    public void ManyRows_GoInSlices()
    {
        _gateway.Sql(
            "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1800) insert into inbox(channel, account, chat, message, edit, sender, received_at) select 'local', '', 'c' || (i % 7), 'm' || i, 0, 's', case when i % 3 = 0 then 9000000000000 else 0 end from n"
        );
        var before = _gateway.Gateway.Store.Commits.Batches;

        Pass(TimeSpan.FromMinutes(1));

        Assert.Equal(["600"], Words("select count(*) from inbox"));
        // Three slices and the row that tells of them.
        Assert.Equal(4, _gateway.Gateway.Store.Commits.Batches - before);
    }

    [Fact]
    public void Clock_FarAheadAfterAStart_IsNotBelievedForADay()
    {
        _gateway["big"].Answers("hi");
        _gateway.Ask("hello");
        _gateway.Kill();
        _gateway.Clock.Advance(TimeSpan.FromDays(365));
        _gateway.Start();

        Pass(TimeSpan.FromMinutes(10));
        Assert.Equal("hello", Word("select json_extract(message, '$.text') from turns"));

        Pass(TimeSpan.FromDays(1));
        Assert.Equal("", Word("select json_extract(message, '$.text') from turns"));
    }

    [Fact]
    public void Clock_OfItself_TidiesAWhileAfterTheStartAndEachDay()
    {
        _gateway.Sql("insert into usage(rule, session, minute, turns, tokens) values('r', 's', 1, 1, 1)");
        _gateway.Clock.Advance(TimeSpan.FromMinutes(10));
        _gateway.Until(() => !_gateway.Loop.Tracked.Contains("housekeeping"));
        Assert.Equal(["0"], Words("select count(*) from usage"));

        _gateway.Sql("insert into usage(rule, session, minute, turns, tokens) values('r', 's', 1, 1, 1)");
        _gateway.Clock.Advance(TimeSpan.FromDays(1));
        _gateway.Until(() => !_gateway.Loop.Tracked.Contains("housekeeping"));
        Assert.Equal(["0"], Words("select count(*) from usage"));
    }

    /// <summary>Time goes by, and the housekeeper makes a round.</summary>
    private void Pass(TimeSpan time, string? asksFor = null)
    {
        if (asksFor is not null)
        {
            _gateway.Sql("update approvals set expires_at = 9000000000000");
        }
        _gateway.Clock.Advance(time);
        _gateway.Run(async () =>
        {
            await _gateway.Gateway.Housekeeper.TidyAsync();
            return true;
        });
    }

    private IReadOnlyList<string> Words(string sql) => _gateway.Rows(sql, static row => row.GetValue(0).ToString()!);

    private string Word(string sql) => Words(sql)[0];

    private List<AuditRow> Audit() => _gateway.Run(() => _gateway.Gateway.Store.ReadAsync(static c => AuditTable.All(c).ToList()));
}

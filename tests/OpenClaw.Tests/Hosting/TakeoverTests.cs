using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Hosting;

/// <summary>The first start on a replica: what the first machine may have done since the copy is unknown, and done by nobody again.</summary>
public sealed class TakeoverTests : IDisposable
{
    private const string Channel = "chat";

    private readonly TestGateway _gateway;
    private readonly FakeChannel _channel;

    public TakeoverTests()
    {
        _gateway = new TestGateway(
            TestGateway.DefaultConfig.Replace("exec = \"ask\"", "exec = \"allow\"")
                + """

                [[cron]]
                name = "hourly"
                schedule = "0 * * * *"
                policy = "guarded"
                prompt = "look"
                missed = "once"
                """
        );
        _channel = new FakeChannel(Channel, _gateway.Clock);
        _gateway.Channels.Add(_channel);
        Directory.CreateDirectory(_gateway.Folder.File("state"));
    }

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public void Takeover_MessagesThatWaitToBeSent_AreUnknownAndNotSent()
    {
        _gateway.Sql(
            """
            insert into outbox(id, session, channel, account, chat, text, state, queued_at) values
              (901, 's', 'chat', '', '1', 'waited', 'pending', 0), (902, 's', 'chat', '', '2', 'was being sent', 'sending', 0)
            """
        );

        TakeOver();
        _gateway.Pass(TimeSpan.FromMinutes(5));

        Assert.Equal(["unknown", "unknown"], Words("select state from outbox where id in (901, 902) order by id"));
        Assert.Empty(_channel.Attempts);
        Assert.Contains("2 messages (openclaw outbox)", Status());
    }

    [Fact]
    public void Takeover_TurnUnderWayAndTurnBehindIt_EndAsUnknownWithoutAModelOrACall()
    {
        _gateway["big"].NeverAnswers();
        var running = _gateway.Say("running");
        _gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        var queued = _gateway.Say("queued");
        _gateway.Kill();
        var asked = _gateway.Events.OfType<GatewayEvent.ModelAsked>().Count();

        _gateway.Start(takeover: true);
        var ends = new[] { _gateway.EndOf(running), _gateway.EndOf(queued) };

        Assert.All(ends, static end => Assert.Equal(TurnStates.Failed, end.State));
        Assert.All(ends, static end => Assert.StartsWith("unknown: another machine has taken over", end.Reply));
        Assert.Equal(asked, _gateway.Events.OfType<GatewayEvent.ModelAsked>().Count());
        Assert.Equal(["running", "queued"], _gateway.Transcript().OfType<Entry.User>().Select(static said => said.Text.Split(' ')[^1]));
    }

    [Fact]
    public void Takeover_CallThatLooksNotStarted_IsUnknownAndListed()
    {
        _gateway["big"].Calls("exec", """{"command":"sleep 1000"}""");
        var turn = _gateway.Say("go");
        _gateway.UntilAsked(() => Words("select state from effects").Count == 1);
        var died = _gateway.Gateway;
        _gateway.Kill();
        _gateway.Start();
        _gateway.Kill();
        // As a replica has it that was made before the row of the start: the call stands in the transcript alone.
        Reopened(
            "delete from effects; delete from entries where json_extract(body, '$.call') is not null; update turns set state = 'acting', ended_at = null"
        );

        Assert.StartsWith("unknown:", _gateway.EndOf(turn).Reply);

        Assert.Equal(["unknown"], Words("select state from effects"));
        var result = Assert.Single(_gateway.Transcript().OfType<Entry.ToolResult>());
        Assert.Contains("It may have run in part, wholly, or not at all", result.Text);
        _gateway.Run(async () =>
        {
            await died.Commands.DisposeAsync();
            return true;
        });
    }

    [Fact]
    public void Takeover_PendingApproval_StaysAndIsAskedAgainWithAWarning()
    {
        _gateway["big"].Calls("write", """{"path":"a.txt","content":"x"}""").Answers("it waits").Answers("written");
        var asked = _gateway.Say("write it");
        var id = _gateway.AskedBy(asked);
        _gateway.Settle();

        TakeOver();
        _gateway.Settle();

        Assert.Contains("1 approvals: they are asked again", Status());
        Assert.Equal(["pending"], Words("select state from approvals"));
        _gateway.Say($"/approve {id}");
        _gateway.EndOf(asked);
        Assert.True(File.Exists(Path.Combine(_gateway.Workspace, "a.txt")));
    }

    [Fact]
    public void Takeover_JobThatCameSince_IsUnknownAndNotMadeUpFor()
    {
        _gateway.Kill();
        _gateway.Clock.Advance(TimeSpan.FromHours(2.5));

        _gateway.Start(takeover: true);
        _gateway.Pass(TimeSpan.FromMinutes(5));

        Assert.All(Words("select state from cron_runs"), static state => Assert.Equal("unknown", state));
        Assert.Equal(2, Words("select state from cron_runs").Count);
        Assert.Empty(Words("select state from turns"));
        Assert.Contains("1 cron jobs (hourly)", Status());
    }

    [Fact]
    public void Takeover_ReminderThatCameSince_IsToldAndStartsNoTurn()
    {
        _gateway["big"].Calls("remind", """{"action":"set","when":"in 20 minutes","text":"bread"}""").Answers("set");
        _gateway.Ask("remind me");
        _gateway.Kill();
        _gateway.Clock.Advance(TimeSpan.FromMinutes(30));

        _gateway.Start(takeover: true);
        _gateway.Settle();

        Assert.Contains(_gateway.Transcript().OfType<Entry.Notice>(), static told => told.Text.Contains("may have come already: bread"));
        Assert.Single(Words("select state from turns"));
        Assert.Equal(["done"], Words("select state from reminders"));
    }

    [Fact]
    public void Takeover_IsARowOfTheAuditAndTheChainHolds()
    {
        TakeOver();

        var row = Assert.Single(Words($"select body from audit where kind = '{AuditKinds.Epoch}'"));
        Assert.Contains("\"deliveries_unknown\":0", row);
        Assert.Contains("\"ok\":true", _gateway.Control("audit.verify"));
    }

    [Fact]
    public void Takeover_CutShortAfterItsRow_IsFinishedByAnOrdinaryStart()
    {
        _gateway["big"].NeverAnswers();
        var running = _gateway.Say("running");
        _gateway.Wait<GatewayEvent.ModelAsked>(static _ => true);
        _gateway.Kill();
        Reopened("update turns set state = 'unknown' where ended_at is null", takeover: false);

        Assert.StartsWith("unknown:", _gateway.EndOf(running).Reply);
    }

    private void TakeOver()
    {
        _gateway.Kill();
        _gateway.Start(takeover: true);
    }

    private void Reopened(string sql, bool takeover = true)
    {
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_gateway.Folder.File("state.db")};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
        _gateway.Start(takeover);
    }

    private IReadOnlyList<string> Words(string sql) => _gateway.Rows(sql, static row => row.GetString(0));

    private string Status() => _gateway.Control("status");
}

using OpenClaw.Messages;
using OpenClaw.Models.Clients;
using OpenClaw.Tests.Fakes;
using OpenClaw.Turns;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Issues;

/// <summary>Whoever wrote to a conversation while a call of it waited for an approval heard nothing but that, until it was answered or had
/// expired. The model answers now, and sees what waits.</summary>
public sealed class MessagesBehindAQuestion
{
    private const string Touch = """{"command":"touch made"}""";

    private const string Config =
        TestGateway.DefaultConfig
        + """

            [[sessions]]
            name = "all"
            policy = "guarded"
            """;

    [Fact]
    public void Message_WhileAQuestionWaits_IsAnsweredByTheModelWhichSeesWhatWaits()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, FromAChat(gateway, "run it"));
        gateway["big"].Answers("It would make a file.");

        var behind = gateway.Say(FromAChat(gateway, "what would that do?"));

        Assert.Equal(0, Assert.IsType<TurnOutcome.Queued>(behind.Outcome).Ahead);
        Assert.Equal("It would make a file.", gateway.EndOf(behind).Reply);
        Assert.Equal("It would make a file.", Outbox(gateway)[^1]);
        var shown = gateway["big"].Requests[1].Messages;
        Assert.Contains(
            shown,
            message => message.Role.Value == "tool" && Result(message).StartsWith($"waiting for approval {id}: ", StringComparison.Ordinal)
        );
        Assert.StartsWith("what would that do?", shown[^1].Text);
        Assert.DoesNotContain(Outbox(gateway), static text => text.StartsWith("Queued", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Events, e => e is GatewayEvent.TurnEnded && e.Turn == said.Turn);
    }

    [Fact]
    public void Decision_ComesToTheEndOfTheTranscriptAndRunsTheVeryCallOnce()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, FromAChat(gateway, "run it"));
        gateway["big"].Answers("It waits.").Answers("Made.");
        gateway.EndOf(gateway.Say(FromAChat(gateway, "and?")));
        var before = gateway.Transcript();

        gateway.Say(FromAChat(gateway, $"/approve {id}"));

        Assert.Equal("Made.", gateway.EndOf(said).Reply);
        Assert.True(File.Exists(Path.Combine(gateway.Workspace, "made")));
        Assert.Equal(["used"], gateway.Rows("select state from approvals", static row => row.GetString(0)));
        Assert.Equal([$"{id} finished"], gateway.Rows("select approval || ' ' || state from effects", static row => row.GetString(0)));
        // Nothing that stood there was touched; what came is a notice, the call once more, its result and the answer.
        var after = gateway.Transcript();
        Assert.Equal(
            before.Select(static e => e.ToString()),
            after.Take(before.Count).Select(static e => e.ToString()),
            StringComparer.Ordinal
        );
        Assert.Collection(
            after.Skip(before.Count),
            e =>
                Assert.Equal(
                    $"approval {id} for exec: approved by local:pi. The call runs now.\n| touch made",
                    Assert.IsType<Entry.Notice>(e).Text
                ),
            e =>
                Assert.Equal(
                    (id.Value, Touch),
                    Assert.IsType<Entry.Assistant>(e).Calls is [var call] ? (call.Approval, call.Arguments) : default
                ),
            e => Assert.Contains("exit code 0", Assert.IsType<Entry.ToolResult>(e).Text),
            e => Assert.Equal("Made.", Assert.IsType<Entry.Assistant>(e).Text)
        );
        Assert.Equal("Made.", Outbox(gateway)[^1]);
    }

    [Fact]
    public void Prompt_OnlyGrowsAtItsEnd()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].Answers("It waits.").Answers("Made.").Answers("Yes.");
        gateway.Ask("and?");
        gateway.Say($"/approve {id}");
        gateway.EndOf(said);
        gateway.Ask("is it there?");

        for (var i = 1; i < gateway["big"].Requests.Count; i++)
        {
            var (earlier, later) = (Prompt(gateway, i - 1), Prompt(gateway, i));
            Assert.Equal(earlier, later.Take(earlier.Length));
            Assert.True(later.Length > earlier.Length);
        }
    }

    [Fact]
    public void SeveralCallsInOneAnswer_ThoseThatAskWaitTogetherAndTheOthersRun()
    {
        using var gateway = new TestGateway(Config);
        gateway["big"]
            .Then(
                new()
                {
                    Calls =
                    [
                        ("exec", Touch),
                        ("write", """{"path":"notes/a.txt","content":"milk"}"""),
                        ("exec", """{"command":"touch other"}"""),
                    ],
                }
            )
            .Answers("All done.");
        var said = gateway.Say("do all of it");
        gateway.AskedBy(said);
        ApprovalId[] asked = [.. gateway.Events.OfType<GatewayEvent.ApprovalAsked>().Select(static e => e.Approval)];

        Assert.Equal(2, asked.Length);
        Assert.Equal("milk", File.ReadAllText(Path.Combine(gateway.Workspace, "notes/a.txt")));

        // The first runs at once; the model is asked when nothing waits any more.
        gateway.Say($"/approve {asked[0]}");
        gateway.Wait<GatewayEvent.ToolEnded>(static e => e.Text.Contains("exit code 0"));
        gateway.Settle();
        Assert.True(File.Exists(Path.Combine(gateway.Workspace, "made")));
        Assert.Single(gateway["big"].Requests);
        Assert.Equal(["used", "pending"], States(gateway));

        gateway.Say($"/deny {asked[1]} enough");
        Assert.Equal("All done.", gateway.EndOf(said).Reply);
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "other")));
        Assert.Equal(2, gateway["big"].Requests.Count);
        Assert.Equal("denied by local:pi: enough. Do not try it another way.", gateway.ToldOf(asked[1]));
    }

    [Fact]
    public void DecidedTurn_ComesBehindWhatWasSaidBefore()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].AnswersAfter(TimeSpan.FromSeconds(5), "one").Answers("two").Answers("Made.");
        var first = gateway.Say("one");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        var second = gateway.Say("two");
        gateway.Say($"/approve {id}");
        gateway.Loop.RunUntilIdle();
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "made")));
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("Made.", gateway.EndOf(said).Reply);
        Assert.Equal(
            [first.Turn, second.Turn, said.Turn],
            gateway.Events.OfType<GatewayEvent.TurnEnded>().Select(static e => e.Turn!.Value)
        );
    }

    [Fact]
    public void SameCallOnceMore_IsNotAskedTwice()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].Calls("exec", Touch).Answers("It waits already.").Answers("Made.");

        Assert.Equal("It waits already.", gateway.Ask("run it!").Reply);

        Assert.Contains(
            gateway.Transcript().OfType<Entry.ToolResult>(),
            r => r.Text.StartsWith($"this very call waits for approval {id} already", StringComparison.Ordinal)
        );
        Assert.Equal(["pending"], States(gateway));
        gateway.Say($"/approve {id}");
        Assert.Equal("Made.", gateway.EndOf(said).Reply);
        Assert.Single(gateway.Rows("select 1 from effects", static row => row.GetInt64(0)));
    }

    [Fact]
    public void MoreThanMayWait_AreNeitherAskedNorRun()
    {
        using var gateway = new TestGateway(Config);
        for (var i = 0; i < OpenClaw.Agent.AskedCalls.MostWaiting; i++)
        {
            Ask(gateway, gateway.Message($"run {i}"), $$"""{"command":"touch made{{i}}"}""");
        }
        gateway["big"].Calls("exec", Touch).Answers("Too many wait.");

        Assert.Equal("Too many wait.", gateway.Ask("and this").Reply);

        Assert.All(States(gateway), static state => Assert.Equal("pending", state));
        Assert.Equal(OpenClaw.Agent.AskedCalls.MostWaiting, States(gateway).Count);
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "made")));
    }

    [Fact]
    public void Stop_WithACallAskedAndAnotherTurnRunning_EndsBoth()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].NeverAnswers().Answers("fresh");
        var running = gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);

        gateway.Say("/stop");

        Assert.Equal(TurnStates.Stopped, gateway.EndOf(said).State);
        Assert.Equal(TurnStates.Stopped, gateway.EndOf(running).State);
        Assert.Equal(["withdrawn"], States(gateway));
        Assert.EndsWith("withdrawn by local:pi. It was not run.", gateway.NoticeOf(id));
        Assert.Equal("fresh", gateway.Ask("again").Reply);
        Assert.Empty(gateway.Gateway.Lanes.Lanes);
    }

    [Fact]
    public void Stop_BetweenAYesAndItsTurn_LetsNothingRun()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].NeverAnswers();
        gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        gateway.Say($"/approve {id}");
        gateway.Loop.RunUntilIdle();

        gateway.Say("/stop");

        Assert.Equal(TurnStates.Stopped, gateway.EndOf(said).State);
        gateway.Settle();
        Assert.Equal(["withdrawn"], States(gateway));
        Assert.False(File.Exists(Path.Combine(gateway.Workspace, "made")));
    }

    [Fact]
    public void Stop_BySomebodyElse_LeavesWhatOthersAsked()
    {
        using var gateway = new TestGateway(Config);
        Ask(gateway, InAGroup(gateway, "run it", TestGateway.Owner));

        var answer = gateway.Say(InAGroup(gateway, "/stop", "guest"));

        Assert.Equal("Only an owner may stop somebody else's turn.", Assert.IsType<TurnOutcome.Command>(answer.Outcome).Reply);
        Assert.Equal(["pending"], States(gateway));
    }

    [Fact]
    public void MessageThatInterrupts_WithdrawsWhatTheSamePersonAsked()
    {
        using var gateway = new TestGateway(Config + "\nqueue = \"interrupt\"\n");
        var (said, id) = Ask(gateway, FromAChat(gateway, "run it"));
        gateway["big"].Answers("instead");

        var instead = gateway.Say(FromAChat(gateway, "no, this"));

        Assert.Equal("instead", gateway.EndOf(instead).Reply);
        Assert.Equal(TurnStates.Stopped, gateway.EndOf(said).State);
        // Before the message's own turn began: its model reads it.
        Assert.Contains(gateway["big"].Requests[1].Messages, m => m.Text.Contains($"approval {id} for exec: withdrawn"));
    }

    [Fact]
    public void Steer_MessageWhileTheCallRuns_IsHeardByTheTurnThatRunsIt()
    {
        using var gateway = new TestGateway(Config + "\nqueue = \"steer\"\n");
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].AnswersAfter(TimeSpan.FromSeconds(5), "It waits.").Answers("Made, and blue.");
        var behind = gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        // The decided turn waits in the queue of a rule that lets messages steer, and is none.
        gateway.Say($"/approve {id}");
        gateway.Loop.RunUntilIdle();
        gateway.Clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("It waits.", gateway.EndOf(behind).Reply);
        Assert.Equal("Made, and blue.", gateway.EndOf(said).Reply);
    }

    [Fact]
    public void Restart_BetweenTheQuestionAndTheAnswer_KeepsBothConversationAndCall()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].NeverAnswers();
        var behind = gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        gateway.Kill();
        gateway["big"].Answers("It waits.").Answers("Made.");
        gateway.Start();

        Assert.Equal("It waits.", gateway.EndOf(behind).Reply);
        Assert.Equal(["pending"], States(gateway));
        gateway.Say($"/approve {id}");
        Assert.Equal("Made.", gateway.EndOf(said).Reply);
        Assert.Single(gateway.Rows("select 1 from effects", static row => row.GetInt64(0)));
        Assert.Single(gateway.Transcript().OfType<Entry.Notice>());
    }

    [Fact]
    public void Restart_AfterANoThatTheTurnHasNotHeard_TellsIt()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].NeverAnswers();
        gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        gateway.Say($"/deny {id} no");
        gateway.Kill();
        gateway["big"].Answers("It waits.").Answers("Not made.");
        gateway.Start();

        Assert.Equal("Not made.", gateway.EndOf(said).Reply);
        Assert.Contains("denied by local:pi: no", gateway.ToldOf(id));
    }

    [Fact]
    public void Restart_AfterAYesWhoseCallHasNotBegun_AsksAgainAndRunsItOnce()
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].NeverAnswers();
        gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        gateway.Say($"/approve {id}");
        gateway.Kill();
        gateway["big"].Answers("It waits.").Answers("Made.");
        gateway.Start();

        gateway.Until(() => gateway["big"].Requests.Count == 3);
        gateway.Settle();
        Assert.Equal(["pending"], States(gateway));
        gateway.Say($"/approve {id}");
        Assert.Equal("Made.", gateway.EndOf(said).Reply);
        Assert.Equal(["used"], States(gateway));
        Assert.Single(gateway.Rows("select 1 from effects", static row => row.GetInt64(0)));
    }

    /// <summary>A state of a version that let the turn sleep with its call open, and kept the conversation waiting behind it.</summary>
    [Theory]
    [InlineData("approve", "Made.")]
    [InlineData("deny", "Not made.")]
    public void Restart_OnAStateOfBefore_TheCallThatWaitedStillDoes(string decision, string answer)
    {
        using var gateway = new TestGateway(Config);
        var (said, id) = Ask(gateway, gateway.Message("run it"));
        gateway["big"].NeverAnswers();
        var behind = gateway.Say("and?");
        gateway.Until(() => gateway["big"].Requests.Count == 2);
        gateway.Kill();
        Before(gateway, behind.Turn);
        gateway["big"].Answers("It waits.").Answers(answer);
        gateway.Start();

        Assert.Equal("It waits.", gateway.EndOf(behind).Reply);
        Assert.Equal(["pending"], States(gateway));
        gateway.Say($"/{decision} {id}");
        Assert.Equal(answer, gateway.EndOf(said).Reply);
        Assert.Equal(decision == "approve", File.Exists(Path.Combine(gateway.Workspace, "made")));
        Assert.Equal(["user", "assistant", "tool", "user", "assistant"], Kinds(gateway).Take(5));
    }

    [Fact]
    public void Restart_OnAStateOfBefore_ThatWasDeniedJustThen_TellsTheModel()
    {
        using var gateway = new TestGateway(Config);
        var (said, _) = Ask(gateway, gateway.Message("run it"));
        gateway.Kill();
        Before(gateway, null, "update approvals set state = 'denied', decided_by = 'local:pi', decided_at = asked_at");
        gateway["big"].Answers("Not made.");
        gateway.Start();

        Assert.Equal("Not made.", gateway.EndOf(said).Reply);
        Assert.StartsWith("denied by local:pi", gateway.Transcript().OfType<Entry.ToolResult>().Single().Text);
    }

    [Fact]
    public void Compaction_KeepsWhatWaits()
    {
        Entry[] entries =
        [
            new Entry.User("run it", "local:pi", ""),
            new Entry.Assistant("", "big", [new EntryCall("c1_0", "exec", Touch)]),
            new Entry.ToolResult("c1_0", "exec", "waiting for approval bako-42: it has not run.", Failed: false, Approval: "bako-42"),
            new Entry.User("and?", "local:pi", ""),
            new Entry.Assistant(new string('y', 4000), "big"),
            new Entry.User("so?", "local:pi", ""),
            new Entry.Assistant("It waits.", "big"),
        ];

        var cut = OpenClaw.Agent.Compaction.Compactor.Plan(
            [.. entries.Select(static (entry, i) => new PlacedEntry(i + 1, new TurnId(1), entry, default))],
            1000
        );

        Assert.Contains("exec waits for approval bako-42", cut!.Summary);
    }

    [Fact]
    public void TurnThatWaitsForAModel_IsToldToo()
    {
        using var gateway = new TestGateway(Config.Replace("models = [\"big\", \"small\"]", "models = [\"big\"]\non_exhausted = \"wait\""));
        gateway["big"].Fails(new ModelFailure.Unreachable("gone"));
        gateway.Say(FromAChat(gateway, "hello"));
        gateway.Wait<GatewayEvent.TurnWaiting>(static _ => true);
        gateway.Settle();

        gateway.Say(FromAChat(gateway, "hello?"));

        Assert.Equal("Queued: an earlier message here waits until a model answers again. /stop ends that.", Outbox(gateway)[^1]);
    }

    private static (Accepted Said, ApprovalId Id) Ask(TestGateway gateway, InboundMessage message, string call = Touch)
    {
        gateway["big"].Calls("exec", call);
        var said = gateway.Say(message);
        return (said, gateway.AskedBy(said));
    }

    /// <summary>Makes of the state what a version before wrote: no result for the call that waits, and nothing of a turn behind it.</summary>
    private static void Before(TestGateway gateway, TurnId? behind, string also = "select 1")
    {
        var builder = new Microsoft.Data.Sqlite.SqliteConnectionStringBuilder
        {
            DataSource = gateway.Folder.File("state.db"),
            Pooling = false,
        };
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(builder.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            delete from entries where kind = 'tool' or turn = {behind?.Value ?? 0};
            update turns set state = 'queued', started_at = null where id = {behind?.Value ?? 0};
            {also};
            """;
        command.ExecuteNonQuery();
    }

    private static InboundMessage FromAChat(TestGateway gateway, string text) =>
        gateway.Message(text) with
        {
            ReplyTo = new ReplyAddress("telegram", "", "7"),
        };

    private static InboundMessage InAGroup(TestGateway gateway, string text, string user)
    {
        var message = gateway.Message(text, user: user);
        return message with { Chat = message.Chat with { Kind = ChatKind.Group }, ReplyTo = new ReplyAddress("telegram", "", "7") };
    }

    private static string Result(Microsoft.Extensions.AI.ChatMessage message) =>
        message.Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Single().Result?.ToString() ?? "";

    private static string[] Prompt(TestGateway gateway, int request) =>
        [
            .. gateway["big"]
                .Requests[request]
                .Messages.Select(static message =>
                    $"{message.Role} {message.Text} {string.Join(',', message.Contents.OfType<Microsoft.Extensions.AI.FunctionResultContent>().Select(static r => r.Result))}"
                ),
        ];

    private static IReadOnlyList<string> States(TestGateway gateway) =>
        gateway.Rows("select state from approvals order by asked_at, call", static row => row.GetString(0));

    private static IReadOnlyList<string> Kinds(TestGateway gateway) =>
        gateway.Rows("select kind from entries where session = 'local:main' order by seq", static row => row.GetString(0));

    private static IReadOnlyList<string> Outbox(TestGateway gateway) =>
        gateway.Rows("select text from outbox order by id", static row => row.GetString(0));
}

using OpenClaw.Cli.Terminal;
using OpenClaw.Cli.Tui;
using OpenClaw.Control.Api;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Commands.Tui;

public sealed class ChatTests : ChatBench
{
    [Fact]
    public void Turn_StreamsAndEndsWithTheWholeReply()
    {
        Handle(Event(EventKinds.MessageReceived) with { Text = "hello", Sender = "local:pi" });
        Handle(Event(EventKinds.TurnStarted));
        Handle(Event(EventKinds.TurnModel) with { Model = "big" });
        Handle(Event(EventKinds.TurnText) with { Text = "Good " });
        Assert.True(_app.Model.Busy);
        Assert.Contains("big is at work", Screen());
        Handle(Event(EventKinds.TurnText) with { Text = "morn" });
        Handle(Event(EventKinds.TurnEnded) with { State = "answered", Reply = "Good morning" });

        Assert.False(_app.Model.Busy);
        Assert.Contains("> hello\nGood morning", Screen());
    }

    [Fact]
    public void Turn_StoppedInTheMiddleOfItsWords_KeepsAndMarksThem()
    {
        Handle(Event(EventKinds.TurnText) with { Text = "Good mor" });
        Handle(Event(EventKinds.TurnEnded) with { State = "stopped", Reply = "Stopped." });

        Assert.Contains("Good mor\n[stopped]", Screen());
    }

    [Fact]
    public void Turn_ThatHasNothingToSay_ShowsNoWord()
    {
        Handle(Event(EventKinds.TurnText) with { Text = "NO_REPLY" });
        Handle(Event(EventKinds.TurnEnded) with { State = "answered" });

        Assert.Contains("- (no reply)", Screen());
        Assert.DoesNotContain("NO_REPLY", Screen());
    }

    [Fact]
    public void Message_ToAChat_IsShownWhenQueuedAndAgainOnlyWhenItDoesNotArrive()
    {
        var queued = Event(EventKinds.Delivery) with { To = "telegram:1", State = "pending", Text = "Started afresh." };
        Handle(queued);
        Handle(queued with { State = "sent", Id = "7" });
        Assert.Single(_app.Model.Blocks);

        Handle(queued with { State = "failed", Id = "8", Reason = "bot was blocked" });
        Assert.Contains("! not delivered to telegram:1: failed, bot was blocked", Screen());
    }

    [Fact]
    public void Turn_WordsThatWereAThought_AreShownAsOne()
    {
        Handle(Event(EventKinds.TurnText) with { Text = "I should greet." });
        Handle(Event(EventKinds.TurnThought));
        Handle(Event(EventKinds.TurnText) with { Text = "Hello!" });

        Assert.Contains("~ I should greet.", Screen());
        Assert.Contains("\nHello!", Screen());
    }

    [Fact]
    public void Turn_RestartedOnTheNextModel_ForgetsWhatWasStreamed()
    {
        Handle(Event(EventKinds.TurnText) with { Text = "half a wo" });
        Handle(Event(EventKinds.TurnRestarted) with { Reason = "big: connection reset" });
        Handle(Event(EventKinds.TurnText) with { Text = "whole" });

        Assert.DoesNotContain("half", Screen());
        Assert.Contains("- big: connection reset\nwhole", Screen());
    }

    [Fact]
    public void ToolOutput_IsReplacedByItsResultAndShortened()
    {
        Handle(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "seq 100", Verdict = "allow", Call = "1" });
        Handle(Event(EventKinds.TurnOutput) with { Text = "1\n2\n", Call = "1" });
        Handle(Event(EventKinds.TurnResult) with { Text = string.Join('\n', Enumerable.Range(1, 100)), Call = "1", Tool = "exec" });

        Assert.Contains("* exec seq 100", Screen());
        Assert.Contains("  | 8\n  | (92 more lines)", Screen());
    }

    [Fact]
    public void ToolCall_ToldOfAgainWhenItRuns_IsShownOnce()
    {
        Handle(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "touch x", Verdict = "ask", Rule = "default", Call = "1" });
        Handle(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "touch x", Verdict = "ask", Rule = "default", Call = "1" });

        Assert.Single(_app.Model.Blocks);
    }

    [Fact]
    public void Command_AnsweredAndDelivered_IsShownOnce()
    {
        Handle(Event(EventKinds.Delivery) with { To = "local:main", State = "sent", Text = "Started afresh." });
        _app.React(new ChatInput.Answered("/new", "Started afresh."));

        Assert.Contains("> /new\n- Started afresh.", Screen());
        Assert.Equal(2, _app.Model.Blocks.Count);
    }

    [Fact]
    public void Command_DeliveredAfterItsAnswer_IsShownOnce()
    {
        _app.React(new ChatInput.Answered("/new", "Started afresh."));
        Handle(Event(EventKinds.Delivery) with { To = "local:main", State = "sent", Text = "Started afresh." });

        Assert.Equal(2, _app.Model.Blocks.Count);
    }

    [Fact]
    public void ToolCall_ThatWasApproved_IsShownOnceThoughItsTurnGoesOn()
    {
        var call = Event(EventKinds.TurnTool) with { Tool = "exec", Display = "touch x", Verdict = "ask", Rule = "default", Call = "1" };
        Handle(call);
        Handle(Event(EventKinds.TurnStarted));
        Handle(call);

        Assert.Single(_app.Model.Blocks);
    }

    [Fact]
    public void TurnThatWaitsForAModel_SaysSoOnceAndNotEachTry()
    {
        Handle(Event(EventKinds.TurnStarted));
        Handle(Event(EventKinds.TurnWaiting) with { Reason = "No model could answer. This waits." });
        Handle(Event(EventKinds.TurnStarted));
        Handle(Event(EventKinds.TurnRestarted) with { Reason = "big: connection refused" });

        Assert.Single(_app.Model.Blocks);
        Assert.Contains("waits for a model", Screen());
        Handle(Event(EventKinds.TurnText) with { Text = "back" });
        Assert.DoesNotContain("waits for a model", Screen());
    }

    [Theory]
    [InlineData("""{"command":"df -h"}""", "df -h")]
    [InlineData("""{"path":"a.txt","offset":3}""", "a.txt offset=3")]
    [InlineData("not json", "not json")]
    public void CallOfTheTranscript_IsShownAsItWasWhenItRan(string arguments, string expected) =>
        Assert.Equal(expected, CallLine.Of(arguments));

    [Fact]
    public void ModelText_CannotMoveTheCursor()
    {
        Handle(Event(EventKinds.TurnText) with { Text = "\e[2J\u202Eevil" });

        Assert.Contains("\\x1B[2J\\u{202E}evil", Screen());
    }

    [Fact]
    public void Scrolling_NewTextBelow_DoesNotMoveWhatIsRead()
    {
        for (var i = 0; i < 50; i++)
        {
            _app.Model.Say(BlockKind.Notice, $"line {i}");
        }

        Screen();
        _app.React(new ChatInput.Pressed(new Key(KeyKind.PageUp)));
        var before = Screen().Split('\n')[0];
        _app.Model.Say(BlockKind.Notice, "new");

        Assert.Equal(before, Screen().Split('\n')[0]);
    }

    [Fact]
    public void Disconnected_EnterKeepsTheText()
    {
        _app.React(new ChatInput.Disconnected("the gateway is gone"));
        Assert.Contains("the gateway is gone", Screen());
        Press("h");
        Press("i");
        Assert.True(_app.React(new ChatInput.Pressed(new Key(KeyKind.Enter))));

        Assert.Equal("hi", _app.Editor.Text);
        Assert.Contains("not connected; your text is kept", Screen());
    }

    [Fact]
    public void CtrlC_AtIdleWithNothingTyped_HintsAtCtrlD()
    {
        Assert.True(_app.React(new ChatInput.Pressed(Key.Control('c'))));
        Assert.Contains("Ctrl-D exits", Screen());
        Assert.False(_app.React(new ChatInput.Pressed(Key.Control('d'))));
    }

    [Theory]
    [InlineData(8, 4)]
    [InlineData(20, 6)]
    [InlineData(200, 60)]
    public void Frame_HasTheSizeOfTheScreen(int width, int height)
    {
        Ask(new string('漢', 300));
        Handle(Event(EventKinds.TurnText) with { Text = new string('字', 500) });
        _app.Editor.Set(string.Join('\n', Enumerable.Repeat("input", 30)));

        var frame = _app.View.Lay(width, height);

        Assert.Equal(height, frame.Rows.Count);
        Assert.All(frame.Rows, row => Assert.True(TextWidth.Of(row.Text) <= width, row.Text));
        Assert.InRange(frame.CursorRow, 0, height - 1);
    }

    [Fact]
    public void Narrow_Hint_IsWhole()
    {
        _app.View.Hint = "Enter sends, Ctrl-J begins a line, /help, Ctrl-D leaves";

        Assert.Contains("Ctrl-D leaves", Screen(40, 12).Replace('\n', ' '));
    }

    [Fact]
    public void Answer_IsRendered_AndWhatWasSaidIsNot()
    {
        Handle(Event(EventKinds.MessageReceived) with { Text = "is **this** bold?", Sender = "local:pi" });
        Handle(Event(EventKinds.TurnEnded) with { State = "answered", Reply = "# Yes\n**this** is, [see](https://a.example)" });

        Assert.Contains("> is **this** bold?\nYes\nthis is, see (https://a.example)", Screen());
    }

    [Fact]
    public void Tabs_AreCellsUpToTheNextStop()
    {
        Handle(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "ls", Verdict = "allow", Call = "1" });
        Handle(Event(EventKinds.TurnResult) with { Text = "a\tb\nlonger\tc\nlongest one\td", Call = "1", Tool = "exec" });

        Assert.Contains("  | a       b\n  | longer  c\n  | longest one     d", Screen());
    }

    [Fact]
    public void Tabs_ThatArePasted_AreSentAsTabs()
    {
        _app.React(new ChatInput.Pressed(new Key(KeyKind.Paste, "all:\n\tmake\a it")));

        Assert.Equal("all:\n\tmake it", _app.Editor.Text);
        Assert.Contains("> all:\n          make it", Screen());
    }
}

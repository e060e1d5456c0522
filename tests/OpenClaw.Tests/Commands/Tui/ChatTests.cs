using OpenClaw.Commands;
using OpenClaw.Commands.Tui;
using OpenClaw.Control.Protocol;
using OpenClaw.Tests.Fakes;
using OpenClaw.Text;

namespace OpenClaw.Tests.Commands.Tui;

public class ChatTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FakeClock _clock = new();
    private readonly ChatApp _app;

    public ChatTests() => _app = new ChatApp(
        new CommandContext { Out = TextWriter.Null, Error = TextWriter.Null, In = TextReader.Null, Time = _clock }, "local:main", TestContext.Current.CancellationToken);

    [Fact]
    public void Turn_StreamsAndEndsWithTheWholeReply()
    {
        Hear(Event(EventKinds.MessageReceived) with { Text = "hello", Sender = "local:pi" });
        Hear(Event(EventKinds.TurnStarted));
        Hear(Event(EventKinds.TurnModel) with { Model = "big" });
        Hear(Event(EventKinds.TurnText) with { Text = "Good " });
        Assert.True(_app.Model.Busy);
        Assert.Contains("big is at work", Screen());
        Hear(Event(EventKinds.TurnText) with { Text = "morn" });
        Hear(Event(EventKinds.TurnEnded) with { State = "answered", Reply = "Good morning" });

        Assert.False(_app.Model.Busy);
        Assert.Contains("> hello\nGood morning", Screen());
    }

    [Fact]
    public void Turn_StoppedInTheMiddleOfItsWords_KeepsAndMarksThem()
    {
        Hear(Event(EventKinds.TurnText) with { Text = "Good mor" });
        Hear(Event(EventKinds.TurnEnded) with { State = "stopped", Reply = "Stopped." });

        Assert.Contains("Good mor\n[stopped]", Screen());
    }

    [Fact]
    public void Turn_ThatHasNothingToSay_ShowsNoWord()
    {
        Hear(Event(EventKinds.TurnText) with { Text = "NO_REPLY" });
        Hear(Event(EventKinds.TurnEnded) with { State = "answered" });

        Assert.Contains("- (no reply)", Screen());
        Assert.DoesNotContain("NO_REPLY", Screen());
    }

    [Fact]
    public void Message_ToAChat_IsShownWhenQueuedAndAgainOnlyWhenItDoesNotArrive()
    {
        var queued = Event(EventKinds.Delivery) with { To = "telegram:1", State = "pending", Text = "Started afresh." };
        Hear(queued);
        Hear(queued with { State = "sent", Id = "7" });
        Assert.Single(_app.Model.Blocks);

        Hear(queued with { State = "failed", Id = "8", Reason = "bot was blocked" });
        Assert.Contains("! not delivered to telegram:1: failed, bot was blocked", Screen());
    }

    [Fact]
    public void Turn_WordsThatWereAThought_AreShownAsOne()
    {
        Hear(Event(EventKinds.TurnText) with { Text = "I should greet." });
        Hear(Event(EventKinds.TurnThought));
        Hear(Event(EventKinds.TurnText) with { Text = "Hello!" });

        Assert.Contains("~ I should greet.", Screen());
        Assert.Contains("\nHello!", Screen());
    }

    [Fact]
    public void Turn_RestartedOnTheNextModel_ForgetsWhatWasStreamed()
    {
        Hear(Event(EventKinds.TurnText) with { Text = "half a wo" });
        Hear(Event(EventKinds.TurnRestarted) with { Reason = "big: connection reset" });
        Hear(Event(EventKinds.TurnText) with { Text = "whole" });

        Assert.DoesNotContain("half", Screen());
        Assert.Contains("- big: connection reset\nwhole", Screen());
    }

    [Fact]
    public void ToolOutput_IsReplacedByItsResultAndShortened()
    {
        Hear(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "seq 100", Verdict = "allow", Call = "1" });
        Hear(Event(EventKinds.TurnOutput) with { Text = "1\n2\n", Call = "1" });
        Hear(Event(EventKinds.TurnResult) with { Text = string.Join('\n', Enumerable.Range(1, 100)), Call = "1", Tool = "exec" });

        Assert.Contains("* exec seq 100", Screen());
        Assert.Contains("  | 8\n  | (92 more lines)", Screen());
    }

    [Fact]
    public void ToolCall_ToldOfAgainWhenItRuns_IsShownOnce()
    {
        Hear(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "touch x", Verdict = "ask", Rule = "default", Call = "1" });
        Hear(Event(EventKinds.TurnTool) with { Tool = "exec", Display = "touch x", Verdict = "ask", Rule = "default", Call = "1" });

        Assert.Single(_app.Model.Blocks);
    }

    [Fact]
    public void Command_AnsweredAndDelivered_IsShownOnce()
    {
        Hear(Event(EventKinds.Delivery) with { To = "local:main", State = "sent", Text = "Started afresh." });
        _app.React(new ChatInput.Answered("/new", "Started afresh."));

        Assert.Contains("> /new\n- Started afresh.", Screen());
        Assert.Equal(2, _app.Model.Blocks.Count);
    }

    [Fact]
    public void Command_DeliveredAfterItsAnswer_IsShownOnce()
    {
        _app.React(new ChatInput.Answered("/new", "Started afresh."));
        Hear(Event(EventKinds.Delivery) with { To = "local:main", State = "sent", Text = "Started afresh." });

        Assert.Equal(2, _app.Model.Blocks.Count);
    }

    [Fact]
    public void ToolCall_ThatWasApproved_IsShownOnceThoughItsTurnGoesOn()
    {
        var call = Event(EventKinds.TurnTool) with { Tool = "exec", Display = "touch x", Verdict = "ask", Rule = "default", Call = "1" };
        Hear(call);
        Hear(Event(EventKinds.TurnStarted));
        Hear(call);

        Assert.Single(_app.Model.Blocks);
    }

    [Fact]
    public void TurnThatWaitsForAModel_SaysSoOnceAndNotEachTry()
    {
        Hear(Event(EventKinds.TurnStarted));
        Hear(Event(EventKinds.TurnWaiting) with { Reason = "No model could answer. This waits." });
        Hear(Event(EventKinds.TurnStarted));
        Hear(Event(EventKinds.TurnRestarted) with { Reason = "big: connection refused" });

        Assert.Single(_app.Model.Blocks);
        Assert.Contains("waits for a model", Screen());
        Hear(Event(EventKinds.TurnText) with { Text = "back" });
        Assert.DoesNotContain("waits for a model", Screen());
    }

    [Theory]
    [InlineData("""{"command":"df -h"}""", "df -h")]
    [InlineData("""{"path":"a.txt","offset":3}""", "a.txt offset=3")]
    [InlineData("not json", "not json")]
    public void CallOfTheTranscript_IsShownAsItWasWhenItRan(string arguments, string expected) => Assert.Equal(expected, CallText.Of(arguments));

    [Fact]
    public void ModelText_CannotMoveTheCursor()
    {
        Hear(Event(EventKinds.TurnText) with { Text = "\e[2J\u202Eevil" });

        Assert.Contains("\\x1B[2J\\u{202E}evil", Screen());
    }

    [Fact]
    public void Approval_IsShownWholeWithTheKeysThatDecide()
    {
        Ask("touch x\u202E");

        Assert.Contains("bako-42 asks to run exec", Screen());
        Assert.Contains("  touch x\\u{202E}", Screen());
        Assert.Contains("Ctrl-Y approve   Ctrl-N deny   Ctrl-O view   Tab chooses", Screen());
    }

    [Theory]
    [InlineData("are you sure?")]
    [InlineData("don't")]
    [InlineData("view it first")]
    [InlineData("y")]
    [InlineData("n")]
    [InlineData("approve")]
    [InlineData("Yes, do")]
    public void Approval_WhileItWaits_WhateverIsTypedIsText(string sentence)
    {
        Wait("touch x");

        foreach (var letter in sentence) Press(letter.ToString());

        Assert.Equal(sentence, _app.Editor.Text);
        Assert.Null(_app.View.Viewed);
        Assert.Equal("", _app.View.Hint);
    }

    /// <summary>Without a gateway an answer is seen by the hint that says so.</summary>
    [Theory]
    [InlineData("^y", "not connected")]
    [InlineData("^n", "not connected")]
    [InlineData("tab enter", "not connected")]
    [InlineData("tab tab enter", "not connected")]
    [InlineData("tab tab tab enter", "")]
    [InlineData("tab escape enter", "")]
    [InlineData("tab x enter", "not connected; your text is kept")]
    [InlineData("enter", "")]
    [InlineData("space", "")]
    public void Approval_IsDecidedByKeysThatNobodyTypes(string keys, string hint)
    {
        Wait("touch x");

        foreach (var key in keys.Split(' ')) Strike(key);

        Assert.Equal(hint, _app.View.Hint);
    }

    [Fact]
    public void Approval_WhileSomethingIsTyped_IsDecidedWithoutLosingIt()
    {
        Wait("touch x");
        Press("h");

        Strike("^n");

        Assert.Equal(("h", "not connected"), (_app.Editor.Text, _app.View.Hint));
    }

    [Fact]
    public void Approval_KeyAtTheMomentItComes_IsNoAnswer()
    {
        Ask("touch x");
        Screen();
        _app.NoticeQuestion();

        Strike("^y");

        Assert.Contains("only just come", _app.View.Hint);
    }

    [Fact]
    public void Approval_FocusWithTab_ShowsWhatEnterDoes()
    {
        Wait("touch x");

        Strike("tab");
        Assert.Contains("[approve]", Screen());
        Strike("tab");
        Assert.Contains("[deny]", Screen());
        Press("x");
        Assert.DoesNotContain("[", Screen());
    }

    [Fact]
    public void Approval_AnotherCallUnderTheSameId_IsAnotherQuestion()
    {
        Wait("touch x");
        Strike("^o");
        Ask("touch y", "000000000002");

        Assert.Null(_app.View.Viewed);
        Screen();
        _app.NoticeQuestion();
        Strike("^y");
        Assert.Contains("only just come", _app.View.Hint);
    }

    [Fact]
    public void Approval_TooLongForThePanel_CanBeApprovedOnlyWhereItWasShownWhole()
    {
        Ask(string.Join('\n', Enumerable.Range(1, 60).Select(i => $"echo {i}")));
        Assert.Contains("it does not fit here", Screen());
        _app.NoticeQuestion();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Strike("^y");
        Assert.Contains("Ctrl-O shows it whole", Screen());
        foreach (var letter in "/approve bako-42") Press(letter.ToString());
        Strike("enter");
        Assert.Equal("/approve bako-42", _app.Editor.Text);

        Strike("^o");
        Assert.NotNull(_app.View.Viewed);
        Screen();
        Assert.False(_app.View.ViewedWhole);
        for (var i = 0; i < 4; i++)
        {
            _app.React(new ChatInput.Pressed(new Key(KeyKind.PageDown)));
            Screen();
        }

        Assert.True(_app.View.ViewedWhole);
    }

    [Fact]
    public void Approval_DecidedElsewhere_LeavesTheScreen()
    {
        Ask("touch x");
        _app.NoticeQuestion();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Strike("^o");
        Hear(Event(EventKinds.ApprovalDecided) with { Id = "bako-42", Decision = "denied", By = "local:anna" });

        Assert.Null(_app.View.Viewed);
        Assert.Contains("- bako-42 denied by local:anna", Screen());
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
        Hear(Event(EventKinds.TurnText) with { Text = new string('字', 500) });
        _app.Editor.Set(string.Join('\n', Enumerable.Repeat("input", 30)));

        var frame = _app.View.Lay(width, height);

        Assert.Equal(height, frame.Rows.Count);
        Assert.All(frame.Rows, row => Assert.True(TextWidth.Of(row.Text) <= width, row.Text));
        Assert.InRange(frame.CursorRow, 0, height - 1);
    }

    [Theory]
    [InlineData("", "Ctrl-Y approve;Ctrl-N deny;Ctrl-O view;Tab chooses")]
    [InlineData("tab", "[approve];deny;Tab next;Ctrl-O view")]
    [InlineData("^o", "Ctrl-Y approve;Ctrl-N deny;Escape back")]
    public void Narrow_QuestionThatFits_NamesEveryKey(string key, string named)
    {
        Wait("touch x");
        if (key.Length > 0) Strike(key);

        Assert.All(named.Split(';'), word => Assert.Contains(word, Screen(40, 12)));
    }

    [Fact]
    public void Narrow_QuestionThatDoesNotFit_NamesEveryKeyAndTabSaysWhatToPress()
    {
        Ask(string.Join('\n', Enumerable.Range(1, 60)));

        Assert.Contains("Ctrl-O view it whole   Ctrl-N deny", Screen(40, 12));
        Strike("tab");
        Assert.Contains("Ctrl-O shows it whole, Ctrl-N denies it", Screen(40, 12));
        Assert.Equal(QuestionFocus.None, _app.View.Focus);
    }

    [Theory]
    [InlineData(40, 5, "a question waits: Ctrl-O shows it")]
    [InlineData(20, 5, "Ctrl-O: a question")]
    [InlineData(8, 4, "Ctrl-O ?")]
    public void Tiny_QuestionIsALineThatSaysWhereToLook(int width, int height, string line)
    {
        Ask("touch x");

        Assert.Contains(line, Screen(width, height));
        Assert.False(_app.View.PanelIsWhole);
    }

    [Fact]
    public void Narrow_Hint_IsWhole()
    {
        _app.View.Hint = "Enter sends, Ctrl-J begins a line, /help, Ctrl-D leaves";

        Assert.Contains("Ctrl-D leaves", Screen(40, 12).Replace('\n', ' '));
    }

    [Fact]
    public void Narrow_ViewedByPages_PassesNoRowOver()
    {
        Ask(string.Join('\n', Enumerable.Range(1, 40).Select(i => $"echo {i}.")));
        Screen(16, 8);
        Strike("^o");
        var seen = "";
        for (var i = 0; i < 60 && !_app.View.ViewedWhole; i++)
        {
            seen += Screen(16, 8);
            _app.React(new ChatInput.Pressed(new Key(KeyKind.PageDown)));
        }

        seen += Screen(16, 8);
        Assert.All(Enumerable.Range(1, 40), i => Assert.Contains($"echo {i}.", seen));
    }

    [Fact]
    public void Approval_AskedAgain_SaysSoAndWhy()
    {
        Hear(Event(EventKinds.ApprovalAsked) with { Approval = new ApprovalInfo { Id = "bako-42", Session = "local:main", Tool = "exec", Display = "touch x", Note = "for a reason" } });

        Assert.Contains("bako-42 asks again to run exec\nasked again: for a reason\n  touch x", Screen());
    }

    [Fact]
    public void Painter_WritesOnlyWhatChanged()
    {
        var painter = new FramePainter();
        painter.Paint(new Frame([new("one", RowStyle.Plain), new("two", RowStyle.Plain)], 0, 0));

        var second = painter.Paint(new Frame([new("one", RowStyle.Plain), new("2", RowStyle.Plain)], 1, 1));

        Assert.DoesNotContain("one", second);
        Assert.Contains("\e[2;1H\e[0m\e[2K2", second);
    }

    private static ControlEvent Event(string kind) => new() { Kind = kind, Session = "local:main", At = s_now };

    private void Hear(ControlEvent e) => _app.React(new ChatInput.Heard(e));

    /// <summary>Asks, and lets the question be seen for long enough.</summary>
    private void Wait(string display)
    {
        Ask(display);
        Screen();
        _app.NoticeQuestion();
        _clock.Advance(TimeSpan.FromMinutes(1));
    }

    private void Strike(string key) => _app.React(new ChatInput.Pressed(key switch
    {
        ['^', var letter] => Key.Control(letter),
        "tab" => new Key(KeyKind.Tab),
        "enter" => new Key(KeyKind.Enter),
        "escape" => new Key(KeyKind.Escape),
        "space" => new Key(KeyKind.Text, " "),
        _ => new Key(KeyKind.Text, key),
    }));

    private void Ask(string display, string fingerprint = "000000000001") => Hear(Event(EventKinds.ApprovalAsked) with
    {
        Approval = new ApprovalInfo { Id = "bako-42", Session = "local:main", Tool = "exec", Display = display, Fingerprint = fingerprint, Rule = "default", Span = "openclaw.toml:3" },
    });

    private void Press(string letter) => _app.React(new ChatInput.Pressed(new Key(KeyKind.Text, letter)));

    private string Screen(int width = 60, int height = 20) => string.Join('\n', _app.View.Lay(width, height).Rows.Select(row => row.Text.TrimEnd()));
}

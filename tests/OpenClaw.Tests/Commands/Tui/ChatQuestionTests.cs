using OpenClaw.Cli.Terminal;
using OpenClaw.Cli.Tui;
using OpenClaw.Control.Api;

namespace OpenClaw.Tests.Commands.Tui;

/// <summary>Calls that wait for an approval, and the keys that answer them.</summary>
public sealed class ChatQuestionTests : ChatBench
{
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

        foreach (var letter in sentence)
        {
            Press(letter.ToString());
        }

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

        foreach (var key in keys.Split(' '))
        {
            Strike(key);
        }

        Assert.Equal(hint, _app.View.Hint);
    }

    [Fact]
    public void Approval_WhileItWaits_TheConversationGoesOnAndTheQuestionStays()
    {
        Wait("touch x");
        Assert.Contains("waits for an approval", Screen());

        Handle(Event(EventKinds.TurnStarted));
        Handle(Event(EventKinds.TurnModel) with { Model = "big" });
        Assert.Contains("big is at work", Screen());
        Assert.Contains("bako-42 asks to run exec", Screen());
        Handle(Event(EventKinds.TurnEnded) with { State = "answered", Reply = "It would make a file." });

        Assert.Contains("It would make a file.", Screen());
        Assert.Contains("bako-42 asks to run exec", Screen());
        Assert.Contains("waits for an approval", Screen());
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
        foreach (var letter in "/approve bako-42")
        {
            Press(letter.ToString());
        }
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
        Handle(Event(EventKinds.ApprovalDecided) with { Id = "bako-42", Decision = "denied", By = "local:anna" });

        Assert.Null(_app.View.Viewed);
        Assert.Contains("- bako-42 denied by local:anna", Screen());
    }

    [Theory]
    [InlineData("", "Ctrl-Y approve;Ctrl-N deny;Ctrl-O view;Tab chooses")]
    [InlineData("tab", "[approve];deny;Tab next;Ctrl-O view")]
    [InlineData("^o", "Ctrl-Y approve;Ctrl-N deny;Escape back")]
    public void Narrow_QuestionThatFits_NamesEveryKey(string key, string named)
    {
        Wait("touch x");
        if (key.Length > 0)
        {
            Strike(key);
        }

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
        Handle(
            Event(EventKinds.ApprovalAsked) with
            {
                Approval = new ApprovalInfo
                {
                    Id = "bako-42",
                    Session = "local:main",
                    Tool = "exec",
                    Display = "touch x",
                    Note = "for a reason",
                },
            }
        );

        Assert.Contains("bako-42 asks again to run exec\nasked again: for a reason\n  touch x", Screen());
    }
}

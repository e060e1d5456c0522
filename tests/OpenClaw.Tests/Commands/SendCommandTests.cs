using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;

namespace OpenClaw.Tests.Commands;

/// <summary>What <c>send</c> sends, and how it ends.</summary>
public sealed class SendCommandTests : CommandBench
{
    [Fact]
    public async Task Send_WithoutText_ReadsStandardInput()
    {
        Assert.Equal(0, await CommandTable.RunAsync(["send", "--wait"], Context() with { In = new StringReader("from a pipe\n") }));
        Assert.Equal("you said from a pipe\n", _out.ToString());
    }

    [Fact]
    public async Task Send_ThatAsks_ShowsTheCallOnStderr()
    {
        Assert.Equal(75, await RunAsync("send", "--wait", "ask"));
        Assert.Equal("", _out.ToString());
        Assert.Contains("openclaw approve bako-42", _error.ToString());
    }

    [Fact]
    public async Task Send_WhoseCallAsks_SaysWhichAndEndsWith75()
    {
        Assert.Equal(75, await RunAsync("send", "--wait", "ask"));
        Assert.Equal("", _out.ToString());
        Assert.StartsWith("It waits for an approval:\nbako-42", _error.ToString());
    }

    [Theory]
    [InlineData("--json", "send", "--wait", "ask")]
    [InlineData("tui")]
    public async Task WhateverWaitsForAnApproval_EndsWith75(params string[] args) =>
        Assert.Equal(
            75,
            await CommandTable.RunAsync(args, Context() with { In = new StringReader("ask\n"), LookAtInput = static () => GivenInput.None })
        );

    [Theory]
    [InlineData("--wait=approval ask", "somebody approved it\n")]
    [InlineData("-w=approval ask", "somebody approved it\n")]
    [InlineData("ask --wait=approval", "somebody approved it\n")]
    [InlineData("--wait=approval true words", "you said true words\n")]
    [InlineData("--wait false friends", "you said false friends\n")]
    public async Task Send_ThatWaitsForTheApprovalToo_PrintsTheAnswer(string line, string answer)
    {
        Assert.Equal(0, await RunAsync(["send", .. line.Split(' ')]));
        Assert.Equal(answer, _out.ToString());
    }

    [Theory]
    [InlineData(
        "send --wait=approvals ask",
        "there is no option --wait=approvals: --wait takes no value. Did you mean \"--wait=approval\"?"
    )]
    [InlineData("--json=yes status", "--json takes no value")]
    [InlineData("status --json=", "--json takes no value")]
    public async Task Option_ThatTakesNoValue_WithOne_IsRefused(string line, string words)
    {
        Assert.Equal(64, await RunAsync(line.Split(' ')));
        Assert.Contains(words, _error.ToString());
        Assert.Equal("", _out.ToString());
    }

    [Fact]
    public async Task Send_OfAPath_SendsTheInputToo()
    {
        var context = Context() with { In = new StringReader("127.0.0.1 a\n"), LookAtInput = static () => GivenInput.Some };

        Assert.Equal(0, await CommandTable.RunAsync(["send", "--wait", "/etc/hosts looks odd, why?"], context));
        Assert.Equal("you said /etc/hosts looks odd, why?\n\n```\n127.0.0.1 a\n```\n", _out.ToString());
    }

    [Fact]
    public async Task Send_OfACommand_ReadsNoInput()
    {
        var context = Context() with
        {
            In = new StringReader("the log\n"),
            LookAtInput = static () => throw new InvalidOperationException("the input was looked at"),
        };

        Assert.Equal(0, await CommandTable.RunAsync(["send", "--wait", "/status"], context));
    }

    [Theory]
    [InlineData("Some", "you said why?\n\n```\nthe log\n```\n", "")]
    [InlineData("None", "you said why?\n", "")]
    [InlineData(
        "Silent",
        "you said why?\n",
        "openclaw: nothing came on standard input within 5 s, so only the words are sent; - after them waits for it\n"
    )]
    public async Task Send_WordsAndInput_SendsBoth(string given, string answer, string error)
    {
        Assert.Equal(
            0,
            await CommandTable.RunAsync(
                ["send", "--wait", "why?"],
                Context() with
                {
                    In = new StringReader("the log\n"),
                    LookAtInput = () => Enum.Parse<GivenInput>(given),
                }
            )
        );
        Assert.Equal(answer, _out.ToString());
        Assert.Equal(error, _error.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Send_AtATerminal_LeavesItAloneUntilADashAsks(bool dash)
    {
        var context = Context() with
        {
            In = new StringReader("typed\n"),
            InputIsTerminal = true,
            LookAtInput = static () => throw new InvalidOperationException("a terminal was looked at"),
        };

        Assert.Equal(0, await CommandTable.RunAsync(dash ? ["send", "--wait", "why?", "-"] : ["send", "--wait", "why?"], context));
        Assert.Equal(dash ? "you said why?\n\n```\ntyped\n```\n" : "you said why?\n", _out.ToString());
    }

    [Fact]
    public async Task Send_MoreThanAMessageTakes_SaysTheLimitAndSendsNothing()
    {
        // Fewer letters than the limit, and more bytes.
        Assert.Equal(1, await CommandTable.RunAsync(["send", "-"], Context() with { In = new StringReader(new string('ü', 1_000_000)) }));
        Assert.Contains("1048576 (1 MB); nothing was sent", _error.ToString());
    }
}

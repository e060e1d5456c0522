using OpenClaw.Cli.Tui;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Commands.Tui;

public class MarkdownRowsTests
{
    [Theory]
    [InlineData("a **b** *c* ~~d~~ `e`", "a b c d e")]
    [InlineData("line\nnext", "line\nnext")]
    [InlineData("# One\ntext\n\n## Two", "One\ntext\n\nTwo")]
    [InlineData("- a\n- b\n  1. c\n  2. d", "• a\n• b\n  1. c\n  2. d")]
    [InlineData("9. a\n10. b", "9. a\n10. b")]
    [InlineData("> q\n> r", "│ q\n│ r")]
    [InlineData("```sh\nls  -l\n\n\tpwd\n```", "  sh\n  ls  -l\n\n          pwd")]
    [InlineData("one\n\n---\n\ntwo", "one\n\n──────────────────────────────\n\ntwo")]
    [InlineData("[x](https://example.org/a)", "x (https://example.org/a)")]
    [InlineData("https://example.org/a", "https://example.org/a")]
    [InlineData("<a@example.org>", "a@example.org")]
    [InlineData("[x](javascript:alert(1))", "x (javascript:alert(1))")]
    [InlineData("![](https://example.org/p.png)", "https://example.org/p.png")]
    [InlineData("- a long item of a list that goes on", "• a long item of a list that\n  goes on")]
    [InlineData("|a|bb|\n|-|-|\n|1|2|\n|ccc||", "a   │ bb\n────┼───\n1   │ 2\nccc │")]
    [InlineData("", "")]
    public void Markdown_IsWhatItMeans(string markdown, string rows) => Assert.Equal(rows, Screen(markdown, 30));

    [Fact]
    public void Marks_StandWhereTheirWordsAreAfterWrapping()
    {
        var rows = MarkdownRows.Of("some words and **bold ones that** go on", 16).ToArray();

        Assert.Equal(["some words and", "bold ones that", "go on"], rows.Select(static row => row.Text));
        Assert.Empty(rows[0].Spans);
        Assert.Equal([new MarkedSpan(0, 14, TextMarks.Bold)], rows[1].Spans);
        Assert.Equal(
            [new MarkedSpan(2, 4, TextMarks.Bold | TextMarks.Italic | TextMarks.Underlined)],
            Assert.Single(MarkdownRows.Of("a *__[word](https://word)__*", 60)).Spans.Take(1)
        );
    }

    [Fact]
    public void Table_TooWide_BreaksItsWidestCells() =>
        Assert.Equal(
            "Name  │ What it is\n──────┼───────────────────\nshort │ a sentence that is\n      │ too long for its\n      │ column",
            Screen("|Name|What it is|\n|-|-|\n|short|a sentence that is too long for its column|", 26)
        );

    [Fact]
    public void Table_WiderThanTheTerminalWithAnyColumns_IsAListOfItsCells() =>
        Assert.Equal(
            "Name: first\nPlace: somewhere\n\nName: second\nPlace: elsewhere",
            Screen("|Name|Place|Something|\n|-|-|-|\n|first|somewhere||\n|second|elsewhere||", 18)
        );

    [Theory]
    [InlineData("\e[2J\u202Eevil")]
    [InlineData("&#27;[2J&#x202E;evil")]
    [InlineData("`\e[2J\u202Eevil`")]
    [InlineData("```\n\e[2J\u202Eevil\n```")]
    [InlineData("[\e\\[2J\u202Eevil](https://a.example)")]
    [InlineData("|\e[2J\u202Eevil|\n|-|")]
    [InlineData("# \e[2J\u202Eevil")]
    public void HostileText_IsShownAsWhatItIs(string markdown)
    {
        var shown = Screen(markdown, 60);

        Assert.Contains("\\x1B[2J\\u{202E}evil", shown);
        Assert.DoesNotContain(shown, static c => c is '\e' or '\u202E');
    }

    [Theory]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(40)]
    public void Rows_FitTheScreen_HoweverDeepTheyStand(int width)
    {
        const string Words = "字字字字字字字字 anunbreakablewordthatislongerthanmostscreensare und noch mehr";
        var markdown =
            $"> > > > - 1. - {Words}\n\n{string.Concat(Enumerable.Range(0, 20).Select(i => $"{new string(' ', 2 * i)}- {Words}\n"))}\n| {Words} | {Words} | {Words} |\n|-|-|-|\n| a | {Words} | b |\n\n```\n\t{Words}\n```\n\n---\n";

        Assert.All(
            MarkdownRows.Of(markdown, width),
            row =>
            {
                Assert.True(TextWidth.Of(row.Text) <= width, row.Text);
                Assert.All(row.Spans, span => Assert.InRange(span.Start + span.Length, 1, row.Text.Length));
            }
        );
    }

    private static string Screen(string markdown, int width) =>
        string.Join('\n', MarkdownRows.Of(markdown, width).Select(static row => row.Text.TrimEnd()));
}

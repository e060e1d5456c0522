using OpenClaw.Cli.Tui;

namespace OpenClaw.Tests.Commands.Tui;

public class FramePainterTests
{
    [Fact]
    public void Painter_WritesOnlyWhatChanged()
    {
        var painter = new FramePainter(hasColours: true);
        painter.Paint(new Frame([new("one", RowStyle.Plain), new("two", RowStyle.Plain)], 0, 0));

        var second = painter.Paint(new Frame([new("one", RowStyle.Plain), new("2", RowStyle.Plain)], 1, 1));

        Assert.DoesNotContain("one", second);
        Assert.Contains("\e[2;1H\e[0m\e[2K2", second);
    }

    [Fact]
    public void Painter_WithoutColours_WritesNoneAndStillTellsRowsApart()
    {
        var rows = Enum.GetValues<RowStyle>()
            .Select(static style => new StyledRow("a word of code", style, [new MarkedSpan(2, 4, TextMarks.Code | TextMarks.Italic)]))
            .ToArray();

        Assert.Matches(Colour, new FramePainter(hasColours: true).Paint(new Frame(rows, 0, 0)));
        var plain = new FramePainter(hasColours: false).Paint(new Frame(rows, 0, 0));
        Assert.DoesNotMatch(Colour, plain);
        Assert.Contains("\e[1;7ma ", plain);
        Assert.Contains("\e[3;1mword\e[0m", plain);
    }

    [Fact]
    public void Painter_MarksWordsOfARow_AndGoesOnAsTheRowBegan() =>
        Assert.Contains(
            "\e[31mone \e[1mtwo\e[0m\e[31m three\e[0m",
            new FramePainter(hasColours: true).Paint(
                new Frame([new StyledRow("one two three", RowStyle.Error, [new MarkedSpan(4, 3, TextMarks.Bold)])], 0, 0)
            )
        );

    private const string Colour = "\e\\[[0-9;]*(3[0-7]|4[0-7]|9[0-7]|10[0-7])[;m]";
}

using OpenClaw.Foundation.Text.Markdown;
using OpenClaw.Tests.Fuzz;

namespace OpenClaw.Tests.Text;

public class MarkdownLimitsTests
{
    public static TheoryData<string, int> Hostile =>
        new()
        {
            { "[a](", 20_000 },
            { "[", 100_000 },
            { "*a**b", 20_000 },
            { "`` ` ", 30_000 },
            { "a|b\n", 40_000 },
            { "|", 3_000 },
            { "|-|\n", 10_000 },
            // Neither of these ends a paragraph.
            { "[a](\n\u00A0\n", 5_000 },
            { "[a](\f \f", 5_000 },
            { "[a](\u2028\u2028", 5_000 },
            { "[a](\r\n", 5_000 },
            { "[a](\r", 5_000 },
            { "> ", 500 },
            { "<a ", 30_000 },
            { "x", 300_000 },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Read_OfWhatWouldTakeTheProcessDown_IsPlainText(string unit, int times)
    {
        var text = string.Concat(Enumerable.Repeat(unit, times));

        var blocks = SmallStack.Run(() => MarkdownReader.Read(text));

        var paragraph = Assert.IsType<MarkdownBlock.Paragraph>(Assert.Single(blocks));
        Assert.Equal(text, Assert.IsType<MarkdownInline.Plain>(Assert.Single(paragraph.Inlines)).Text);
    }

    [Fact]
    public void Read_OfALongAnswerThatIsMostlyCode_KeepsItsForm()
    {
        var code = string.Concat(Enumerable.Repeat("a[i] = b[j] * c[k];\n", 1000));

        var blocks = MarkdownReader.Read($"**Look:**\n\n```c\n{code}```\n\nThat is *all*.");

        Assert.Equal(3, blocks.Count);
        Assert.Equal(new MarkdownBlock.Code("c", code.TrimEnd('\n')), blocks[1]);
        Assert.IsType<MarkdownInline.Bold>(Assert.IsType<MarkdownBlock.Paragraph>(blocks[0]).Inlines[0]);
        Assert.IsType<MarkdownInline.Italic>(Assert.IsType<MarkdownBlock.Paragraph>(blocks[2]).Inlines[1]);
    }

    [Fact]
    public void Read_OfAWideTable_PadsNoRowToTheWidestCell()
    {
        var rows = string.Concat(Enumerable.Repeat("| a | b |\n", 200));
        var table = Assert.IsType<MarkdownBlock.Table>(
            Assert.Single(MarkdownReader.Read($"| x | y |\n|---|---|\n| {new string('w', 9000)} | c |\n{rows}"))
        );

        Assert.InRange(MarkdownText.Lines(table).Sum(static line => line.Length), 9000, 9000 + 450_000);
    }
}

using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Text;

public class WrappingTests
{
    [Theory]
    [InlineData("", 10, "")]
    [InlineData("short", 10, "short")]
    [InlineData("two words", 5, "two|words")]
    [InlineData("the quick brown fox", 10, "the quick|brown fox")]
    [InlineData("exactly ten", 11, "exactly ten")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("one\n\ntwo", 10, "one||two")]
    [InlineData("漢字漢字", 5, "漢字|漢字")]
    [InlineData("a verylongwordindeed b", 6, "a|verylo|ngword|indeed|b")]
    [InlineData("  indented", 20, "  indented")]
    public void Wrap_BreaksWhereItShould(string text, int width, string expected) =>
        Assert.Equal(expected, string.Join('|', Wrapping.Wrap(text, width)));

    [Fact]
    public void Wrap_AnyText_FitsAndLosesNothingButBlanks() =>
        Prop.ForAll<NonNull<string>, PositiveInt>(
                (text, width) =>
                {
                    var clean = Escaping.Block(text.Get).Replace("\t", " ");
                    var wide = Math.Max(2, width.Get % 40);
                    var lines = Wrapping.Wrap(clean, wide);
                    return lines.All(line => TextWidth.Of(line) <= wide)
                        && string.Concat(lines).Replace(" ", "") == clean.Replace("\n", "").Replace(" ", "");
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("漢字漢", 5, "漢字…")]
    public void Clip_TooLong_EndsWithADotDotDot(string text, int width, string expected) =>
        Assert.Equal(expected, Wrapping.Clip(text, width));
}

using FsCheck;
using FsCheck.Fluent;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Text;

public class EscapingTests
{
    [Theory]
    [InlineData("plain ASCII ~", "plain ASCII ~")]
    [InlineData("größe 漢字", "größe 漢字")]
    [InlineData("a\e[2Jb", "a\\x1B[2Jb")]
    [InlineData("a\rb", "a\\rb")]
    [InlineData("bell\a", "bell\\x07")]
    [InlineData("del\u007F c1\u009B", "del\\x7F c1\\x9B")]
    [InlineData("rm \u202Etxt.evil", "rm \\u{202E}txt.evil")]
    [InlineData("\u2066isolate\u2069 \u200Emark \u061C", "\\u{2066}isolate\\u{2069} \\u{200E}mark \\u{061C}")]
    [InlineData("zero\u200Bwidth\uFEFF", "zero\\u{200B}width\\u{FEFF}")]
    [InlineData("line\u2028sep", "line\\u{2028}sep")]
    [InlineData("\U000E0041tag", "\\u{E0041}tag")]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    public void Block_WhatCouldDeceive_IsWrittenOut(string text, string expected) => Assert.Equal(expected, Escaping.Block(text));

    [Fact]
    public void Line_NewlineAndTab_AreWrittenOut() => Assert.Equal("a\\nb\\tc", Escaping.Line("a\nb\tc"));

    [Fact]
    public void Strict_Joiners_AreWrittenOut()
    {
        Assert.Equal("r\\u{200D}m", Escaping.Strict("r\u200Dm"));
        Assert.Equal("👩\u200D👧", Escaping.Block("👩\u200D👧"));
    }

    [Fact]
    public void Block_HalfASurrogatePair_IsWrittenOut() => Assert.Equal("a\\u{D83D}", Escaping.Block("a" + (char)0xD83D));

    [Fact]
    public void Line_AnyText_HasNoControlCharacter() =>
        Prop.ForAll<string>(text => Escaping.Line(text ?? "").All(c => !char.IsControl(c))).QuickCheckThrowOnFailure();
}

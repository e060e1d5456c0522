using OpenClaw.Cli.Terminal;
using OpenClaw.Cli.Tui;

namespace OpenClaw.Tests.Commands.Tui;

public class LineEditorTests
{
    private readonly LineEditor _editor = new();

    [Fact]
    public void Backspace_TakesAWholeLetter()
    {
        Type("x👩‍👧e\u0301");

        Press(KeyKind.Backspace);
        Assert.Equal("x👩‍👧", _editor.Text);
        Press(KeyKind.Backspace);
        Assert.Equal("x", _editor.Text);
        Press(KeyKind.Backspace, KeyKind.Backspace);
        Assert.Equal("", _editor.Text);
    }

    [Fact]
    public void Insert_InTheMiddle_GoesWhereTheCursorIs()
    {
        Type("hello");
        Press(KeyKind.Left, KeyKind.Left);
        Type("漢");

        Assert.Equal("hel漢lo", _editor.Text);
        Press(KeyKind.Delete);
        Assert.Equal("hel漢o", _editor.Text);
    }

    [Fact]
    public void UpAndDown_InSeveralLines_MoveBetweenThemThenThroughTheHistory()
    {
        Type("earlier");
        _editor.Take();
        Type("one two");
        Press(KeyKind.NewLine);
        Type("x");

        Press(KeyKind.Up);
        Assert.Equal(1, _editor.Cursor);
        Press(KeyKind.Up);
        Assert.Equal("earlier", _editor.Text);
        Press(KeyKind.Down);
        Assert.Equal("one two\nx", _editor.Text);
    }

    [Fact]
    public void History_DoesNotLoseTheDraft()
    {
        Type("first");
        _editor.Take();
        Type("second");
        _editor.Take();
        Type("draft");

        Press(KeyKind.Up, KeyKind.Up, KeyKind.Up);
        Assert.Equal("first", _editor.Text);
        Press(KeyKind.Down, KeyKind.Down, KeyKind.Down);
        Assert.Equal("draft", _editor.Text);
    }

    [Fact]
    public void Words_AreJumpedOverKilledAndYanked()
    {
        Type("git commit -m");
        Press(KeyKind.WordLeft, KeyKind.WordLeft);
        Assert.Equal(4, _editor.Cursor);
        _editor.Apply(Key.Control('k'));
        Assert.Equal("git ", _editor.Text);
        _editor.Apply(Key.Control('w'));
        Assert.Equal("", _editor.Text);
        _editor.Apply(Key.Control('y'));
        Assert.Equal("git ", _editor.Text);
    }

    [Fact]
    public void Paste_ControlCharacters_AreLeftOut()
    {
        _editor.Apply(new Key(KeyKind.Paste, "a\e[31m\tb\nc"));

        Assert.Equal("a[31m\tb\nc", _editor.Text);
    }

    [Fact]
    public void HomeAndEnd_StayInTheLine()
    {
        Type("ab");
        Press(KeyKind.NewLine);
        Type("cd");
        Press(KeyKind.Home);
        Assert.Equal(3, _editor.Cursor);
        Press(KeyKind.Left, KeyKind.Home);
        Assert.Equal(0, _editor.Cursor);
        Press(KeyKind.End);
        Assert.Equal(2, _editor.Cursor);
    }

    [Theory]
    [InlineData("", 0, 10, "", 0, 0)]
    [InlineData("abc", 1, 10, "abc", 0, 1)]
    [InlineData("abcdef", 6, 3, "abc|def|", 2, 0)]
    [InlineData("abcdef", 3, 3, "abc|def|", 1, 0)]
    [InlineData("漢字", 1, 3, "漢|字", 1, 0)]
    [InlineData("a\nb", 2, 10, "a|b", 1, 0)]
    [InlineData("a\n", 2, 10, "a|", 1, 0)]
    [InlineData("a\nb", 1, 10, "a|b", 0, 1)]
    [InlineData("a\tb", 2, 20, "a       b", 0, 8)]
    [InlineData("abcde\tb", 6, 6, "abcde |b", 1, 0)]
    [InlineData("abcdef\tb", 7, 6, "abcdef|      |b", 2, 0)]
    public void Layout_RowsAndCursor(string text, int cursor, int width, string rows, int row, int column)
    {
        var layout = EditorLayout.Of(text, cursor, width);

        Assert.StartsWith(rows.TrimEnd('|'), string.Join('|', layout.Rows));
        Assert.Equal((row, column), (layout.CursorRow, layout.CursorColumn));
    }

    private void Type(string text)
    {
        foreach (var element in text.EnumerateRunes())
        {
            _editor.Apply(new Key(KeyKind.Text, element.ToString()));
        }
    }

    private void Press(params KeyKind[] keys)
    {
        foreach (var key in keys)
        {
            _editor.Apply(new Key(key));
        }
    }
}

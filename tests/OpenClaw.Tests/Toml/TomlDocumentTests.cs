using OpenClaw.Config.Toml;

namespace OpenClaw.Tests.Toml;

public class TomlDocumentTests
{
    [Fact]
    public void Parse_KeysAndValues_KnowTheirPlaces()
    {
        var root = TomlDocument.Parse("# first\nname = \"Ω\" \n\n[a . \"b c\"]\n\tx.y = [1,\n  {z = 2}]\n", "dir/f.toml").Root;

        Assert.True(root.TryGet("name", out var name));
        Assert.Equal(("dir/f.toml:2:1", 4), (name.KeySpan.ToString(), name.KeySpan.Width));
        Assert.Equal(("dir/f.toml:2:8", 3), (name.Value.Span.ToString(), name.Value.Span.Width));

        var table = (TomlTable)((TomlTable)root["a"]!)["b c"]!;
        Assert.Equal("dir/f.toml:4:1", table.Span.ToString());
        var array = (TomlArray)((TomlTable)table["x"]!)["y"]!;
        Assert.Equal(("dir/f.toml:5:8", 3), (array.Span.ToString(), array.Span.Width));
        Assert.Equal("dir/f.toml:6:3", array[1].Span.ToString());
        Assert.Equal("  {z = 2}]", array.Span.Source.LineText(6));
    }

    [Fact]
    public void Parse_Table_KeepsTheOrderOfItsKeys() => Assert.Equal(["b", "a", "c"], TomlDocument.Parse("b = 1\na.x = 2\n[c]").Root.Keys);

    [Fact]
    public void Parse_TablesOfAnArray_AreInOrderAndKnowTheirHeaders()
    {
        var array = (TomlArray)TomlDocument.Parse("[[r]]\nn = 1\n[r.sub]\nm = 1\n[[r]]\nn = 2\n").Root["r"]!;

        Assert.True(array.IsOfTables);
        Assert.Equal([1, 5], array.Select(t => t.Span.Line));
        Assert.Equal([1L, 2L], array.Select(t => ((TomlInteger)((TomlTable)t)["n"]!).Value));
    }

    [Fact]
    public void Parse_ByteOrderMark_IsNotPartOfTheText() =>
        Assert.Equal("f:1:1", ((TomlDocument.Parse("\uFEFFa = 1", "f").Root.TryGet("a", out var a) ? a : null)!.KeySpan).ToString());

    [Fact]
    public void Parse_WindowsLineEndings_CountAsOne()
    {
        var document = TomlDocument.Parse("a = 1\r\nb = \"\"\"\r\nx\r\n\"\"\"\r\nc = 3\r\n", "f");

        Assert.Empty(document.Errors);
        Assert.Equal("x\r\n", ((TomlString)document.Root["b"]!).Value);
        Assert.Equal(5, document.Root["c"]!.Span.Line);
        Assert.Equal("c = 3", document.Source.LineText(5));
    }

    [Fact]
    public void Parse_EmptyText_IsAnEmptyTable() => Assert.Empty(TomlDocument.Parse("").Root);

    [Theory]
    [InlineData("2026-01-31T08:00:00+23:59", false)]
    [InlineData("0001-01-01T00:00:00+01:00", false)]
    [InlineData("2026-01-31 08:00:00.12345678912-05:30", true)]
    public void OffsetDateTime_BeyondWhatDotNetHolds_IsKeptButNotConverted(string text, bool fits)
    {
        var value = Assert.IsType<TomlOffsetDateTime>(TomlDocument.Parse("a = " + text).Root["a"]);

        Assert.Equal(fits, value.TryToDateTimeOffset(out _));
    }
}

using OpenClaw.Config.Toml;

namespace OpenClaw.Tests.Toml;

/// <summary>Where Tomlyn throws, refuses what is TOML or lets pass what is none, the reader does not.</summary>
public class TomlynFaultTests
{
    [Theory]
    [InlineData("a = \"\\", "t:1:5: this string has no closing \"")]
    [InlineData("a = \"\"\"\\", "t:1:5: this string has no closing \"\"\"")]
    [InlineData("\"\\", "t:1:1: this string has no closing \"")]
    [InlineData("\r", "t:1:1: a carriage return without a line feed is not allowed here")]
    [InlineData("a = \"\\ud800\"", "t:1:6: U+D800 is not a Unicode character")]
    [InlineData("a = \"\\U00110000\"", "t:1:6: U+110000 is not a Unicode character")]
    [InlineData("a = \"\\UFFFFFFFF\"", "t:1:6: U+FFFFFFFF is not a Unicode character")]
    [InlineData("\ufeffa = 1", "t:1:1: expected a key, found '\ufeff'")]
    [InlineData("a = 0xffffffffffffffff", "t:1:5: the integer '0xffffffffffffffff' does not fit in 64 bits")]
    [InlineData("a = 0o1000000000000000000000", "t:1:5: the integer '0o1000000000000000000000' does not fit in 64 bits")]
    [InlineData("a = \"x\\\n  y\"", "t:1:7: a lone backslash ends this line")]
    [InlineData("\"x\\\ny\" = 1", "t:1:3: a lone backslash ends this line")]
    [InlineData("a = \"x\\\ty\"", "t:1:7: \\U+0009 is not an escape; write \\\\ for a backslash, or use a 'literal' string")]
    [InlineData("a = \"\"\"x\\\n \r y\"\"\"", "t:2:2: a carriage return without a line feed is not allowed in a string")]
    [InlineData("a = \"C:\\dir\\\nb = \"y\"", "t:1:8: \\d is not an escape; write \\\\ for a backslash, or use a 'literal' string")]
    [InlineData("a = \"x\\\nb = \"y\"", "t:1:7: a lone backslash ends this line")]
    public void Parse_WhereTomlynThrowsOrLetsPass_SaysWhatAndWhere(string text, string expected) =>
        // A first byte order mark is not part of the text; this one is the second.
        Assert.Equal(expected, TomlDocument.Parse("\ufeff" + text, "t").Errors[0].ToString());

    [Theory]
    [InlineData('"', 0xD83D)]
    [InlineData('\'', 0xDE00)]
    public void Parse_HalfOfASurrogatePair_IsRefused(char quote, int half) =>
        Assert.Equal(
            "t:1:6: half of a surrogate pair is not allowed in a string",
            Assert.Single(TomlDocument.Parse($"a = {quote}{(char)half}{quote}", "t").Errors).ToString()
        );

    [Theory]
    [InlineData("'\ufffd'", "\ufffd")]
    [InlineData("\"\\U0010FFFF\"", "\U0010FFFF")]
    [InlineData("\"\"\"x\\\r\n \r\n y\"\"\"", "xy")]
    [InlineData("\"\"\"x\\  \n  y\"\"\"", "xy")]
    public void Parse_Text_IsWhatIsWritten(string written, string expected) =>
        Assert.Equal(expected, Assert.IsType<TomlString>(Value(written)).Value);

    [Theory]
    [InlineData("0x00000000000000000000000000000001", 1)]
    [InlineData("0o0000000000000000000000000000_17", 15)]
    [InlineData("0x7fff_ffff_ffff_ffff", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void Parse_Integer_HasTheValueThatIsWritten(string written, long expected) =>
        Assert.Equal(expected, Assert.IsType<TomlInteger>(Value(written)).Value);

    /// <summary>Nothing is left out or moved by the zone of the machine, which Tomlyn's own reading goes by.</summary>
    [Fact]
    public void Parse_Times_AreReadToTheTickAndFromTheFirstYearToTheLast()
    {
        var first = Assert.IsType<TomlOffsetDateTime>(Value("0001-01-01T00:00:00Z"));
        Assert.Equal((0L, TimeSpan.Zero), (first.Local.Ticks, first.Offset));
        var last = Assert.IsType<TomlOffsetDateTime>(Value("9999-12-31t23:59:59.99999999999-11:00"));
        Assert.Equal((DateTime.MaxValue.Ticks, TimeSpan.FromHours(-11)), (last.Local.Ticks, last.Offset));
        Assert.Equal(new DateTime(2026, 7, 1, 8, 0, 0), Assert.IsType<TomlOffsetDateTime>(Value("2026-07-01 08:00Z")).Local);
        Assert.Equal(1_234_567L, Assert.IsType<TomlLocalTime>(Value("00:00:00.12345678912")).Value.Ticks);
        Assert.Equal(new DateOnly(1, 1, 1), Assert.IsType<TomlLocalDate>(Value("0001-01-01")).Value);
    }

    [Fact]
    public void Parse_TheSameKeyTwice_QuotesNoValueOfIt()
    {
        var error = Assert.Single(TomlDocument.Parse("api_key = \"sk-very-secret\"\napi_key = 'sk-other'\n", "t").Errors);

        Assert.Equal("t:2:1: 'api_key' is already defined at line 1", error.ToString());
    }

    [Fact]
    public void Parse_ManyKindsOfMistakes_HideNoneOfTheOthers()
    {
        const string Text = """
            a = "not closed
            a = 1
            b = 2
            b = 3
            c = [
              one,
              'fine',
              two,
            ]
            d = 2026-02-30
            [e]
            [e]
            f = '''
            g = 1
            """;

        Assert.Equal(
            [
                "t:1:5: this string has no closing \"",
                "t:4:1: 'b' is already defined at line 3",
                "t:6:3: 'one' is not a value; a string needs quotes",
                "t:8:3: 'two' is not a value; a string needs quotes",
                "t:10:5: there is no day 2026-02-30",
                "t:12:2: the table 'e' is already defined at line 11",
                "t:13:5: this string has no closing '''",
            ],
            TomlDocument.Parse(Text, "t").Errors.Select(error => error.ToString())
        );
    }

    [Fact]
    public void Parse_NestedAsDeepAsMayBe_IsReadAndOneMoreIsNot()
    {
        static string Nested(int depth) => $"a = {new string('[', depth)}{new string(']', depth)}\nb = 1\nb = 2\n";

        Assert.Equal("t:3:1: 'b' is already defined at line 2", Assert.Single(TomlDocument.Parse(Nested(127), "t").Errors).ToString());
        Assert.Equal(
            ["t:1:5: tables and arrays are nested more than 128 deep", "t:3:1: 'b' is already defined at line 2"],
            TomlDocument.Parse(Nested(200), "t").Errors.Select(error => error.ToString())
        );
    }

    private static TomlValue? Value(string written)
    {
        var document = TomlDocument.Parse($"a = {written}\n", "t");

        Assert.Empty(document.Errors);
        return document.Root["a"];
    }
}

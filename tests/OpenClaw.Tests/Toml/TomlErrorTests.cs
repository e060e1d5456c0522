using System.Text;
using OpenClaw.Config.Toml;

namespace OpenClaw.Tests.Toml;

/// <summary>What is said about bad documents, word for word, and where.</summary>
public class TomlErrorTests
{
    [Theory]
    [InlineData("a", "t:1:1: the key 'a' needs '=' and a value")]
    [InlineData("a b = 1", "t:1:3: expected '=' after the key 'a', found 'b'")]
    [InlineData("= 1", "t:1:1: expected a key, found '='")]
    [InlineData("a = ", "t:1:5: a value is missing here")]
    [InlineData("a =  # later", "t:1:6: a value is missing here")]
    [InlineData("a = hello", "t:1:5: 'hello' is not a value; a string needs quotes")]
    [InlineData("a = /var/lib", "t:1:5: '/var/lib' is not a value; a string needs quotes")]
    [InlineData("a = True", "t:1:5: 'True' is not a value; write true")]
    [InlineData("a = 1 2", "t:1:7: expected the end of the line, found '2'")]
    [InlineData("a = \"x", "t:1:5: this string has no closing \"")]
    [InlineData("a = 'x\nb = 1", "t:1:5: this string has no closing '")]
    [InlineData("a = \"\"\"x\ny", "t:1:5: this string has no closing \"\"\"")]
    [InlineData("a = \"C:\\dir\"", "t:1:8: \\d is not an escape; write \\\\ for a backslash, or use a 'literal' string")]
    [InlineData("a = \"\\u12\"", "t:1:6: \\u needs 4 hexadecimal digits")]
    [InlineData("a = \"\\ud800\"", "t:1:6: U+D800 is not a Unicode character")]
    [InlineData("a = \"x\u0001\"", "t:1:7: the control character U+0001 is not allowed in a string")]
    [InlineData("# x\ry", "t:1:4: a carriage return without a line feed is not allowed in a comment")]
    [InlineData("a = 007", "t:1:5: the number '007' begins with a zero it does not need")]
    [InlineData("a = 9223372036854775808", "t:1:5: the integer '9223372036854775808' does not fit in 64 bits")]
    [InlineData("a = 0xfffffffffffffffff", "t:1:5: the integer '0xfffffffffffffffff' does not fit in 64 bits")]
    [InlineData("a = 0b12", "t:1:5: '2' is not a digit of a number that begins with '0b'")]
    [InlineData("a = 1__0", "t:1:5: '1__0' is not a value")]
    [InlineData("a = 2026-02-30", "t:1:5: there is no day 2026-02-30")]
    [InlineData("a = 2026-1-1", "t:1:5: '2026-1-1' is not a date; write it as 2026-01-31")]
    [InlineData("a = 25:00:00", "t:1:5: there is no time 25:00:00")]
    [InlineData("a = 2026-01-01T00:00:00+2", "t:1:5: '+2' is not an offset from UTC; write Z or +02:00")]
    [InlineData("a = [1, 2", "t:1:5: this array has no ']'")]
    [InlineData("a = [1 2]", "t:1:8: expected ',' or ']' in the array, found '2'")]
    [InlineData("a = {b = 1", "t:1:5: this table has no '}'")]
    [InlineData("a = {b = 1 c = 2}", "t:1:12: expected ',' or '}' in the table, found 'c'")]
    [InlineData("[]", "t:1:1: a table header needs a name between its brackets")]
    [InlineData("[a", "t:1:3: expected ']' to end the table header, found the end of the file")]
    [InlineData("[[a]", "t:1:4: expected ']]' to end the table header, found ']'")]
    [InlineData("ключ = 1", "t:1:1: a key with 'к' in it must be quoted")]
    [InlineData("a = 1\na = 2", "t:2:1: 'a' is already defined at line 1")]
    [InlineData("[a]\n[a]", "t:2:2: the table 'a' is already defined at line 1")]
    [InlineData("a = 1\n[a.b]", "t:2:2: 'a' is an integer (line 1), not a table")]
    [InlineData("a = {}\n[a.b]", "t:2:2: 'a' is a table in braces (line 1), which nothing can be added to")]
    [InlineData("a = []\n[[a]]", "t:2:3: 'a' is an array written in brackets at line 1; [[a]] cannot add to it")]
    [InlineData("[[a]]\n[a]", "t:2:2: 'a' is an array of tables since line 1; write [[a]]")]
    [InlineData("[a.b]\n[a]\nb.c = 1", "t:3:1: a dotted key may not add to the table 'b', which is defined at line 1")]
    [InlineData("a = \"\U0001F600\U0001F600\" x", "t:1:10: expected the end of the line, found 'x'")]
    public void Parse_BadDocument_SaysWhatAndWhere(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(TomlDocument.Parse(text, "t").Errors).ToString());

    [Theory]
    [InlineData("a = {b = 1,}")]
    [InlineData("a = {b = 1\n}")]
    [InlineData("a = \"\\e\\x41\"")]
    [InlineData("a = 08:00")]
    public void Parse_NewSyntaxOfTheEdition_IsRead(string text) => Assert.Empty(TomlDocument.Parse(text, "t").Errors);

    [Fact]
    public void Parse_ManyMistakes_ReportsEachOnce()
    {
        var document = TomlDocument.Parse(
            """
            name = Claw
            [agent
            owners = ["a" "b"]
            paths = [
              "x",
              y,
              "z"
            ]
            broken = [
              "x" "y",
              "z",
            ]
            open = [ 1, 2
            [ok]
            text = '''
            not = a statement
            '''
            last = 2026-13-01
            """,
            "t"
        );

        Assert.Equal(
            [
                "t:1:8: 'Claw' is not a value; a string needs quotes",
                "t:2:7: expected ']' to end the table header, found the end of the line",
                "t:3:15: expected ',' or ']' in the array, found '\"'",
                "t:6:3: 'y' is not a value; a string needs quotes",
                "t:10:7: expected ',' or ']' in the array that begins at line 9, found '\"'",
                "t:14:1: expected ',' or ']' in the array that begins at line 13, found '['",
                "t:18:8: there is no day 2026-13-01",
            ],
            document.Errors.Select(e => e.ToString())
        );
        Assert.True(document.Root.TryGet("ok", out _));
    }

    [Theory]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0xFF }, "t:2:2: byte 0xff is not valid UTF-8 here; save the file as UTF-8")]
    [InlineData(new byte[] { (byte)'a', 0xC3 }, "t:1:2: byte 0xc3 is not valid UTF-8 here; save the file as UTF-8")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "t:1:1: this is UTF-16; TOML is UTF-8, so save the file in that encoding")]
    public void Parse_NotUtf8_NamesTheByte(byte[] bytes, string expected) =>
        Assert.Equal(expected, Assert.Single(TomlDocument.Parse(bytes, "t").Errors).ToString());

    [Fact]
    public void Parse_NestedTooDeep_IsAnErrorAndNotAnOverflow()
    {
        foreach (
            var text in new[]
            {
                "a = " + new string('[', 1_000_000),
                "a = " + string.Concat(Enumerable.Repeat("{a=", 300_000)),
                string.Join('.', Enumerable.Repeat("a", 1_000_000)) + " = 1",
                "[" + string.Join('.', Enumerable.Repeat("a", 1_000_000)) + "]",
                "[" + string.Join('.', Enumerable.Repeat("a", 100)) + "]\n" + string.Join('.', Enumerable.Repeat("b", 100)) + " = 1",
            }
        )
        {
            Assert.Contains("deep", Assert.Single(TomlDocument.Parse(text, "t").Errors).Message);
        }
    }

    [Fact]
    public void Parse_EveryLineWrong_StopsAfterAHundred()
    {
        var document = TomlDocument.Parse(string.Concat(Enumerable.Repeat("x\n", 100_000)), "t");

        Assert.Equal(101, document.Errors.Count);
        Assert.Equal("t:101:1: there are more errors; they are not shown", document.Errors[^1].ToString());
    }

    [Fact]
    public void Parse_RandomBytes_NeverThrows()
    {
        var random = new Random(20260801);
        var alphabet = "abc=.[]{}\"'#\\\n\r\t ,0123-:TZ+_xeué\u0001";
        for (var i = 0; i < Draws.Of(20_000); i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            foreach (var error in TomlDocument.Parse(text, "t").Errors)
            {
                Assert.InRange(error.Span.Offset + error.Span.Length, 0, text.Length);
            }
            var bytes = new byte[random.Next(30)];
            random.NextBytes(bytes);
            TomlDocument.Parse(bytes, "t");
        }
    }

    [Fact]
    [Trait("Load", "heavy")]
    public void Parse_TenMegabytes_IsReadWhole()
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 10_000_000; i++)
        {
            text.Append("[t").Append(i).Append("]\nkey = \"value\"\nlist = [1, 2, 3]\n");
        }

        var document = TomlDocument.Parse(Encoding.UTF8.GetBytes(text.ToString()), "t");

        Assert.Empty(document.Errors);
        Assert.True(document.Root.Count > 200_000);
    }
}

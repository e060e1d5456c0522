using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenClaw.Web.Page;

namespace OpenClaw.Tests.Web;

public class MarkdownNodesTests
{
    [Theory]
    [InlineData("a **b** *c* ~~d~~ `e`", """[["p","a ",["strong","b"]," ",["em","c"]," ",["s","d"]," ",["code","e"]]]""")]
    [InlineData("line\nnext", """[["p","line",["br"],"next"]]""")]
    [InlineData("# one\n#### four\n## two", """[["h3","one"],["h4","four"],["h4","two"]]""")]
    [InlineData("###### six", """[["h3","six"]]""")]
    [InlineData("- a\n- b", """[["ul",["li",["span","a"]],["li",["span","b"]]]]""")]
    [InlineData("3. a\n4. b", """[["ol",3,["li",["span","a"]],["li",["span","b"]]]]""")]
    [InlineData("```sh\nls <x>\n```", """[["pre","sh","ls <x>"]]""")]
    [InlineData("> q", """[["blockquote",["p","q"]]]""")]
    [InlineData("|a|b|\n|-|-|\n|1|2|", """[["table",["tr",["th","a"],["th","b"]],["tr",["td","1"],["td","2"]]]]""")]
    [InlineData("[x](https://example.org/a?b=c)", """[["p",["a","https://example.org/a?b=c","x"]]]""")]
    [InlineData("![x](https://example.org/p.png)", """[["p",["a","https://example.org/p.png","x"]]]""")]
    [InlineData("[x](javascript:alert(1))", """[["p","x"," (javascript:alert(1))"]]""")]
    [InlineData("[x](data:text/html,hi)", """[["p","x"," (data:text/html,hi)"]]""")]
    [InlineData("[x](/api/logout)", """[["p","x"," (/api/logout)"]]""")]
    [InlineData("<script>alert(1)</script>", """[["p","<script>alert(1)</script>"]]""")]
    [InlineData("<img src=x onerror=alert(1)>", """[["p","<img src=x onerror=alert(1)>"]]""")]
    [InlineData("", "[]")]
    [InlineData("see [1 and [2, **and `x`", """[["p","see [1 and [2, **and ",["code","x"]]]""")]
    [InlineData("a[0 | b ![ c", """[["p","a[0 | b ![ c"]]""")]
    [InlineData("[x [y](https://example.org/)", """[["p","[x ",["a","https://example.org/","y"]]]""")]
    public void Write_GivesNodes(string markdown, string expected) => Assert.Equal(expected, Nodes(markdown));

    [Fact]
    public void Write_OfWhatIsNestedDeeperThanAnybodyWrites_IsItsText() => Assert.Contains("end", Nodes(new string('>', 5000) + " end"));

    private static string Nodes(string markdown)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (
            var json = new Utf8JsonWriter(
                buffer,
                new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 10_000 }
            )
        )
        {
            MarkdownNodes.Of(markdown).WriteTo(json);
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

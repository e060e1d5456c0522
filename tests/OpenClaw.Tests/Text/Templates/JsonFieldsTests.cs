using System.Text.Json;
using OpenClaw.Foundation.Text.Templates;

namespace OpenClaw.Tests.Text.Templates;

public sealed class JsonFieldsTests
{
    [Theory]
    [InlineData("""{"a":{"b":"x"}}""", "a b", "x")]
    [InlineData("""{"a":[{"b":1},{"b":2.50}]}""", "a 1 b", "2.50")]
    [InlineData("""{"a":{"0":"zero"}}""", "a 0", "zero")]
    [InlineData("""[["x"]]""", "0 0", "x")]
    [InlineData("""{"a":true}""", "a", "true")]
    [InlineData("""{"a":null}""", "a", "")]
    [InlineData("""{"a": { "b" : [ 1, "\u00fc\u0022" ] } }""", "a", """{"b":[1,"ü\""]}""")]
    [InlineData("""{"a":"\ud800"}""", "a", """\ud800""")]
    [InlineData("""{"a":["\ud800"]}""", "a", """["\\ud800"]""")]
    [InlineData("""{"a":{"\ud800":1}}""", "a", "{\"\uFFFD\":1}")]
    [InlineData("""{"a":12345678901234567890123}""", "a", "12345678901234567890123")]
    [InlineData("""{"a":1,"a":2}""", "a", "2")]
    public void Find_WhatIsThere_IsSaidAsText(string json, string path, string expected) => Assert.Equal(expected, Text(json, path));

    [Theory]
    [InlineData("""{"a":1}""", "b")]
    [InlineData("""{"a":1}""", "a b")]
    [InlineData("""{"a":[1]}""", "a 1")]
    [InlineData("""{"a":[1]}""", "a 99999999999999")]
    [InlineData("""{"a":[1]}""", "a x")]
    [InlineData("\"text\"", "a")]
    [InlineData("null", "a")]
    public void Find_WhatIsNotThere_IsNothing(string json, string path) => Assert.Null(Text(json, path));

    private static string? Text(string json, string path)
    {
        using var document = JsonDocument.Parse(json);
        return JsonFields.Find(document.RootElement, path.Split(' ')) is { } found ? JsonFields.Text(found) : null;
    }
}

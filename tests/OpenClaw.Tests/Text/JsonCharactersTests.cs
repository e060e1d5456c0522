using System.Text;
using System.Text.Json;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Tests.Text;

public class JsonCharactersTests
{
    [Theory]
    [InlineData("{\"a\":\"b\"}")]
    [InlineData("[\"\\ud83d\\ude00\", \"\\\\ud800\", \"\\\\\\\\\", \"\\u00e9\", \"😀\"]")]
    [InlineData("\"\\n\\u0041\\\"\"")]
    [InlineData("")]
    public void Complaint_OfText_IsNone(string json) => Assert.Null(JsonCharacters.Complaint(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("\"\\ud800\"", "\\ud800 at byte 1")]
    [InlineData("{\"\\uDC00\":1}", "\\udc00 at byte 2")]
    [InlineData("[\"\\ud83d\\ud83d\"]", "\\ud83d at byte 2")]
    [InlineData("\"\\\\\\ud800x\"", "\\ud800 at byte 3")]
    public void Complaint_OfHalfACharacter_SaysWhere(string json, string expected) =>
        Assert.Contains(expected, JsonCharacters.Complaint(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Complaint_OfBytesThatAreNoUtf8_SaysSo() =>
        Assert.Equal("is not UTF-8", JsonCharacters.Complaint([(byte)'"', 0xED, 0xA0, 0x80, (byte)'"']));

    [Fact]
    public void Complaint_AgreesWithTheReaderOfStrings()
    {
        var random = new Random(7);
        string[] pieces = ["\\ud83d", "\\ude00", "\\\\", "\\n", "a", "u", "\\u0041", "😀", "\\\""];
        for (var i = 0; i < 20_000; i++)
        {
            var json = Encoding.UTF8.GetBytes(
                $"\"{string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]))}\""
            );
            using var document = JsonDocument.Parse(json);

            Assert.True(IsText(document.RootElement) == JsonCharacters.Complaint(json) is null, Encoding.UTF8.GetString(json));
        }
    }

    private static bool IsText(JsonElement text)
    {
        try
        {
            return text.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

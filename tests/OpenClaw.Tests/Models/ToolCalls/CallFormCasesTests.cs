using System.Text.Json;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Models;

/// <summary>Every case of ../shared/cases/call-forms.json.</summary>
public class CallFormCasesTests
{
    [Fact]
    public void Cases_NearMisses_StayText()
    {
        foreach (var (name, text, _) in Cases().Where(c => c.Calls.Length == 0))
        {
            foreach (var heard in Streamed.InManyPieces(text))
            {
                Assert.True(heard.Reply.Calls.Count == 0 && !heard.Broken && heard.Shown == text && heard.Reply.Text == text, name);
            }
        }
    }

    [Fact]
    public void Cases_Forms_AreUnderstood()
    {
        var missed = Cases()
            .Where(c => c.Calls.Length > 0 && !Streamed.InManyPieces(c.Text).All(heard => IsAsExpected(heard, c.Calls)))
            .Select(c => c.Name);
        Assert.Empty(missed);
    }

    private static bool IsAsExpected(Streamed.Heard heard, string[] calls) =>
        heard
            .Reply.Calls.Select(c => $"{c.Name} {(Json.TryParse(c.Arguments, out var arguments) ? Json.Text(arguments) : c.Arguments)}")
            .SequenceEqual(calls);

    private static List<(string Name, string Text, string[] Calls)> Cases()
    {
        var file = Path.Combine(Vectors.Folder("../cases"), "call-forms.json");
        var cases = Json.Parse(File.ReadAllText(file))
            .EnumerateArray()
            .Select(c => (c.String("name")!, c.String("text")!, Expected(c)))
            .ToList();
        Assert.True(cases.Count >= 45);
        return cases;
    }

    private static string[] Expected(JsonElement entry) =>
        [.. entry.GetProperty("calls").EnumerateArray().Select(c => $"{c.String("name")} {Json.Text(c.GetProperty("arguments"))}")];
}

using OpenClaw.Agent;
using OpenClaw.Sessions;

namespace OpenClaw.Tests.Agent;

public sealed class CompactorTests
{
    private long _seq;

    [Fact]
    public void Plan_LongTranscript_KeepsTheNewestAndSaysTheRestInLines()
    {
        var entries = Enumerable.Range(1, 20).SelectMany(i => new[] { User($"question {i} {new string('x', 300)}"), Answer($"answer {i} {new string('y', 300)}") }).ToList();

        var cut = Compactor.Plan(entries, budget: 1500)!;

        Assert.Contains("question 17", cut.Summary);
        Assert.DoesNotContain("question 20", cut.Summary);
        Assert.True(cut.Summary.Length < 3000);
        var kept = entries.Where(e => e.Seq > cut.UpTo).ToList();
        Assert.True(kept[0].Entry is Entry.User or Entry.Assistant);
        Assert.Contains(kept, e => e.Entry is Entry.Assistant { Text: var text } && text.StartsWith("answer 20"));
    }

    [Fact]
    public void Plan_CutInsideATurn_KeepsTheRequestWhole()
    {
        var request = "Find out why the backup failed and tell me the exact reason.";
        List<PlacedEntry> entries = [User(request), .. Enumerable.Range(0, 6).SelectMany(i => new[] { Call($"c{i}"), Result($"c{i}", new string('z', 2000)) })];

        var cut = Compactor.Plan(entries, budget: 5000)!;

        Assert.Contains(request, cut.Summary);
        // A result is never parted from its call.
        Assert.IsType<Entry.Assistant>(entries.First(e => e.Seq > cut.UpTo).Entry);
    }

    [Fact]
    public void Plan_OneMessage_HasNothingToLeaveOut() => Assert.Null(Compactor.Plan([User(new string('x', 100_000))], budget: 100));

    private PlacedEntry User(string text) => new(++_seq, null, new Entry.User(text, "local:pi", "Mon 2026-01-05 08:00"), default);

    private PlacedEntry Answer(string text) => new(++_seq, null, new Entry.Assistant(text, "m"), default);

    private PlacedEntry Call(string id) => new(++_seq, null, new Entry.Assistant("", "m", [new EntryCall(id, "read", "{}")]), default);

    private PlacedEntry Result(string id, string text) => new(++_seq, null, new Entry.ToolResult(id, "read", text, false), default);
}

using OpenClaw.Agent.Compaction;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Agent;

public sealed class CompactorTests
{
    private long _seq;

    [Fact]
    public void Plan_LongTranscript_KeepsTheNewestAndSaysTheRestInLines()
    {
        var entries = Enumerable
            .Range(1, 20)
            .SelectMany(i => new[] { User($"question {i} {new string('x', 300)}"), Answer($"answer {i} {new string('y', 300)}") })
            .ToList();

        var cut = Compactor.Plan(entries, budget: 3000)!;

        Assert.Contains("question 16", cut.Summary);
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
        List<PlacedEntry> entries =
        [
            User(request),
            .. Enumerable.Range(0, 6).SelectMany(i => new[] { Call($"c{i}"), Result($"c{i}", new string('z', 2000)) }),
        ];

        var cut = Compactor.Plan(entries, budget: 5000)!;

        Assert.Equal(request, cut.Request);
        // A result is never parted from its call.
        Assert.IsType<Entry.Assistant>(entries.First(e => e.Seq > cut.UpTo).Entry);
    }

    [Fact]
    public void Plan_OneMessage_HasNothingToLeaveOut() => Assert.Null(Compactor.Plan([User(new string('x', 100_000))], budget: 100));

    [Fact]
    public void Plan_SmallerAndSmaller_EndsWithTheLastMessageAlone()
    {
        List<PlacedEntry> entries =
        [
            .. Enumerable
                .Range(1, 30)
                .SelectMany(i => new[] { User($"question {i} {new string('x', 300)}"), Answer($"answer {i} {new string('y', 300)}") }),
            User("the last words"),
        ];

        for (var budget = 16_000; budget > 0; budget /= 2)
        {
            if (Compactor.Plan(entries, budget) is not { } cut)
            {
                continue;
            }
            Assert.True(Compactor.Size(Compactor.Of(cut)) <= Math.Max(budget, 200), $"{budget}: {Compactor.Size(Compactor.Of(cut))}");
            Apply(entries, cut);
            Assert.Equal("the last words", Assert.IsType<Entry.User>(entries[^1].Entry).Text);
        }

        if (Compactor.Plan(entries, 0) is { } final)
        {
            Apply(entries, final);
        }
        Assert.Null(Compactor.Plan(entries, 0));
        Assert.True(entries.Sum(static e => Compactor.Size(e.Entry)) < 200);
    }

    [Fact]
    public void Plan_OneResultAloneIsTooLong_LeavesOutItsMiddleAndKeepsTheRequest()
    {
        List<PlacedEntry> entries = [User("what is in the log?"), Call("c0"), Result("c0", "BEGIN " + new string('語', 9000) + " END")];
        Apply(entries, Compactor.Plan(entries, budget: 4000)!);

        var summary = Assert.IsType<Entry.Summary>(Assert.Single(entries).Entry);

        Assert.Equal("what is in the log?", summary.Request);
        Assert.Contains("read returned: BEGIN", summary.Latest);
        Assert.EndsWith("END", summary.Latest);
        Assert.Contains("characters are left out here", summary.Latest);
        Assert.InRange(Compactor.Size(summary), 500, 4000);
        var shorter = Compactor.Plan(entries, budget: 1000)!;
        Assert.Equal("what is in the log?", shorter.Request);
        Assert.True(shorter.Latest!.Length < summary.Latest!.Length / 2);
    }

    [Fact]
    public void Plan_RequestOfAFormerTurn_BecomesALine()
    {
        List<PlacedEntry> entries =
        [
            new(
                ++_seq,
                null,
                new Entry.Summary("earlier", 0, "find the fault\nand mend it", "read returned: " + new string('z', 3000)),
                default
            ),
            Answer("done"),
            User("thanks"),
            Answer("welcome"),
        ];

        var cut = Compactor.Plan(entries, budget: 900)!;

        Assert.Null(cut.Request);
        Assert.Contains("asked: find the fault and mend it", cut.Summary);
        Assert.DoesNotContain("zzz", cut.Summary);
    }

    private void Apply(List<PlacedEntry> entries, Cut cut)
    {
        entries.RemoveAll(e => e.Seq <= cut.UpTo || e.Entry is Entry.Summary);
        entries.Insert(0, new(++_seq, null, Compactor.Of(cut), default));
    }

    private PlacedEntry User(string text) => new(++_seq, null, new Entry.User(text, "local:pi", "Mon 2026-01-05 08:00"), default);

    private PlacedEntry Answer(string text) => new(++_seq, null, new Entry.Assistant(text, "m"), default);

    private PlacedEntry Call(string id) => new(++_seq, null, new Entry.Assistant("", "m", [new EntryCall(id, "read", "{}")]), default);

    private PlacedEntry Result(string id, string text) => new(++_seq, null, new Entry.ToolResult(id, "read", text, false), default);
}

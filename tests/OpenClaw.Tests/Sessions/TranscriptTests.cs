using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Sessions;

/// <summary>Whatever order entries came in, a model server gets each call followed by its result.</summary>
public sealed class TranscriptTests
{
    private static readonly Entry s_user = new Entry.User("do it", "local:pi", "Mon 2026-01-05 08:00");
    private static readonly Entry s_notice = new Entry.Notice("message from session local:b: hi");
    private static readonly Entry s_calls = new Entry.Assistant(
        "",
        "m",
        [new EntryCall("a", "read", "{}"), new EntryCall("b", "read", "{}")]
    );

    [Fact]
    public void Paired_WordsBetweenCallAndResults_ComeAfterThem() =>
        Assert.Equal([s_user, s_calls, Result("a"), Result("b"), s_notice], Pair(s_user, s_calls, s_notice, Result("a"), Result("b")));

    [Fact]
    public void Paired_ResultWithoutItsCall_IsLeftOut() => Assert.Equal([s_user], Pair(Result("a"), s_user));

    [Fact]
    public void Paired_ResultTwice_IsTakenOnce() =>
        Assert.Equal([s_calls, Result("a"), Result("b")], Pair(s_calls, Result("a"), Result("a"), Result("b")));

    [Fact]
    public void Paired_CallThatNobodyAnswered_IsGivenAResult()
    {
        var paired = Pair(s_calls, Result("b"), s_user, new Entry.Assistant("next", "m"));

        Assert.Collection(
            paired,
            e => Assert.Equal(s_calls, e),
            e => Assert.Equal(Result("b"), e),
            e => Assert.Equal("a", Assert.IsType<Entry.ToolResult>(e).Call),
            e => Assert.Equal(s_user, e),
            e => Assert.IsType<Entry.Assistant>(e)
        );
    }

    private static Entry.ToolResult Result(string call) => new(call, "read", $"result of {call}", false);

    private static List<Entry> Pair(params Entry[] entries) =>
        [.. Transcript.Paired(entries.Select(static (e, i) => new PlacedEntry(i + 1, null, e, default)))];
}

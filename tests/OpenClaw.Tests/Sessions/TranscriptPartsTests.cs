using OpenClaw.Messages;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Tests.Sessions;

/// <summary>What is kept of a conversation ends where nothing that comes later can change it.</summary>
public sealed class TranscriptPartsTests
{
    private static readonly Entry s_user = new Entry.User("do it", "local:pi", "Mon 2026-01-05 08:00");
    private static readonly Entry s_picture = new Entry.User(
        "look",
        "local:pi",
        "Mon 2026-01-05 08:00",
        [new ImageAttachment("/tmp/a.png", "image/png")]
    );
    private static readonly Entry s_answer = new Entry.Assistant("done", "m");
    private static readonly Entry s_empty = new Entry.Assistant(" ", "m");
    private static readonly Entry s_calls = new Entry.Assistant("", "m", [new EntryCall("a", "read", "{}")]);
    private static readonly Entry s_result = new Entry.ToolResult("a", "read", "text", false);
    private static readonly Entry s_notice = new Entry.Notice("it failed");
    private static readonly Entry s_summary = new Entry.Summary("before", 3);

    [Fact]
    public void Of_AnswerAndThenSomebodySpeaks_IsDone() => Shown("2+ 1", s_user, s_answer, s_user);

    [Fact]
    public void Of_AnswerAtTheEnd_MayStillBeJoined() => Shown("2", s_user, s_answer);

    [Fact]
    public void Of_AnswerAndAnother_IsOneExchange() => Shown("3+ 1", s_user, s_answer, s_answer, s_notice);

    [Fact]
    public void Of_CallsAndResults_StayTogether() => Shown("4+ 1", s_user, s_calls, s_result, s_answer, s_user);

    [Fact]
    public void Of_WordsBetweenCallAndResult_DoNotEndIt() => Shown("5+ 1", s_user, s_calls, s_user, s_result, s_answer, s_user);

    [Fact]
    public void Of_CallWithoutResult_EndsWithTheAnswerAfterIt() => Shown("3+ 1", s_user, s_calls, s_answer, s_user);

    [Fact]
    public void Of_EmptyAnswer_IsNoneToEndWith() => Shown("3", s_user, s_empty, s_user);

    [Fact]
    public void Of_Picture_IsNotKept() => Shown("2+ 2 1", s_user, s_answer, s_picture, s_answer, s_user);

    [Fact]
    public void Of_NumberThatIsMissing_EndsWhatIsDone()
    {
        // Four may be on its way to the disk still, and would come between.
        List<PlacedEntry> entries = [At(1, s_user), At(2, s_answer), At(3, s_user), At(5, s_answer), At(6, s_user)];

        Assert.Equal("2+ 2 1", Said(TranscriptParts.Of(entries, 1, new HashSet<long>())));
    }

    [Fact]
    public void Of_FirstNumberMissing_NothingIsDone() =>
        Assert.Equal("2 1", Said(TranscriptParts.Of([At(2, s_user), At(3, s_answer), At(4, s_user)], 1, new HashSet<long>())));

    [Fact]
    public void Of_NumbersOfSummaries_AreNotMissing()
    {
        // The newest has the number eight and comes first; one of before has the number five.
        List<PlacedEntry> entries = [At(8, s_summary), At(4, s_user), At(6, s_answer), At(7, s_user), At(9, s_answer), At(10, s_user)];

        var parts = TranscriptParts.Of(entries, 4, new HashSet<long> { 5, 8 });

        Assert.Equal("3+ 2+ 1", Said(parts));
        Assert.Equal([6, 9, 10], parts.Select(static part => part.Place));
    }

    private static void Shown(string expected, params Entry[] entries) =>
        Assert.Equal(
            expected,
            Said(TranscriptParts.Of([.. entries.Select(static (entry, i) => At(i + 1, entry))], 1, new HashSet<long>()))
        );

    private static string Said(IEnumerable<TranscriptPart> parts) =>
        string.Join(' ', parts.Select(static part => $"{part.Entries.Count}{(part.IsDone ? "+" : "")}"));

    private static PlacedEntry At(long seq, Entry entry) => new(seq, null, entry, default);
}

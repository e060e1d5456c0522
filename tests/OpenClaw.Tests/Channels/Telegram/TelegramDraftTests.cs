using OpenClaw.Channels.Telegram;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Channels.Telegram;

public sealed class TelegramDraftTests
{
    private readonly FakeClock _clock = new();
    private readonly TelegramDraft _draft = new(new ReplyAddress("telegram", "", "7", "3"));

    [Fact]
    public void TakeText_NothingNew_IsNull()
    {
        Assert.Null(_draft.TakeText(_clock));
        _draft.Said("Hel");
        _draft.Said("lo");
        Assert.Equal("Hello", _draft.TakeText(_clock));
        Assert.Null(_draft.TakeText(_clock));
    }

    [Fact]
    public void Did_ACall_TakesThePlaceOfWhatWasSaidBefore()
    {
        _draft.Said("Let me look.");
        for (var i = 1; i <= 7; i++)
        {
            _draft.Did($"exec step {i}\nsecond line");
        }

        Assert.Equal(
            "⏳ exec step 3\\nsecond line\n⏳ exec step 4\\nsecond line\n⏳ exec step 5\\nsecond line\n⏳ exec step 6\\nsecond line\n⏳ exec step 7\\nsecond line",
            _draft.TakeText(_clock)
        );
    }

    [Fact]
    public void TakeText_WhileTelegramWantsQuiet_Waits()
    {
        _draft.Quiet = (TimeSpan.FromSeconds(5), _clock.GetTimestamp());
        _draft.Said("x");
        Assert.Null(_draft.TakeText(_clock));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("x", _draft.TakeText(_clock));
    }

    [Fact]
    public void PauseLeft_IsTelegramsWishAlone()
    {
        Assert.Null(_draft.PauseLeft(_clock));
        _draft.Quiet = (TimeSpan.FromSeconds(5), _clock.GetTimestamp());
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.FromSeconds(3), _draft.PauseLeft(_clock));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(_draft.PauseLeft(_clock));
        // A first message of unknown end: the answer comes as a message of its own, at once.
        _draft.Quiet = (TelegramDraft.NoDraft, 0);
        Assert.Null(_draft.PauseLeft(_clock));
    }

    [Fact]
    public void TakeText_WordForNothing_IsNotShown()
    {
        _draft.Said("Okay.\n\nNO_RE");
        Assert.Equal("Okay.", _draft.TakeText(_clock));
        _draft.Said("ASON at all");
        Assert.Equal("Okay.\n\nNO_REASON at all", _draft.TakeText(_clock));
    }

    [Fact]
    public void TakeText_LongerThanAMessage_IsItsEndAndNoHalfLetter()
    {
        for (var i = 0; i < 20_000; i++)
        {
            _draft.Said("😀");
        }

        var text = _draft.TakeText(_clock)!;

        Assert.InRange(text.Length, 3000, 4096);
        Assert.Equal("…", text[..1]);
        Assert.False(char.IsLowSurrogate(text[1]));
    }

    [Fact]
    public void Rest_EndsWhatIsAwake()
    {
        var awake = _draft.Wake();
        var second = _draft.Wake();
        Assert.True(awake.IsCancellationRequested);
        Assert.False(second.IsCancellationRequested);
        _draft.Rest();
        Assert.True(second.IsCancellationRequested);
        Assert.Equal(3, _draft.Thread);
    }
}

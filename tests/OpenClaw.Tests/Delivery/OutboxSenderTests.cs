using OpenClaw.Delivery.Outbound;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Delivery;

/// <summary>One sender per conversation, in order, whatever the channels, the disk and the clock do.</summary>
public sealed class OutboxSenderTests : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly DeliveryRig _rig = new("telegram", "slack");

    private FakeChannel Telegram => _rig["telegram"];

    private FakeChannel Slack => _rig["slack"];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Queued_ChannelTakesIt_IsSentWithItsReceiptAndTold()
    {
        _rig.Queue("telegram:1", "hello");
        _rig.UntilStates("sent");

        Assert.Equal(["r1"], _rig.Rows("select channel_message from outbox", static row => row.GetString(0)));
        Assert.Collection(
            _rig.Events,
            queued =>
                Assert.Equal(
                    new GatewayEvent.Delivered("telegram:1", "pending", "hello") { Session = new("local:main"), Turn = new(3) },
                    queued
                ),
            sent =>
                Assert.Equal(
                    new GatewayEvent.Delivered("telegram:1", "sent", "hello", null, 1) { Session = new("local:main"), Turn = new(3) },
                    sent
                )
        );
        Assert.Equal(0, _rig.Sender.Lines);
    }

    [Fact]
    public void Queued_LongText_EachPieceHasItsOwnRowAndReceipt()
    {
        _rig.Channels.Replace(new OutboundChannels([new FakeChannel("telegram", _rig.Clock, limit: 10)]));
        _rig.Queue("telegram:1", "one two three\n\nfour");
        _rig.UntilStates("sent", "sent", "sent");

        Assert.Equal(["one two", "three", "four"], _rig.Rows("select text from outbox order by id", static row => row.GetString(0)));
        Assert.Equal(["r1", "r2", "r3"], _rig.Rows("select channel_message from outbox order by id", static row => row.GetString(0)));
    }

    [Fact]
    public void Queued_NothingButBlanks_IsNoMessage()
    {
        _rig.Queue("telegram:1", " \n ");

        Assert.Empty(_rig.States);
        Assert.Empty(_rig.Events);
    }

    [Fact]
    public void Send_BeforeTheRequestLeaves_ItsRowSaysSending()
    {
        string? state = null;
        Telegram.Then(
            async (message, _) =>
            {
                state = (await _rig.Service.FindAsync(message.Id))!.State;
                return new SendOutcome.Sent(null);
            }
        );

        _rig.Queue("telegram:1", "hello");
        _rig.UntilStates("sent");

        Assert.Equal("sending", state);
    }

    [Fact]
    public void OneChat_FirstMessageTakesLong_OthersWaitTheirTurnAndOtherChatsGo()
    {
        var slow = Telegram.ThenHangs();
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.Queue("telegram:1:thread:7", "t1");
        _rig.Queue("telegram:2", "b1");
        _rig.Queue("slack:1", "s1");
        _rig.UntilStates("sending", "pending", "sent", "sent", "sent");

        slow.SetResult(new SendOutcome.Sent("x"));
        _rig.UntilStates("sent", "sent", "sent", "sent", "sent");

        Assert.Equal(
            ["a1", "a2"],
            Telegram.Attempts.Where(static a => a.Message.To is { ChatId: "1", Thread: null }).Select(static a => a.Message.Text)
        );
    }

    [Fact]
    public void Later_ChatIsToldToWait_WaitsThatLongInOrderAndOthersGo()
    {
        Telegram.Then(new SendOutcome.Later("slow down", TimeSpan.FromSeconds(30)));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.Settle();
        _rig.Queue("telegram:2", "b1");
        _rig.UntilStates("pending", "pending", "sent");
        Assert.Equal(["slow down"], _rig.Rows("select failure from outbox where next_at is not null", static row => row.GetString(0)));

        _rig.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(["a1", "b1"], Telegram.Tried);
        _rig.Advance(s_second);
        _rig.UntilStates("sent", "sent", "sent");

        Assert.Equal(["a1", "b1", "a1", "a2"], Telegram.Tried);
        Assert.Equal(1, Telegram.Attempts[2].Message.Attempts);
        Assert.Null(_rig.Sender.DownOf("telegram"));
    }

    [Fact]
    public void Later_WholeChannel_NothingOfItIsTriedAndOtherChannelsGo()
    {
        Telegram.Then(new SendOutcome.Later("too many requests", TimeSpan.FromSeconds(30), WholeChannel: true));
        _rig.Queue("telegram:1", "a1");
        _rig.Settle();
        _rig.Queue("telegram:2", "b1");
        _rig.Queue("slack:1", "s1");
        _rig.UntilStates("pending", "pending", "sent");
        Assert.Equal(("too many requests", _rig.Clock.GetUtcNow() + TimeSpan.FromSeconds(30)), _rig.Sender.DownOf("telegram"));

        _rig.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(["a1"], Telegram.Tried);
        _rig.Advance(s_second);
        _rig.UntilStates("sent", "sent", "sent");

        Assert.Null(_rig.Sender.DownOf("telegram"));
    }

    [Trait("Load", "heavy")]
    [Fact]
    public void DeadChannel_ManyChats_IsTriedByOneAtATimeWithDoublingPauses()
    {
        Telegram.Otherwise = static (_, _) => Task.FromResult<SendOutcome>(new SendOutcome.Later("no route to host", WholeChannel: true));
        for (var chat = 0; chat < 20; chat++)
        {
            _rig.Queue($"telegram:{chat}", "hello");
        }
        _rig.Settle();
        for (var second = 0; second < 1200; second++)
        {
            _rig.Advance(s_second);
        }

        // The first may be up to four: they were on their way when it failed. Then 1, 2, 4 ... 256, 300, 300 seconds.
        var rounds = Telegram.Attempts.GroupBy(static a => a.At).Select(static g => (At: g.Key, Count: g.Count())).ToList();
        Assert.InRange(rounds[0].Count, 1, 4);
        Assert.All(rounds.Skip(1), static round => Assert.Equal(1, round.Count));
        var pauses = rounds.Zip(rounds.Skip(1), static (a, b) => (b.At - a.At).TotalSeconds).ToList();
        var whole = Enumerable.Range(0, pauses.Count).Select(static i => Math.Min(300, Math.Pow(2, i))).ToList();
        Assert.All(pauses.Zip(whole), static p => Assert.InRange(p.First, (p.Second * 0.75) - 1, p.Second + 1));
        Assert.InRange(rounds.Count, 10, 15);
        Assert.Equal(Enumerable.Repeat("pending", 20), _rig.States);

        Telegram.Otherwise = null;
        _rig.Advance(TimeSpan.FromSeconds(300));
        _rig.UntilStates([.. Enumerable.Repeat("sent", 20)]);
    }

    [Fact]
    public void Later_WithoutATime_BacksOffAndIsTriedAgain()
    {
        for (var i = 0; i < 4; i++)
        {
            Telegram.Then(new SendOutcome.Later("busy"));
        }
        _rig.Queue("telegram:1", "a1");
        _rig.Settle();
        for (var second = 0; second < 16; second++)
        {
            _rig.Advance(s_second);
        }
        _rig.UntilStates("sent");

        Assert.Equal([0, 1, 2, 3, 4], Telegram.Attempts.Select(static a => a.Message.Attempts));
        Assert.Equal([5], _rig.Rows("select attempts from outbox", static row => row.GetInt32(0)));
    }

    [Fact]
    public void Later_ClockIsSetBack_ItsPauseIsNoLonger()
    {
        Telegram.Then(new SendOutcome.Later("busy", TimeSpan.FromSeconds(10)));
        _rig.Queue("telegram:1", "a1");
        _rig.UntilStates("pending");
        // As if the clock had been a day ahead when the row was written.
        _rig.Sql("update outbox set next_at = next_at + 86000000");

        _rig.Advance(TimeSpan.FromSeconds(10));
        _rig.UntilStates("sent");
    }

    [Fact]
    public void Refused_IsFailedAndTheNextGoes()
    {
        Telegram.Then(new SendOutcome.Refused("bot was blocked by the user"));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.UntilStates("failed", "sent");

        Assert.Contains(_rig.Events, static e => e is { State: "failed", Reason: "bot was blocked by the user", Row: 1 });
    }

    [Fact]
    public void ChannelThrows_IsUnknownAndTheNextGoes()
    {
        Telegram.Then(static (_, _) => throw new InvalidOperationException("a bug"));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");

        _rig.UntilStates("unknown", "sent");
    }

    [Fact]
    public void Unknown_ResendChosen_IsSentOnceMoreAfterAPause()
    {
        _rig.Settings = "[delivery]\non_unknown = \"resend\"";
        _rig.KillAndStart();
        Telegram.Then(new SendOutcome.Unknown("connection lost")).Then(new SendOutcome.Unknown("connection lost"));
        _rig.Queue("telegram:1", "a1");
        _rig.UntilStates("pending");
        _rig.Advance(s_second);
        _rig.UntilStates("unknown");

        _rig.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, Telegram.Attempts.Count);
        Assert.Equal(["pending", "unknown"], _rig.Events.Select(static e => e.State));
    }

    [Fact]
    public void Ttl_ChannelIsDead_ExpiresAndIsNeverSentLate()
    {
        Telegram.Otherwise = static (_, _) => Task.FromResult<SendOutcome>(new SendOutcome.Later("no route to host", WholeChannel: true));
        _rig.Queue("telegram:1", "old", TimeSpan.FromMinutes(10));
        _rig.Settle();
        _rig.Advance(TimeSpan.FromMinutes(5));
        _rig.Queue("telegram:1", "young", TimeSpan.FromMinutes(10));
        for (var minute = 0; minute < 5; minute++)
        {
            _rig.Advance(TimeSpan.FromMinutes(1));
        }
        _rig.UntilStates("expired", "pending");
        Assert.Contains(_rig.Events, static e => e is { State: "expired", Row: 1, Reason: "no route to host" });

        Telegram.Otherwise = null;
        var before = Telegram.Attempts.Count;
        _rig.Advance(TimeSpan.FromMinutes(4.9));
        _rig.UntilStates("expired", "sent");
        Assert.Equal(["young"], Telegram.Tried.Skip(before));
    }

    [Fact]
    public void Ttl_PassedWhileTheGatewayWasOff_ExpiresAtTheStart()
    {
        Telegram.Then(new SendOutcome.Later("busy"));
        _rig.Queue("telegram:1", "a1");
        _rig.UntilStates("pending");
        _rig.Kill();
        _rig.Clock.Advance(TimeSpan.FromHours(24));
        _rig.Begin();
        _rig.Start();

        _rig.UntilStates("expired");
        Assert.Equal(["a1"], Telegram.Tried);
    }

    [Fact]
    public void Channel_VanishesFromTheConfiguration_ItsRowsWaitUntilItIsBackOrTooLate()
    {
        _rig.Reconfigure("slack");
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2", TimeSpan.FromHours(1));
        _rig.Queue("slack:1", "s1");
        _rig.UntilStates("pending", "pending", "sent");

        _rig.Advance(TimeSpan.FromHours(1));
        _rig.UntilStates("pending", "expired", "sent");
        _rig.Reconfigure("slack", "telegram");
        _rig.UntilStates("sent", "expired", "sent");
    }
}

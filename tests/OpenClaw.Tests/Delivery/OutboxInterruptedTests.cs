using OpenClaw.Delivery.Outbound;
using OpenClaw.Messages;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Delivery;

/// <summary>A send that a kill, a stop or the disk interrupts: nothing is lost, and nothing is sent twice unless that was chosen.</summary>
public sealed class OutboxInterruptedTests : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly DeliveryRig _rig = new("telegram", "slack");

    private FakeChannel Telegram => _rig["telegram"];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Killed_BetweenRequestAndAnswer_IsUnknownAndNotSentAgain()
    {
        Telegram.ThenHangs();
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.UntilStates("sending", "pending");

        _rig.KillAndStart();
        _rig.UntilStates("unknown", "sent");

        Assert.Equal(["a1", "a2"], Telegram.Tried);
    }

    [Fact]
    public void Killed_BetweenRequestAndAnswer_IsSentOnceMoreWhereThatWasChosen()
    {
        _rig.Settings = "[delivery]\non_unknown = \"resend\"";
        _rig.KillAndStart();
        Telegram.ThenHangs();
        _rig.Queue("telegram:1", "a1");
        _rig.UntilStates("sending");

        var again = Telegram.ThenHangs();
        _rig.KillAndStart();
        _rig.UntilStates("sending");
        again.SetResult(new SendOutcome.Unknown("connection lost"));
        _rig.UntilStates("unknown");

        Assert.Equal(["a1", "a1"], Telegram.Tried);
    }

    [Fact]
    public void Killed_WhilePending_IsSentAfterTheStart()
    {
        Telegram.Then(new SendOutcome.Later("busy", TimeSpan.FromMinutes(1)));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.UntilRows("select count(*) from outbox where next_at is not null", static row => row.GetInt32(0), 1);

        _rig.KillAndStart();
        _rig.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(["a1"], Telegram.Tried);
        _rig.Advance(s_second);
        _rig.UntilStates("sent", "sent");

        Assert.Equal(["a1", "a1", "a2"], Telegram.Tried);
    }

    [Fact]
    public void Disk_RefusesTheRowBefore_NothingIsSentUntilItTakesIt()
    {
        _rig.BreakDisk(true);
        _rig.Queue("telegram:1", "a1");
        for (var i = 0; i < 3; i++)
        {
            _rig.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Empty(Telegram.Attempts);

        _rig.BreakDisk(false);
        _rig.Advance(TimeSpan.FromSeconds(5));
        _rig.UntilStates("sent");
    }

    [Fact]
    public void Disk_RefusesTheRowAfter_IsRecordedWhenItTakesItAndNotSentTwice()
    {
        var send = Telegram.ThenHangs();
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.UntilStates("sending", "pending");
        _rig.BreakDisk(true);
        send.SetResult(new SendOutcome.Sent("there"));
        for (var i = 0; i < 3; i++)
        {
            _rig.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.DoesNotContain(_rig.Events, static e => e.State == "sent");

        _rig.BreakDisk(false);
        _rig.Advance(TimeSpan.FromSeconds(5));
        _rig.UntilStates("sent", "sent");

        Assert.Equal(["a1", "a2"], Telegram.Tried);
        Assert.Equal("there", _rig.Rows("select channel_message from outbox where id = 1", static row => row.GetString(0))[0]);
    }

    [Fact]
    public void Stop_LetsRunningSendsEndAndStartsNone()
    {
        var send = Telegram.ThenHangs();
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        Telegram.Then(new SendOutcome.Later("busy"));
        _rig.Queue("telegram:2", "b1");
        _rig.UntilStates("sending", "pending", "pending");

        Task? stopped = null;
        _rig.Loop.Post(_ => stopped = _rig.Sender.StopAsync(CancellationToken.None), null);
        _rig.Settle();
        Assert.False(stopped!.IsCompleted);
        send.SetResult(new SendOutcome.Sent("x"));
        _rig.Until(() => stopped.IsCompleted);
        _rig.Queue("telegram:3", "c1");
        _rig.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["sent", "pending", "pending", "pending"], _rig.States);
        Assert.Equal(0, _rig.Sender.Lines);
    }

    [Fact]
    public void Stop_SendDoesNotEndInTime_IsCutAndUnknownAtTheNextStart()
    {
        Telegram.ThenHangs();
        _rig.Queue("telegram:1", "a1");
        _rig.UntilStates("sending");
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10), _rig.Clock);

        Task? stopped = null;
        _rig.Loop.Post(_ => stopped = _rig.Sender.StopAsync(deadline.Token), null);
        _rig.Settle();
        Assert.False(stopped!.IsCompleted);
        _rig.Advance(TimeSpan.FromSeconds(10));
        _rig.Until(() => stopped.IsCompleted);
        Assert.Equal(0, Telegram.Busy);

        _rig.KillAndStart();
        _rig.UntilStates("unknown");
        Assert.Single(Telegram.Attempts);
    }
}

using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Delivery;

/// <summary>What waits for a channel goes as soon as somebody has mended it, or says so.</summary>
public sealed class WaitingAndMendedTests : IDisposable
{
    private readonly DeliveryRig _rig = new("telegram", "slack");

    private FakeChannel Telegram => _rig["telegram"];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Reload_AfterAWrongToken_TriesWhatWaitsAtOnce()
    {
        WaitForAPerson();

        _rig.Reconfigure("telegram", "slack");

        _rig.UntilStates("sent");
    }

    [Fact]
    public void Restart_AfterAWrongToken_TriesWhatWaitsAtOnce()
    {
        WaitForAPerson();

        _rig.KillAndStart();

        _rig.UntilStates("sent");
    }

    [Fact]
    public void Restart_WhileAChatIsToWait_WaitsOn()
    {
        Telegram.Then(new SendOutcome.Later("Too Many Requests: retry after 300", TimeSpan.FromMinutes(5)));
        _rig.Queue("telegram:1", "a1");
        _rig.UntilRows("select count(*) from outbox where next_at is not null", static row => row.GetInt32(0), 1);

        _rig.KillAndStart();
        _rig.Settle();

        Assert.Equal(["pending"], _rig.States);
        _rig.Advance(TimeSpan.FromMinutes(5));
        _rig.UntilStates("sent");
    }

    [Fact]
    public void Resend_OfAPendingOne_IsTriedAtOnceThoughItsChannelIsDown()
    {
        WaitForAPerson();

        Assert.IsType<OutboxChange.Done>(_rig.Run(() => _rig.Service.ResendAsync(1)));

        _rig.UntilStates("sent");
    }

    [Fact]
    public void Resend_OfAPendingOne_IsTriedAtOnceThoughItsChatIsToWait()
    {
        Telegram.Then(new SendOutcome.Later("busy", TimeSpan.FromHours(1)));
        _rig.Queue("telegram:1", "a1");
        _rig.UntilRows("select count(*) from outbox where next_at is not null", static row => row.GetInt32(0), 1);

        Assert.IsType<OutboxChange.Done>(_rig.Run(() => _rig.Service.ResendAsync(1)));

        _rig.UntilStates("sent");
    }

    private void WaitForAPerson()
    {
        Telegram.Then(new SendOutcome.Later("Telegram does not know the token", TimeSpan.FromMinutes(5), WholeChannel: true));
        _rig.Queue("telegram:1", "a1");
        _rig.UntilRows(
            "select failure from outbox where state = 'pending'",
            static row => row.IsDBNull(0) ? null : row.GetString(0),
            "Telegram does not know the token"
        );
        Assert.NotNull(_rig.Sender.DownOf("telegram"));
    }
}

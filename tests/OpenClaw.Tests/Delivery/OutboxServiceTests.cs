using OpenClaw.Delivery.Outbound;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Delivery;

/// <summary>What a person does with messages of the outbox: sends them again, drops them.</summary>
public sealed class OutboxServiceTests : IDisposable
{
    private readonly DeliveryRig _rig = new("telegram", "slack");

    private FakeChannel Telegram => _rig["telegram"];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Service_Resend_SendsWhatWasLetGoOf()
    {
        Telegram.Then(new SendOutcome.Refused("no")).Then(new SendOutcome.Unknown("lost"));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.Queue("telegram:1", "a3");
        _rig.UntilStates("failed", "unknown", "sent");

        Assert.IsType<OutboxChange.Done>(_rig.Run(() => _rig.Service.ResendAsync(1)));
        Assert.IsType<OutboxChange.Done>(_rig.Run(() => _rig.Service.ResendAsync(2)));
        Assert.Equal(
            "message 3 is sent; only what is pending, unknown, failed or expired can be sent again",
            Assert.IsType<OutboxChange.Refused>(_rig.Run(() => _rig.Service.ResendAsync(3))).Line
        );
        Assert.IsType<OutboxChange.Missing>(_rig.Run(() => _rig.Service.ResendAsync(4)));
        _rig.UntilStates("sent", "sent", "sent");

        Assert.Equal(["a1", "a2", "a3", "a1", "a2"], Telegram.Tried);
    }

    [Fact]
    public void Service_ResendOfAnExpiredOne_IsWorthAsMuchTimeAsANewOne()
    {
        Telegram.Then(new SendOutcome.Later("busy", TimeSpan.FromHours(1)));
        _rig.Queue("telegram:1", "a1", TimeSpan.FromMinutes(1));
        _rig.UntilStates("pending");
        _rig.Advance(TimeSpan.FromMinutes(1));
        _rig.UntilStates("expired");

        _rig.Run(() => _rig.Service.ResendAsync(1));
        _rig.UntilStates("sent");
    }

    [Fact]
    public void Service_DropOfTheOneInFront_LetsTheNextGo()
    {
        Telegram.Then(new SendOutcome.Later("busy", TimeSpan.FromHours(1)));
        _rig.Queue("telegram:1", "a1");
        _rig.Queue("telegram:1", "a2");
        _rig.UntilRows("select count(*) from outbox where next_at is not null", static row => row.GetInt32(0), 1);

        _rig.Run(() => _rig.Service.DropAsync(1, "local:pi"));
        _rig.UntilStates("dropped", "sent");

        Assert.Equal(["a1", "a2"], Telegram.Tried);
        Assert.IsType<OutboxChange.Refused>(_rig.Run(() => _rig.Service.DropAsync(2, "local:pi")));
        Assert.Equal(["dropped by local:pi"], _rig.Rows("select failure from outbox where id = 1", static row => row.GetString(0)));
    }
}

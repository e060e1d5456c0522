using OpenClaw.Delivery.Outbound;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Delivery;

/// <summary>A month without network: what waits, waits on the disk and not in memory.</summary>
[Collection(Alone.Name)]
public sealed class OutboxBacklogTests : IDisposable
{
    private readonly DeliveryRig _rig = new("telegram");

    public void Dispose() => _rig.Dispose();

    [Fact]
    [Trait("Load", "heavy")]
    public void TenThousandRows_OfAHundredChats_WaitOnTheDiskAndAllGoInOrder()
    {
        _rig.Kill();
        _rig.Begin();
        _rig.Sql(
            """
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000)
            insert into outbox(id, session, channel, account, chat, text, state, queued_at)
            select i, 's', 'telegram', '', 'c' || (i % 100), printf('%.2000c', 'x'), 'pending', 0 from n
            """
        );
        var opens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var order = new Dictionary<string, long>();
        var (count, isInOrder) = (0, true);
        _rig["telegram"].Otherwise = async (message, _) =>
        {
            count++;
            isInOrder &= message.Id > order.GetValueOrDefault(message.To.ChatId);
            order[message.To.ChatId] = message.Id;
            // The test must not be the one that keeps them.
            _rig["telegram"].Attempts.Clear();
            await opens.Task;
            return new SendOutcome.Sent(null);
        };

        var before = GC.GetTotalMemory(forceFullCollection: true);
        _rig.Start();
        _rig.Until(() => _rig["telegram"].Busy == 4);
        _rig.Settle();
        var more = GC.GetTotalMemory(forceFullCollection: true) - before;
        opens.SetResult();
        _rig.Until(() => _rig.Sender.Lines == 0);

        // Their texts alone would be forty megabytes.
        Assert.InRange(more, long.MinValue, 4_000_000);
        Assert.True(isInOrder);
        Assert.Equal((10_000, 4), (count, _rig["telegram"].Busiest));
        Assert.Equal(
            [10_000],
            _rig.Rows("select count(*) from outbox where state = 'sent' and attempts = 1", static row => row.GetInt32(0))
        );
    }
}

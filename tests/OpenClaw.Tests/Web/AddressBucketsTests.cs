using OpenClaw.Tests.Fakes;
using OpenClaw.Web.Serving;

namespace OpenClaw.Tests.Web;

[Collection(Alone.Name)]
public class AddressBucketsTests
{
    private readonly FakeClock _clock = new();
    private readonly AddressBuckets _buckets;

    public AddressBucketsTests() => _buckets = new AddressBuckets(3, TimeSpan.FromSeconds(10), _clock);

    [Fact]
    public void Take_MoreThanThereIs_WaitsForTheNext()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(_buckets.Take("192.0.2.1"));
        }

        Assert.Equal(TimeSpan.FromSeconds(10), _buckets.Take("192.0.2.1"));
        Assert.Null(_buckets.Take("192.0.2.2"));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(_buckets.Take("192.0.2.1"));
        Assert.NotNull(_buckets.Take("192.0.2.1"));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public void Network_IsWhatOneCallerHasAtOnce(string one, string other, bool same) =>
        Assert.Equal(same, AddressBuckets.NetworkOf(one) == AddressBuckets.NetworkOf(other));

    [Fact]
    public void Take_OfAHundredThousandAddresses_KeepsNoMoreThanTenThousand()
    {
        Fill(20_000, 0);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Fill(100_000, 20_000);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 << 20);
        // Where they all come at once nobody is remembered long, and the next is counted all the same.
        for (var i = 0; i < 3; i++)
        {
            _buckets.Take("192.0.2.1");
        }
        Assert.NotNull(_buckets.Take("192.0.2.1"));
    }

    private void Fill(int count, int from)
    {
        for (var i = from; i < from + count; i++)
        {
            _buckets.Take($"10.{i >> 16 & 255}.{i >> 8 & 255}.{i & 255}");
        }
    }
}

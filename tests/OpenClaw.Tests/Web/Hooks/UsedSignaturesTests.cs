using OpenClaw.Tests.Fakes;
using OpenClaw.Web.Hooks;

namespace OpenClaw.Tests.Web.Hooks;

public class UsedSignaturesTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Signature_IsForOneCall_AsLongAsItHolds()
    {
        var used = new UsedSignatures(_clock);

        Assert.True(used.TryUse("s1", "key-1"));
        Assert.True(used.TryUse("s1", "key-1"));
        Assert.False(used.TryUse("s1", "key-2"));
        Assert.True(used.TryUse("s2", "key-2"));
        _clock.Advance(HookSignature.Tolerance * 2);
        Assert.False(used.TryUse("s1", "key-2"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(used.TryUse("s1", "key-2"));
    }
}

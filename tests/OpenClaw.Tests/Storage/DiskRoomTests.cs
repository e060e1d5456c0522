using OpenClaw.Foundation.Storage;

namespace OpenClaw.Tests.Storage;

public class DiskRoomTests
{
    [Fact]
    public void Shortage_IsToldOfATightDisk_AndOfOneThatCannotBeSeen()
    {
        Assert.Null(DiskRoom.Shortage("/", least: 0));
        Assert.Contains("MB are free where the state is (/)", DiskRoom.Shortage("/", least: long.MaxValue));
        Assert.Contains("cannot be seen", DiskRoom.Shortage("/nowhere/at/all", least: 0));
    }
}

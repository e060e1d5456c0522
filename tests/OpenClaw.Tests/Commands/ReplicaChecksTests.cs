using OpenClaw.Cli.Commands.Doctor;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Commands;

/// <summary>What <c>openclaw doctor --replica</c> says of a replica by the times of its files.</summary>
public sealed class ReplicaChecksTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(10, 12, true, "is not behind; its newest file is 10s old")]
    [InlineData(30, 10, true, "20s behind; its newest file is 30s old")]
    [InlineData(600, 0, false, "is 10m behind the state")]
    // Nobody has spoken for a day: there was nothing to copy.
    [InlineData(86_400, 86_401, true, "is not behind")]
    public void Replica_IsComparedWithTheLastWrite(int copied, int written, bool ok, string said)
    {
        Put("state/state.db", written + 3600);
        Put("state/state.db-wal", written);
        Put("replica/generations/a/snapshots/0.snapshot.lz4", copied + 60);
        Put("replica/generations/a/wal/0.wal.lz4", copied);
        Put("replica/generations/a/wal/1.wal.lz4.tmp", 0);

        var found = ReplicaChecks.Look(_folder.File("state"), _folder.File("replica"), s_now);

        Assert.True(found.Ok == ok, found.Detail);
        Assert.Contains(said, found.Detail);
    }

    [Fact]
    public void Replica_ThatIsEmptyOrNotThere_IsSaidToBe()
    {
        Put("state/state.db", 0);
        Directory.CreateDirectory(_folder.File("empty"));

        var (empty, none) = (Look("empty"), Look("none"));

        Assert.False(empty.Ok);
        Assert.Contains("has no replica in it", empty.Detail);
        Assert.False(none.Ok);
        Assert.Contains("is no folder", none.Detail);
    }

    private Finding Look(string replica) => ReplicaChecks.Look(_folder.File("state"), _folder.File(replica), s_now);

    private void Put(string name, int age)
    {
        var file = _folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "x");
        File.SetLastWriteTimeUtc(file, s_now.UtcDateTime.AddSeconds(-age));
    }
}

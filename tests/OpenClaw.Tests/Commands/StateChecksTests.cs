using OpenClaw.Cli.Commands.Doctor;
using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Commands;

/// <summary>What <c>doctor</c> says of the state's file.</summary>
public sealed class StateChecksTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task State_ThatIsWhole_IsFine()
    {
        await LeaveAsync();

        Assert.Contains("is whole (quick_check)", Assert.Single(StateChecks.Look(_folder.Path, isRunning: false), static f => f.Ok).Detail);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task State_ThatIsDamaged_IsAFindingWithTheNextStep(bool isRunning)
    {
        await LeaveAsync();
        var file = _folder.File(StateDirectory.DatabaseName);
        using (var stream = File.OpenWrite(file))
        {
            // Pages in the middle, so that it still opens and has its length.
            stream.Position = stream.Length / 2 / 1024 * 1024;
            stream.Write(Enumerable.Repeat((byte)0x5a, 8192).ToArray());
        }

        var finding = Assert.Single(StateChecks.Look(_folder.Path, isRunning));

        Assert.False(finding.Ok);
        Assert.Equal("state", finding.What);
        Assert.Contains("is damaged", finding.Detail);
        Assert.Contains("openclaw restore FILE", finding.Detail);
    }

    [Fact]
    public void State_ThatIsMissingWhereTheLogTellsOfRows_IsAFinding()
    {
        Assert.Empty(StateChecks.Look(_folder.Path, isRunning: false));
        _folder.Write("openclaw.log", $"2026-01-05T08:00:00.000Z info  audit: 12 rows, head {new string('a', 64)}\n");

        Assert.Contains(
            "is missing, and openclaw.log beside it tells of a state with 12 rows",
            Assert.Single(StateChecks.Look(_folder.Path, isRunning: false), static f => !f.Ok).Detail
        );
    }

    private async Task LeaveAsync()
    {
        await using var store = Store.Open(_folder.File(StateDirectory.DatabaseName));
        for (var i = 0; i < 200; i++)
        {
            await store.CommitAsync(
                new Batch().Add("insert into cursors(channel, account, value) values(@0, '', @1)", $"c{i}", new string('x', 500))
            );
        }
    }
}

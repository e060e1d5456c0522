using OpenClaw.Agent;
using OpenClaw.Foundation.Storage;
using OpenClaw.Hosting;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Turns;

namespace OpenClaw.Tests.Hosting;

/// <summary>Replicas that are not to be taken over, and what is said of them before anything is changed.</summary>
public sealed class TakeoverCheckTests : IDisposable
{
    private static readonly TakeoverOptions s_day = new(TimeSpan.FromDays(1), null);

    private readonly TempFolder _folder = new();
    private readonly StateDirectory _state;

    public TakeoverCheckTests() => _state = StateDirectory.Open(_folder.File("state"));

    public void Dispose()
    {
        _state.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void NoState_IsRefusedAndNoneIsMade()
    {
        Assert.Contains("is not there or empty", Refused(s_day));
        Assert.False(File.Exists(_state.Database));
    }

    [Fact]
    public void FileOfZeroBytes_IsRefused()
    {
        File.WriteAllText(_state.Database, "");

        Assert.Contains("is not there or empty", Refused(s_day));
    }

    [Fact]
    public void OtherProgramsFile_IsRefused()
    {
        File.WriteAllText(_state.Database, new string('x', 5000));

        Assert.Contains("is no state of openclaw", Refused(s_day));
    }

    [Fact]
    public async Task StateOnWhichNoGatewayWorked_IsRefused()
    {
        await Store.Open(_state.Database).DisposeAsync();

        Assert.Contains("no gateway has ever worked on it", Refused(s_day));
    }

    [Fact]
    public async Task OldReplica_IsRefusedUnlessItsAgeIsSaid()
    {
        await MakeAsync();
        var later = DateTimeOffset.UtcNow + TimeSpan.FromHours(30);

        Assert.Contains("is 30h old, and --max-age is 1d", Refused(s_day, later));
        Assert.True(TakeoverCheck.IsDue(_state, s_day with { MaxAge = TimeSpan.FromHours(31) }, later));
    }

    [Fact]
    public async Task OtherGatewaysReplica_IsRefused()
    {
        await MakeAsync();
        using (var connection = new PreparedConnection(Database.OpenAside(_state.Database)))
        {
            var id = CursorStore.OfState(connection, CursorStore.Id);
            Assert.True(TakeoverCheck.IsDue(_state, s_day with { Expect = id }, DateTimeOffset.UtcNow));
        }

        Assert.Contains("and --expect says 0123: it is another gateway's", Refused(s_day with { Expect = "0123" }));
    }

    [Fact]
    public async Task StateThatWasTakenOverHere_IsNotTakenOverAgain()
    {
        await MakeAsync("e1");
        Assert.True(TakeoverCheck.IsDue(_state, s_day, DateTimeOffset.UtcNow));

        await using (var store = Store.Open(_state.Database))
        {
            await Takeover.EndAsync(_state.Path, store);
        }

        Assert.False(TakeoverCheck.IsDue(_state, s_day, DateTimeOffset.UtcNow + TimeSpan.FromDays(3)));
    }

    private async Task MakeAsync(string? epoch = null)
    {
        await using var store = Store.Open(_state.Database);
        var batch = new Batch().Audit("start", null, null);
        CursorStore.Name(batch);
        if (epoch is not null)
        {
            CursorStore.Set(batch, CursorStore.State, CursorStore.Epoch, epoch);
        }
        await store.CommitAsync(batch);
    }

    private string Refused(TakeoverOptions options, DateTimeOffset? now = null) =>
        Assert.Throws<StorageException>(() => TakeoverCheck.IsDue(_state, options, now ?? DateTimeOffset.UtcNow)).Message;
}

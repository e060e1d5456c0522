using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Storage;

/// <summary>The database's log: grows while somebody looks at an old state, and not for ever.</summary>
public sealed class LogBoundTests : IDisposable
{
    /// <summary>What it may have when nobody holds it up: 4,000 pages and their headers, and one burst more.</summary>
    private const long Bound = 6 * 1024 * 1024;

    private readonly TempFolder _folder = new();

    private long LogSize => new FileInfo(_folder.File("state.db-wal")).Length;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_ManyCommits_StaysBounded()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        for (var i = 0; i < 300; i++)
        {
            await WriteAsync(store, i);
            Assert.True(LogSize < Bound, $"{LogSize} bytes after {i} commits");
        }
    }

    [Fact]
    public async Task Log_HeldUpByAReader_IsCutWhenTheReaderHasGone()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        await WriteAsync(store, 0);
        using (var reader = Database.OpenReader(_folder.File("state.db")))
        {
            using var look = reader.BeginTransaction(deferred: true);
            Read(reader);
            for (var i = 0; i < 300; i++)
            {
                await WriteAsync(store, i);
            }
            Assert.True(LogSize > Bound, "the reader holds nothing up, so the test shows nothing");
            Assert.False(await store.CheckpointAsync());
        }

        // One commit copies it back, the next begins it anew and cuts the file.
        await WriteAsync(store, 1001);
        await WriteAsync(store, 1002);
        Assert.True(LogSize < Bound, $"{LogSize} bytes");
        Assert.True(await store.CheckpointAsync());
        Assert.Equal(0, LogSize);
    }

    [Fact]
    public async Task Checkpoint_AmongCommits_CommitsWhatWaitedBefore()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        var tasks = new List<Task>();
        for (var i = 0; i < 40; i++)
        {
            tasks.Add(WriteAsync(store, i, 10));
            if (i % 10 == 5)
            {
                tasks.Add(store.CheckpointAsync());
            }
        }

        await Task.WhenAll(tasks);

        Assert.Equal(40, (await store.ReadAsync(static c => c.Query("select count(*) from cursors", static row => row.GetInt32(0))))[0]);
    }

    [Fact]
    public async Task Checkpoint_AfterTheEnd_IsRefused()
    {
        var store = Store.Open(_folder.File("state.db"));
        await store.DisposeAsync();

        Assert.Equal(StorageFault.Stopped, (await Assert.ThrowsAsync<StorageException>(store.CheckpointAsync)).Fault);
        Assert.Equal(StorageFault.Stopped, (await Assert.ThrowsAsync<StorageException>(() => store.ReadApartAsync(static _ => 1))).Fault);
    }

    private static Task WriteAsync(Store store, int i, int size = 50_000) =>
        store.CommitAsync(
            new Batch().Add(
                "insert into cursors(channel, account, value) values(@0, '', @1) on conflict do update set value = @1",
                $"c{i}",
                new string((char)('a' + (i % 26)), size)
            )
        );

    private static void Read(SqliteConnection reader)
    {
        using var command = reader.CreateCommand();
        command.CommandText = "select count(*) from cursors";
        Assert.Equal(1L, command.ExecuteScalar());
    }
}

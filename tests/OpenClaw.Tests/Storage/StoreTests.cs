using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Migrations;
using OpenClaw.Tests.EndToEnd;

namespace OpenClaw.Tests.Storage;

public sealed class StoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Commit_ThenReopen_RowsAreThere()
    {
        await using (var store = Store.Open(_folder.File("state.db")))
        {
            await store.CommitAsync(Cursor("telegram", "7"));
        }

        await using var again = Store.Open(_folder.File("state.db"));
        Assert.Equal(["7"], await again.ReadAsync(static c => c.Query("select value from cursors", static row => row.GetString(0))));
    }

    [Fact]
    public async Task Open_FileThatHasLitestreamsTablesAlone_IsMadeAState()
    {
        // Litestream was there before the schema.
        var path = _folder.File("state.db");
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false"))
        {
            connection.Open();
            Database.Execute(connection, "create table _litestream_seq (id integer primary key, seq integer)");
        }

        await using var store = Store.Open(path);
        await store.CommitAsync(Cursor("telegram", "7"));
    }

    [Fact]
    public async Task Commit_Conflict_UndoesThatBatchAlone()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        var conflict = Cursor("slack", "1").Expect(1, "update cursors set value = 'x' where channel = 'nobody'");

        var first = store.CommitAsync(Cursor("telegram", "1"));
        var second = store.CommitAsync(conflict);
        var third = store.CommitAsync(Cursor("local", "1"));

        await first;
        await Assert.ThrowsAsync<BatchConflictException>(() => second);
        await third;
        Assert.Equal(
            ["local", "telegram"],
            await store.ReadAsync(static c => c.Query("select channel from cursors order by channel", static row => row.GetString(0)))
        );
    }

    [Fact]
    public async Task Commit_Burst_IsGrouped()
    {
        await using var store = Store.Open(_folder.File("state.db"));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => store.CommitAsync(Cursor($"c{i}", "1"))));

        Assert.Equal(200, store.Commits.Batches);
        Assert.True(store.Commits.Transactions < 200, $"{store.Commits.Transactions} transactions for 200 batches");
    }

    [Fact]
    public async Task Commit_UniqueRowTwice_IsAConflict()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        Batch Insert() => new Batch().Add("insert into cursors(channel, account, value) values('a', '', '1')");
        await store.CommitAsync(Insert());

        await Assert.ThrowsAsync<BatchConflictException>(() => store.CommitAsync(Insert()));
    }

    [Fact]
    public async Task Look_SeesWhatIsCommittedAndHarmsNoCommit()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        static List<string> Channels(PreparedConnection c) =>
            c.Query("select channel from cursors order by channel", static row => row.GetString(0));

        await store.CommitAsync(Cursor("local", "1"));
        // All wait at once: the looks come between the commits, and one that fails is its asker's alone.
        var broken = store.LookAsync(static c => c.Query("select nothing from nowhere", static row => row.GetString(0)));
        var second = store.CommitAsync(Cursor("slack", "1"));
        var among = store.LookAsync(Channels);
        var third = store.CommitAsync(Cursor("telegram", "1"));

        await Assert.ThrowsAsync<StorageException>(() => broken);
        await Task.WhenAll(second, third);
        Assert.Contains("local", await among);
        Assert.Equal(["local", "slack", "telegram"], await store.LookAsync(Channels));
    }

    [Fact]
    public async Task Look_StoreThatIsClosed_IsRefused()
    {
        var store = Store.Open(_folder.File("state.db"));
        await store.DisposeAsync();
        Assert.Equal(StorageFault.Stopped, (await Assert.ThrowsAsync<StorageException>(() => store.LookAsync(static _ => 1))).Fault);
    }

    [Fact]
    public async Task Then_IsDoneWhenTheRowsAreThereAndNotWhenTheyAreNot()
    {
        await using var store = Store.Open(_folder.File("state.db"));
        var done = new List<string>();
        var conflict = Cursor("slack", "1")
            .Expect(1, "update cursors set value = 'x' where channel = 'nobody'")
            .Then(() => done.Add("conflict"));

        await Assert.ThrowsAsync<BatchConflictException>(() => store.CommitAsync(conflict));
        var committed = store.CommitAsync(Cursor("local", "1").Then(() => done.Add("first")).Then(() => done.Add("second")));
        await committed;

        Assert.Equal(["first", "second"], done);
    }

    [Fact]
    public async Task Open_FileOfTheSchemaBeforeDeliveries_GivesWhatWaitedAnEnd()
    {
        await RawAsync(
            $"{Schema.Steps[0]}; {Schema.Steps[1]}; pragma application_id={0x6f636c77}; pragma user_version=2; "
                + "insert into outbox(id, session, channel, account, chat, text, state, queued_at) values(1, 's', 'telegram', '', '1', 'a', 'pending', 1000), (2, 's', 'local', '', 'm', '', 'sent', 1000)"
        );

        await using var store = Store.Open(_folder.File("state.db"));

        Assert.Equal(
            [(1L, 86401000L), (2L, 0L)],
            await store.ReadAsync(static c =>
                c.Query("select id, coalesce(expires_at, 0) from outbox order by id", static row => (row.GetInt64(0), row.GetInt64(1)))
            )
        );
    }

    [Fact]
    public async Task Open_FileOfANewerProgram_IsRefusedAndLeftAlone()
    {
        await using (Store.Open(_folder.File("state.db"))) { }

        await RawAsync("pragma user_version=99");

        var e = Assert.Throws<StorageException>(() => Store.Open(_folder.File("state.db")));
        Assert.Equal(StorageFault.Newer, e.Fault);
        Assert.Contains("schema 99", e.Message);
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherProgram_IsRefused()
    {
        await RawAsync("create table theirs(x)");

        Assert.Equal(StorageFault.NotOurs, Assert.Throws<StorageException>(() => Store.Open(_folder.File("state.db"))).Fault);
    }

    [Fact]
    public void Open_FileOfZeros_IsSaidPlainly()
    {
        File.WriteAllBytes(_folder.File("state.db"), new byte[8192]);

        var e = Assert.Throws<StorageException>(() => Store.Open(_folder.File("state.db")));
        Assert.Contains("is not a SQLite database", e.Message);
    }

    [Fact]
    public async Task Open_New_IsOnlyOursToRead()
    {
        await using var store = Store.Open(_folder.File("state.db"));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File("state.db")));
    }

    [Fact]
    public async Task Commit_AfterTheEnd_IsRefused()
    {
        var store = Store.Open(_folder.File("state.db"));
        await store.DisposeAsync();

        Assert.Equal(StorageFault.Stopped, (await Assert.ThrowsAsync<StorageException>(() => store.CommitAsync(Cursor("a", "1")))).Fault);
    }

    [Fact]
    public void StateDirectory_Twice_SecondIsRefusedWithThePid()
    {
        using var first = StateDirectory.Open(_folder.File("state"));

        var e = Assert.Throws<StorageException>(() => StateDirectory.Open(_folder.File("state")));
        Assert.Equal(StorageFault.Locked, e.Fault);
        Assert.Contains($"process {Environment.ProcessId}", e.Message);
    }

    [Fact]
    public void StateDirectory_ThatIsAFile_IsRefusedInPlainWords()
    {
        File.WriteAllText(_folder.File("state"), "");

        var e = Assert.Throws<StorageException>(() => StateDirectory.Open(_folder.File("state")));
        Assert.Equal($"state directory {_folder.File("state")} is a file. Name a directory with -s.", e.Message);
    }

    [Fact]
    public void StateDirectory_Find_FollowsItsOrder()
    {
        string? Environment(string name) =>
            name switch
            {
                "STATE_DIRECTORY" => "/var/lib/openclaw:/var/lib/other",
                "XDG_STATE_HOME" => "/x",
                _ => null,
            };

        Assert.Equal("/given", StateDirectory.Find("/given", Environment));
        Assert.Equal("/var/lib/openclaw", StateDirectory.Find(null, Environment));
        Assert.Equal("/x/openclaw", StateDirectory.Find(null, static name => name == "XDG_STATE_HOME" ? "/x" : null));
        Assert.Equal("/home/pi/.local/state/openclaw", StateDirectory.Find(null, static name => name == "HOME" ? "/home/pi" : null));
    }

    private static Batch Cursor(string channel, string value) =>
        new Batch().Add("insert into cursors(channel, account, value) values(@0, '', @1)", channel, value);

    private async Task RawAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("state.db")};Pooling=False");
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Storage;

/// <summary>Files that were cut, with and without their log; and files that only look so.</summary>
public sealed class FileCheckTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Database => _folder.File("copy", "state.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CutInHalf_IsSaid_WithTheRemedy()
    {
        await LeaveAsync(log: false);
        Cut(Database, 0.5);

        var e = Assert.Throws<StorageException>(() => Store.Open(Database));
        Assert.Equal(StorageFault.Corrupt, e.Fault);
        Assert.Contains("is cut off", e.Message);
        Assert.Contains("openclaw restore FILE", e.Message);
    }

    [Fact]
    public async Task CutInHalf_WithItsLog_IsSaidToo()
    {
        await LeaveAsync(log: true);
        Cut(Database, 0.5);

        Assert.Contains("is cut off", Assert.Throws<StorageException>(() => Store.Open(Database)).Message);
        Assert.True(File.Exists($"{Database}-wal"), "the log was thrown away");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WithoutTheFile_ALogAlone_IsNotThrownAway(bool isEmpty)
    {
        await LeaveAsync(log: true);
        var length = new FileInfo($"{Database}-wal").Length;
        if (isEmpty)
        {
            Cut(Database, 0);
        }
        else
        {
            File.Delete(Database);
        }

        Assert.Contains("they belong together", Assert.Throws<StorageException>(() => Store.Open(Database)).Message);
        Assert.Equal(length, new FileInfo($"{Database}-wal").Length);
    }

    [Fact]
    public async Task ShortButTheLogHasTheRest_IsFine()
    {
        // As a process leaves it that died while it copied the log back: the new length is in the header, the new pages are not all behind
        // it.
        await LeaveAsync(log: true, folded: true);
        var whole = File.ReadAllBytes(Database);
        Assert.True(await OpensAsync());
        await LeaveAsync(log: true);
        var before = new FileInfo(Database).Length;
        Assert.True(before < whole.Length);
        using (var file = File.OpenWrite(Database))
        {
            file.Write(whole.AsSpan(0, 1024));
        }

        Assert.True(await OpensAsync());
    }

    [Fact]
    public void Empty_BesideALogOfTheGatewayThatKnowsOfRows_IsRefusedLikeACutOne()
    {
        _folder.Write("copy/state.db", "");
        _folder.Write(
            "copy/openclaw.log",
            $"2026-01-05T08:00:00.000Z info  audit: 12 rows, head {new string('a', 64)}\n2026-01-05T08:00:01.000Z info  stopped\n"
        );

        var e = Assert.Throws<StorageException>(() => Store.Open(Database));

        Assert.Equal(StorageFault.Corrupt, e.Fault);
        Assert.Contains("is empty", e.Message);
        Assert.Contains("12 rows", e.Message);
        Assert.Contains("openclaw restore FILE", e.Message);
        Assert.Equal(0, new FileInfo(Database).Length);
    }

    [Theory]
    [InlineData("openclaw.log")]
    [InlineData("openclaw.log.1")]
    public void Missing_BesideALogOfTheGatewayThatKnowsOfRows_IsRefusedLikeAnEmptyOne(string log)
    {
        _folder.Write("copy/openclaw.log", "2026-01-05T08:00:02.000Z info  something else\n");
        _folder.Write($"copy/{log}", $"2026-01-05T08:00:00.000Z info  audit: 12 rows, head {new string('a', 64)}\n");

        var e = Assert.Throws<StorageException>(() => Store.Open(Database));

        Assert.Equal(StorageFault.Corrupt, e.Fault);
        Assert.Contains($"is missing, and {log} beside it tells of a state with 12 rows", e.Message);
        Assert.Contains("openclaw restore FILE", e.Message);
        Assert.Contains("to start anew, move", e.Message);
        Assert.False(File.Exists(Database));
        Directory.Delete(_folder.File("copy"), recursive: true);
        Directory.CreateDirectory(_folder.File("copy"));
        using var connection = OpenClaw.Foundation.Storage.Database.OpenWriter(Database);
    }

    [Fact]
    public async Task FullDisk_WithAStateOnIt_IsCopiedToAnother()
    {
        await LeaveAsync(log: false);
        var small = Directory.CreateDirectory(_folder.File("small")).FullName;
        using var mount = new TestMount(small, "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", small);
        File.Copy(Database, Path.Combine(small, "state.db"));
        File.WriteAllText(Path.Combine(small, "lock"), "");
        File.WriteAllText(Path.Combine(small, "pid"), "");
        Fill(small);

        using var state = StateDirectory.OpenToCopy(small);
        StateCopy.Write(state, _folder.File("elsewhere"), overwrite: false);

        StateRestore.Check(_folder.File("elsewhere"));
        Assert.Contains("Name a file on another disk", Assert.Throws<StorageException>(() => StateCopy.Open(state)).Message);
        Assert.DoesNotContain(Directory.GetFiles(small), static file => file.Contains("outgoing"));
    }

    [Fact]
    public void Empty_BesideALogOfAStartThatFailed_IsANewState()
    {
        _folder.Write("copy/state.db", "");
        _folder.Write(
            "copy/openclaw.log",
            $"2026-01-05T08:00:00.000Z error no space left on the disk\n2026-01-05T08:00:00.000Z info  audit: 0 rows, head {new string('0', 64)}\n"
        );

        using var connection = OpenClaw.Foundation.Storage.Database.OpenWriter(Database);
    }

    [Fact]
    public async Task FullDisk_WithAStateOnIt_SaysThatItIsFull()
    {
        await LeaveAsync(log: false);
        var small = Directory.CreateDirectory(_folder.File("small")).FullName;
        using var mount = new TestMount(small, "-t", "tmpfs", "-o", "size=2m", "tmpfs", small);
        File.Copy(Database, Path.Combine(small, "state.db"));
        Fill(small);

        var e = Assert.Throws<StorageException>(() => Store.Open(Path.Combine(small, "state.db")));

        Assert.Equal(StorageFault.DiskFull, e.Fault);
        Assert.Contains("no space left on the disk", e.Message);
    }

    [Fact]
    public void Empty_WithoutALog_IsANewState()
    {
        _folder.Write("copy/state.db", "");

        using var connection = OpenClaw.Foundation.Storage.Database.OpenWriter(Database);
    }

    private async Task<bool> OpensAsync()
    {
        await using var store = Store.Open(Database);
        return (await store.ReadAsync(static c => c.Query("select count(*) from cursors", static row => row.GetInt32(0))))[0] == 40
            && (await store.ReadAsync(static c => c.Query("pragma integrity_check", static row => row.GetString(0))))[0] == "ok";
    }

    /// <summary>Leaves a state as a killed process does, or as one that ended well.</summary>
    private async Task LeaveAsync(bool log, bool folded = false)
    {
        using var folder = new TempFolder();
        await using (var store = Store.Open(folder.File("state.db")))
        {
            for (var i = 0; i < 40; i++)
            {
                await store.CommitAsync(
                    new Batch().Add("insert into cursors(channel, account, value) values(@0, '', @1)", $"c{i}", new string('x', 20_000))
                );
                // The second half stays in the log.
                if (i == 19)
                {
                    await store.CheckpointAsync();
                }
            }

            if (folded)
            {
                await store.CheckpointAsync();
            }
            if (log)
            {
                Copy(folder);
            }
        }

        if (!log)
        {
            Copy(folder);
        }
    }

    private void Copy(TempFolder from)
    {
        Directory.CreateDirectory(_folder.File("copy"));
        foreach (var name in (string[])["state.db", "state.db-wal"])
        {
            File.Delete(_folder.File("copy", name));
            if (File.Exists(from.File(name)))
            {
                File.Copy(from.File(name), _folder.File("copy", name));
            }
        }
    }

    private static void Fill(string folder)
    {
        using var ballast = new FileStream(
            Path.Combine(folder, "ballast"),
            FileMode.Create,
            FileAccess.Write,
            FileShare.None,
            bufferSize: 0
        );
        try
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Full, which is what is wanted.
        }
    }

    private static void Cut(string file, double part)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength((long)(stream.Length * part));
    }
}

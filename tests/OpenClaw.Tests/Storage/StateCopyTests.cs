using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Foundation.Storage.Migrations;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Storage;

/// <summary>Copies of a state that is in use, and states that copies are put in the place of.</summary>
public sealed class StateCopyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string State => _folder.File("state");

    private string Backup => _folder.File("backup");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Copy_WhileOthersCommit_IsWholeAndOfOneMoment()
    {
        Directory.CreateDirectory(State);
        await using var store = Store.Open(StateDirectory.DatabaseIn(State));
        for (var i = 0; i < 20; i++)
        {
            await store.CommitAsync(Row(i));
        }
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 20; !stop.IsCancellationRequested; i++)
                {
                    await store.CommitAsync(Row(i));
                }
            },
            TestContext.Current.CancellationToken
        );

        var head = await store.CopyAsync(Backup, overwrite: false);
        await stop.CancelAsync();
        await writing;

        Assert.InRange(head.Count, 20, store.AuditHead.Count);
        var report = AuditFile.Walk(Backup, [new AuditPin(head, "the copy")]);
        Assert.Null(report.Fault);
        Assert.Equal(head, report.Head);
        // Each row of the audit was committed with a row of its own.
        using var copy = new PreparedConnection(Database.OpenAside(Backup));
        Assert.Equal(head.Count, copy.Query("select count(*) from cursors", static row => row.GetInt64(0))[0]);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        Assert.Equal([Backup], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Copy_WhereItMayNotBe_IsSaid_AndNothingIsLeft()
    {
        await LeaveAsync(3);
        using var state = StateDirectory.Open(State);
        File.WriteAllText(_folder.File("letter"), "dear");
        Directory.CreateDirectory(_folder.File("folder"));
        Directory.CreateSymbolicLink(_folder.File("link"), State);
        var before = Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order();

        Says("is a directory", _folder.File("folder"));
        Says("does not exist", _folder.File("nowhere", "b"));
        Says("exists already", _folder.File("letter"));
        Says("is no copy of a state", _folder.File("letter"), overwrite: true);
        Says("is a name that the state itself uses", state.Database, overwrite: true);
        Says("is a name that the state itself uses", $"{state.Database}-wal");
        Says("is a name that the state itself uses", _folder.File("link", "state.db"), overwrite: true);
        Says("is a name that the state itself uses", StateRestore.IncomingOf(state.Database));

        Assert.Equal(before, Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories).Order());
        Assert.Equal("dear", File.ReadAllText(_folder.File("letter")));

        void Says(string words, string file, bool overwrite = false) =>
            Assert.Contains(words, Assert.Throws<StorageException>(() => StateCopy.Write(state, file, overwrite)).Message);
    }

    [Fact]
    public async Task Copy_OverAnEarlierOne_OnlyWhenItIsMeant()
    {
        await LeaveAsync(3);
        using var state = StateDirectory.Open(State);
        StateCopy.Write(state, Backup, overwrite: false);

        Assert.Contains("--force", Assert.Throws<StorageException>(() => StateCopy.Write(state, Backup, overwrite: false)).Message);
        Assert.Equal(3, StateCopy.Write(state, Backup, overwrite: true).Count);
        // Inside the state directory is a place like any other.
        Assert.Equal(3, StateCopy.Write(state, Path.Combine(State, "state.db.monday"), overwrite: false).Count);
    }

    [Fact]
    public async Task Restore_PutsTheCopyInPlace_AndKeepsWhatWasThere()
    {
        await LeaveAsync(3);
        using (var state = StateDirectory.Open(State))
        {
            StateCopy.Write(state, Backup, overwrite: false);
        }
        await LeaveAsync(5);

        using (var state = StateDirectory.Open(State))
        {
            Assert.Equal(3, StateRestore.Check(Backup).Count);
            var aside = StateRestore.Place(state, Backup)!;
            Assert.Equal(8, AuditFile.Walk(aside, []).Head.Count);
            Assert.StartsWith(Path.Combine(State, "state.db.before-restore-"), aside);
        }

        await using var store = Store.Open(StateDirectory.DatabaseIn(State));
        Assert.Equal(3, store.AuditHead.Count);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StateDirectory.DatabaseIn(State)));
    }

    [Theory]
    [InlineData("begun")]
    [InlineData("file moved")]
    [InlineData("log moved")]
    public async Task Restore_PowerFailsInTheMiddle_IsFinishedByWhoeverOpensNext(string point)
    {
        await LeaveAsync(3);
        using (var state = StateDirectory.Open(State))
        {
            StateCopy.Write(state, Backup, overwrite: false);
        }
        await LeaveAsync(5, killed: true);
        var database = StateDirectory.DatabaseIn(State);
        Assert.True(new FileInfo($"{database}-wal").Length > 0);
        // As far as the first half of a restore gets.
        File.Copy(Backup, StateRestore.IncomingOf(database));
        var aside = Path.Combine(
            State,
            $"{StateDirectory.AsideName}{File.GetLastWriteTimeUtc(StateRestore.IncomingOf(database)):yyyyMMdd-HHmmssfff}"
        );
        if (point is not "begun")
        {
            File.Move(database, aside);
        }
        if (point is "log moved")
        {
            File.Move($"{database}-wal", $"{aside}-wal");
        }

        using (var state = StateDirectory.Open(State))
        {
            Assert.Equal(aside, state.PutAside);
            await using var store = Store.Open(state.Database);
            Assert.Equal(3, store.AuditHead.Count);
        }

        // With its log: what was committed last is in there.
        Assert.Equal(8, AuditFile.Walk(aside, []).Head.Count);
        using var again = StateDirectory.Open(State);
        Assert.Null(again.PutAside);
    }

    [Fact]
    public async Task Restore_OfWhatIsNoState_IsSaid()
    {
        await LeaveAsync(200);
        using var state = StateDirectory.Open(State);
        StateCopy.Write(state, Backup, overwrite: false);
        Says("does not exist", _folder.File("nowhere"));
        Says("is a directory", State);
        Says("is no state of openclaw", _folder.Write("letter", "dear"));

        var bytes = File.ReadAllBytes(Backup);
        File.WriteAllBytes(_folder.File("half"), bytes[..(bytes.Length / 2)]);
        Says("is damaged", _folder.File("half"));
        var scribbled = bytes.ToArray();
        scribbled.AsSpan(bytes.Length / 2, 4096).Fill(0x5a);
        File.WriteAllBytes(_folder.File("scribbled"), scribbled);
        Says("is damaged", _folder.File("scribbled"));
        // Without its checksum, which ends the file behind its last page.
        var newer = bytes[..(bytes.Length / 1024 * 1024)];
        newer[63] = 99;
        File.WriteAllBytes(_folder.File("newer"), newer);
        Says($"schema 99, this one knows {Schema.Steps.Count}", _folder.File("newer"));

        void Says(string words, string file) =>
            Assert.Contains(words, Assert.Throws<StorageException>(() => StateRestore.Check(file)).Message);
    }

    [Fact]
    public async Task Restore_OfACopyWithOneOtherByte_IsRefusedAndSaysWhatItFound()
    {
        await LeaveAsync(20);
        using var state = StateDirectory.Open(State);
        StateCopy.Write(state, Backup, overwrite: false);
        Assert.Equal(20, StateRestore.Check(Backup).Count);
        var bytes = File.ReadAllBytes(Backup);
        // In the middle of a text: the file is a database as good as before.
        bytes[bytes.AsSpan().IndexOf(Enumerable.Repeat((byte)'x', 100).ToArray()) + 50] = (byte)'y';
        File.WriteAllBytes(Backup, bytes);

        var e = Assert.Throws<StorageException>(() => StateRestore.Check(Backup));

        Assert.Equal(StorageFault.Corrupt, e.Fault);
        Assert.Contains("checksum", e.Message);
    }

    /// <summary>SQLite reads no further than its pages, and takes a file that lost its last ones for a whole one as long as it asks for
    /// none of them.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(-50)]
    [InlineData(-4096)]
    [InlineData(1)]
    [InlineData(4096)]
    public async Task Restore_OfACopyThatIsShorterOrLonger_IsRefused(int bytes)
    {
        await LeaveAsync(20);
        using var state = StateDirectory.Open(State);
        StateCopy.Write(state, Backup, overwrite: false);
        using (var file = File.Open(Backup, FileMode.Open))
        {
            file.SetLength(file.Length + bytes);
        }

        var e = Assert.Throws<StorageException>(() => StateRestore.Check(Backup));

        Assert.Equal(StorageFault.Corrupt, e.Fault);
        Assert.Contains("bytes", e.Message);
    }

    [Fact]
    public async Task Restore_OfACopyThatWasMadeByHand_IsTaken()
    {
        await LeaveAsync(20);
        File.Copy(StateDirectory.DatabaseIn(State), Backup);

        Assert.Equal(20, StateRestore.Check(Backup).Count);
        Assert.False(BackupSeal.IsOn(Backup));
    }

    [Fact]
    public async Task Copy_ToADiskThatIsFull_LeavesNothing()
    {
        await LeaveAsync(200);
        var small = Directory.CreateDirectory(_folder.File("small")).FullName;
        using var mount = new TestMount(small, "-t", "tmpfs", "-o", "size=64k", "tmpfs", small);
        using var state = StateDirectory.Open(State);

        var e = Assert.Throws<StorageException>(() => StateCopy.Write(state, Path.Combine(small, "backup"), overwrite: false));

        Assert.Equal(StorageFault.DiskFull, e.Fault);
        Assert.Empty(Directory.GetFileSystemEntries(small));
    }

    [Fact]
    public async Task Copy_AfterOneThatWasKilled_TakesItsRemainsAway()
    {
        await LeaveAsync(3);
        var left = _folder.Write(".backup.0123abcd.partial", "half");
        File.SetLastWriteTimeUtc(left, DateTime.UnixEpoch);
        using var state = StateDirectory.Open(State);

        StateCopy.Write(state, Backup, overwrite: false);

        Assert.Equal([Backup], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Pins_FromLinesOfTheLog_AreThoseThatHold()
    {
        string Hash(char digit) => new(digit, 64);
        var pins = AuditNote.Pins([
            ("t1", $"audit: 5 rows, head {Hash('a')}"),
            ("t2", $"audit: 9 rows, head {Hash('b')}"),
            ("t3", $"audit: restored to 7 rows, head {Hash('c')}"),
            ("t4", $"audit: 8 rows, head {Hash('d')}"),
            ("t5", "audit: 10 rows, head nonsense"),
            ("t6", $"somebody said audit: 11 rows, head {Hash('e')}"),
        ]);

        Assert.Equal(["5", "7", "8"], pins.Select(static p => $"{p.Head.Count}"));
        Assert.Equal("the log of t4", pins[^1].Source);
        Assert.Equal(pins[0].Head, AuditNote.Pins([("t", AuditNote.Of(pins[0].Head))])[0].Head);
        Assert.Equal(pins[0].Head, AuditNote.Pins([("t", AuditNote.OfRestored(pins[0].Head))])[0].Head);
    }

    [Fact]
    public void Pins_StateBegunAnewAndThenRestored_AreNotThoseOfTheOneBetween()
    {
        string Hash(char digit) => new(digit, 64);
        var pins = AuditNote.Pins([
            ("t1", $"audit: 5 rows, head {Hash('a')}"),
            ("t2", $"audit: 900 rows, head {Hash('b')}"),
            ("t3", $"audit: 2 rows, head {Hash('c')}"),
            ("t4", $"audit: 700 rows, head {Hash('d')}"),
            ("t5", $"audit: restored to 800 rows, head {Hash('e')}"),
        ]);

        Assert.Equal(["5", "800"], pins.Select(static p => $"{p.Head.Count}"));
    }

    private async Task LeaveAsync(int rows, bool killed = false)
    {
        if (!Directory.Exists(State))
        {
            Directory.CreateDirectory(State, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        var database = StateDirectory.DatabaseIn(State);
        await using var store = Store.Open(database);
        for (var i = 0; i < rows; i++)
        {
            await store.CommitAsync(Row(Guid.NewGuid().GetHashCode()));
        }
        if (!killed)
        {
            return;
        }
        // What a killed process leaves: the file without what is in its log.
        foreach (var name in (string[])["", "-wal"])
        {
            File.Copy($"{database}{name}", _folder.File($"left{name}"));
        }
        await store.DisposeAsync();
        foreach (var name in (string[])["", "-wal"])
        {
            File.Move(_folder.File($"left{name}"), $"{database}{name}", overwrite: true);
        }
    }

    private static Batch Row(int i) =>
        new Batch()
            .Add("insert into cursors(channel, account, value) values(@0, '', @1)", $"c{i}", new string('x', 200))
            .Audit("message", null, null, ("i", i));
}

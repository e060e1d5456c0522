using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Commands.Upgrade;
using OpenClaw.Foundation.Storage;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands.Upgrade;

/// <summary>Upgrades on a machine that is played: what is refused, what is swapped, what is taken back.</summary>
public sealed class UpgradeCommandTests : IAsyncDisposable
{
    private readonly UpgradeRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Upgrade_OfAGatewayThatRuns_BacksUpChecksSwapsAndWaits()
    {
        Assert.Equal(ExitCode.Ok, await _rig.RunAsync(_rig.Package));

        Assert.Equal((UpgradeRig.New, UpgradeRig.New), (_rig.VersionInPlace, _rig.Running));
        Assert.Contains("0.2.0 is ready (process 101)", _rig.Said);
        Assert.Equal(
            [".openclaw.previous", "lock", "openclaw", "pid", "state.db", "upgrade-from-0.1.0-"],
            _rig.Files.Select(static name => name.StartsWith("upgrade-", StringComparison.Ordinal) ? name[..19] : name)
        );
        // Checked before it is there, restarted after.
        Assert.Equal(
            [
                ".openclaw.new --version",
                ".openclaw.new check /etc/o.toml",
                $".openclaw.new check --json --state {_rig.State}/upgrade-from-0.1.0-",
                "systemctl restart --no-block openclaw.service",
            ],
            _rig.Calls.Where(static call => call.StartsWith(".openclaw.new", StringComparison.Ordinal) || call.Contains("restart"))
                .Select(static call => call.IndexOf("0.1.0-", StringComparison.Ordinal) is > 0 and var at ? call[..(at + 6)] : call)
        );
    }

    [Theory]
    [InlineData("text", "is neither a Debian package")]
    [InlineData("machine", "is for arm with 32 bits, and this machine is", (ushort)40)]
    [InlineData("machine", "is for RISC-V, and this machine is", (ushort)243)]
    [InlineData("cut", "is cut short, it has 128 of 70000 bytes")]
    [InlineData("gone", "does not exist")]
    public async Task File_ThatCannotBeIt_IsRefusedInOneSentence(string what, string words, ushort machine = 0)
    {
        switch (what)
        {
            case "text":
                File.WriteAllText(_rig.Package, "hello, I am no program\n");
                break;
            case "machine":
                UpgradeRig.WriteElf(_rig.Package, UpgradeRig.New, machine);
                if (machine == 40)
                {
                    using var file = File.OpenWrite(_rig.Package);
                    file.Position = 4;
                    file.WriteByte(1);
                }
                break;
            case "cut":
                UpgradeRig.WriteElf(_rig.Package, UpgradeRig.New, sections: 70_000);
                break;
            default:
                File.Delete(_rig.Package);
                break;
        }

        await RefusedAsync(words);
    }

    [Theory]
    [InlineData("--version", "needs glibc 2.99 or newer, and this machine has 2.")]
    [InlineData("check", "does not take /etc/o.toml: openclaw.toml:3:1: error: no")]
    [InlineData("--state", "does not take the state: a migration failed")]
    public async Task New_ThatFailsACheck_ChangesNothing(string word, string words)
    {
        var said = word switch
        {
            "--version" =>
                "openclaw: /lib/libc.so.6: version `GLIBC_2.34' not found\nlibm.so.6: version `GLIBC_2.99' not found (required by it)",
            "check" => "openclaw.toml:3:1: error: no",
            _ => "a migration failed",
        };
        _rig.Instead = call =>
            call.Name == _rig.Place.New && call.Arguments.Contains(word) && (word != "check" || !call.Arguments.Contains("--state"))
                ? new ProgramEnd(1, said)
                : null;

        await RefusedAsync(words);
    }

    [Fact]
    public async Task State_WhoseAuditIsBroken_IsSeenOnTheCopy()
    {
        using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_rig.State}/state.db;Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = "update audit set before = zeroblob(31)";
            command.ExecuteNonQuery();
        }

        await RefusedAsync("does not take the state: the audit of");
    }

    [Fact]
    public async Task New_ThatIsNotReadyInTime_IsTakenBackWithItsLastWords()
    {
        _rig.Started = version => _rig.Running = version == UpgradeRig.New ? null : version;

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync(_rig.Package));

        Assert.Equal((UpgradeRig.Old, UpgradeRig.Old), (_rig.VersionInPlace, _rig.Running));
        Assert.Contains("0.2.0 was not ready within", _rig.Said);
        Assert.Contains("it said: the last words", _rig.Said);
        Assert.Contains("0.1.0 is in place again and ready", _rig.Said);
        Assert.DoesNotContain(_rig.Calls, static call => call.Contains("restore"));
        Assert.DoesNotContain(_rig.Files, static name => name!.StartsWith(".openclaw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task New_ThatDoesNotStart_AndHasMigrated_IsTakenBackWithTheStateFirst()
    {
        var migrated = StateTrial.SchemaOf($"{_rig.State}/state.db") + 1;
        var copy = Database.CopyBeforeMigration($"{_rig.State}/state.db", migrated - 1);
        _rig.Started = version =>
        {
            if (version == UpgradeRig.New)
            {
                Migrate(migrated, copy);
                (_rig.Running, _rig.Unit) = (null, "failed");
            }
        };

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync(_rig.Package));

        // The rig holds that the new executable was in place still when the state was put back.
        Assert.Contains($"openclaw.previous restore --yes --state {_rig.State} {copy}", string.Join('\n', _rig.Calls));
        Assert.Equal(migrated - 1, StateTrial.SchemaOf($"{_rig.State}/state.db"));
        Assert.Equal((UpgradeRig.Old, UpgradeRig.Old), (_rig.VersionInPlace, _rig.Running));
        Assert.Contains("0.2.0 did not start; going back to 0.1.0", _rig.Said);
    }

    [Theory]
    [InlineData("", "no gateway runs")]
    [InlineData("active", "until you restart it: systemctl restart openclaw", "--no-restart")]
    public async Task Upgrade_WithoutARestart_SaysWhatRuns(string unit, string words, params string[] options)
    {
        _rig.Unit = unit;
        _rig.Running = unit.Length == 0 ? null : UpgradeRig.Old;

        Assert.Equal(ExitCode.Ok, await _rig.RunAsync([_rig.Package, .. options]));

        Assert.Equal(UpgradeRig.New, _rig.VersionInPlace);
        Assert.Contains(words, _rig.Said);
        Assert.DoesNotContain(_rig.Calls, static call => call.Contains(" restart "));
    }

    [Fact]
    public async Task Second_WhileOneRuns_IsRefused()
    {
        using var held = UpgradeJournal.Open(_rig.Place);

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync(_rig.Package));

        Assert.Contains("is running already; wait for its end", _rig.Said);
        Assert.Equal(UpgradeRig.Old, _rig.VersionInPlace);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Package_OfAnExecutableThatDpkgInstalled_GoesThroughDpkg(bool notReady)
    {
        File.WriteAllText(_rig.Package, "!<arch>\n");
        string? told = null;
        _rig.Instead = call =>
        {
            switch (call.Name)
            {
                case "dpkg-deb":
                    Directory.CreateDirectory(Path.Combine(call.Arguments[^1], "usr", "bin"));
                    UpgradeRig.WriteElf(Path.Combine(call.Arguments[^1], "usr", "bin", "openclaw"), UpgradeRig.New);
                    return new ProgramEnd(0, "");
                case "dpkg":
                    told = string.Join(' ', call.Environment.Select(static set => $"{set.Name}={set.Value}"));
                    UpgradeRig.WriteElf($"{_rig.Executable}.dpkg-new", UpgradeRig.New);
                    File.Move($"{_rig.Executable}.dpkg-new", _rig.Executable, overwrite: true);
                    return new ProgramEnd(0, "");
                case "dpkg-query":
                    return new ProgramEnd(0, "openclaw: /usr/bin/openclaw");
                default:
                    return null;
            }
        };
        if (notReady)
        {
            _rig.Started = version => _rig.Running = version == UpgradeRig.New ? null : version;
        }

        Assert.Equal(notReady ? ExitCode.Failed : ExitCode.Ok, await _rig.RunAsync(_rig.Package));

        Assert.Contains($"dpkg -i {_rig.Package}", _rig.Calls);
        Assert.Contains("OPENCLAW_UPGRADE=1", told);
        Assert.Equal(notReady ? UpgradeRig.Old : UpgradeRig.New, _rig.VersionInPlace);
        Assert.Equal(notReady, _rig.Said.Contains("dpkg still has 0.2.0 in its record"));
    }

    [Fact]
    public async Task Tarball_CutInHalf_IsRefused()
    {
        File.WriteAllBytes(_rig.Package, [0x1F, 0x8B, 8, 0]);
        _rig.Instead = static call =>
            call.Name == "tar" ? new ProgramEnd(2, "gzip: stdin: unexpected end of file\ntar: Error is not recoverable") : null;

        await RefusedAsync("cannot be unpacked: it is cut short or damaged (gzip: stdin: unexpected end of file tar:");
    }

    [Fact]
    public async Task Disk_WithoutRoom_IsRefusedWithTheNumbers()
    {
        var folder = Path.GetDirectoryName(_rig.Executable)!;
        using var mount = new TestMount(folder, "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder);
        UpgradeRig.WriteElf(_rig.Executable, UpgradeRig.Old);
        using (var file = File.OpenWrite(_rig.Package))
        {
            file.SetLength(1 << 20);
        }

        await RefusedAsync("free, and the upgrade needs 1.0 MB for the new executable");
    }

    [Fact]
    public async Task Interrupted_BeforeTheSwap_IsCleanedAwayAndSaid()
    {
        var before = _rig.Files;
        using (var journal = UpgradeJournal.Open(_rig.Place))
        {
            Begin(journal);
            _rig.Place.Keep();
            journal.Note((UpgradeJournal.Swap, ""));
        }
        File.AppendAllText(_rig.Place.Journal, "torn");
        File.WriteAllText(_rig.Place.New, "half");
        File.Delete(_rig.Place.Previous);

        Assert.Equal(ExitCode.Ok, await _rig.RunAsync());

        Assert.Contains("the upgrade from 0.1.0 to 0.2.0 that was begun", _rig.Said);
        Assert.Contains("was interrupted before anything was changed", _rig.Said);
        Assert.Equal(before, _rig.Files);
        Assert.Equal(ExitCode.Ok, await _rig.RunAsync());
        Assert.Contains("no upgrade was interrupted", _rig.Said);
    }

    [Fact]
    public async Task Interrupted_AfterTheSwap_GoesOnToTheRestart()
    {
        LeaveSwapped();

        Assert.Equal(ExitCode.Ok, await _rig.RunAsync());

        Assert.Contains("was interrupted after the new executable was in place", _rig.Said);
        Assert.Equal((UpgradeRig.New, UpgradeRig.New), (_rig.VersionInPlace, _rig.Running));
    }

    [Fact]
    public async Task Interrupted_AfterTheSwapToOneThatFailedAtTheBoot_GoesBack()
    {
        LeaveSwapped();
        (_rig.Running, _rig.Unit) = (null, "failed");
        _rig.Started = version => (_rig.Running, _rig.Unit) = version == UpgradeRig.New ? (null, "failed") : (version, "active");

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync());

        Assert.Equal((UpgradeRig.Old, UpgradeRig.Old), (_rig.VersionInPlace, _rig.Running));
    }

    [Fact]
    public async Task Interrupted_WhileItWentBack_GoesOnBack()
    {
        LeaveSwapped(UpgradeJournal.Back);

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync());

        Assert.Equal((UpgradeRig.Old, UpgradeRig.Old), (_rig.VersionInPlace, _rig.Running));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Interrupted_WhileItWentBack_PutsTheStateBackOnceAndNoMore(bool isRestored)
    {
        var database = $"{_rig.State}/state.db";
        var schema = StateTrial.SchemaOf(database);
        LeaveSwapped(UpgradeJournal.Back);
        if (!isRestored)
        {
            Migrate(schema + 1, Database.CopyBeforeMigration(database, schema));
        }

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync());

        Assert.Equal(!isRestored, _rig.Calls.Exists(static call => call.Contains(" restore ")));
        Assert.Equal(schema, StateTrial.SchemaOf(database));
        Assert.Equal((UpgradeRig.Old, UpgradeRig.Old), (_rig.VersionInPlace, _rig.Running));
    }

    private void LeaveSwapped(string step = "")
    {
        using var journal = UpgradeJournal.Open(_rig.Place);
        Begin(journal);
        _rig.Place.Keep();
        journal.Note((UpgradeJournal.Swap, ""));
        File.Copy(_rig.Package, _rig.Place.New);
        _rig.Place.Replace();
        if (step.Length > 0)
        {
            journal.Note((step, "it did not start"));
        }
    }

    private void Begin(UpgradeJournal journal) =>
        journal.Note(
            (UpgradeJournal.At, "2026-11-30T12:00:00Z"),
            (UpgradeJournal.From, UpgradeRig.Old),
            (UpgradeJournal.To, UpgradeRig.New),
            (UpgradeJournal.Inode, _rig.Place.Inode),
            (UpgradeJournal.State, _rig.State),
            (UpgradeJournal.Schema, $"{StateTrial.SchemaOf($"{_rig.State}/state.db")}"),
            (UpgradeJournal.Service, "wanted"),
            (UpgradeJournal.Process, "100")
        );

    private void Migrate(long schema, string copy)
    {
        using (var state = StateDirectory.OpenToCopy(_rig.State))
        {
            StateCopy.Write(state, copy, overwrite: false);
        }
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_rig.State}/state.db;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"pragma user_version={schema}";
        command.ExecuteNonQuery();
    }

    private async Task RefusedAsync(string words)
    {
        var before = _rig.Files;

        Assert.Equal(ExitCode.Failed, await _rig.RunAsync(_rig.Package));

        Assert.Contains(words, _rig.Said);
        Assert.Equal(before, _rig.Files);
        Assert.Equal((UpgradeRig.Old, UpgradeRig.Old), (_rig.VersionInPlace, _rig.Running));
        Assert.DoesNotContain(_rig.Calls, static call => call.StartsWith("systemctl restart", StringComparison.Ordinal));
    }
}

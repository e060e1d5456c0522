using System.Diagnostics;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>A copy of the state taken while the gateway works, and put back.</summary>
public sealed class BackupTests : IAsyncDisposable
{
    private readonly OllamaDouble _model = new("hello");
    private readonly GatewayProcess _gateway;
    private readonly List<string> _mounts = [];

    public BackupTests() => _gateway = new GatewayProcess(Configs.Ollama(_model.Url));

    private string Backup => _gateway.Folder.File("openclaw.backup");

    public async ValueTask DisposeAsync()
    {
        foreach (var mount in _mounts)
        {
            Process.Start("umount", ["-l", mount]).WaitForExit();
        }
        await _gateway.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Backup_OfARunningGateway_RestoredAfterwards_IsWhatItWas()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", "before");
        // Relative to where the command is typed, though the gateway writes it.
        var said = await _gateway.OkAsync("backup", "openclaw.backup");
        Assert.Contains(Backup, said);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
        await _gateway.SayAsync("a", "after");
        await _gateway.SayAsync("b", "another");

        var refused = await _gateway.RunAsync("restore", "--yes", Backup);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("is in use by another gateway", refused.Stderr);
        await StopAsync();
        var notAsked = await _gateway.RunAsync("restore", Backup);
        Assert.Equal(64, notAsked.ExitCode);
        Assert.Contains("--yes", notAsked.Stderr);
        var restored = await _gateway.OkAsync("restore", Backup, "--yes");

        Assert.Contains("the state of before lies in", restored);
        var aside = Assert.Single(Directory.GetFiles(_gateway.StatePath, "state.db.before-restore-*"));
        Assert.StartsWith("whole:", await _gateway.OkAsync("audit", "verify", "--file", aside));
        await _gateway.StartAsync();
        Assert.Equal(["before", "hello"], await TranscriptAsync("a"));
        Assert.Single((await _gateway.JsonAsync("sessions")).GetProperty("sessions").EnumerateArray());
        Assert.Equal("hello", await _gateway.SayAsync("a", "and on"));
        // The log has longer chains noted, and the restore as well.
        Assert.StartsWith("whole:", await _gateway.OkAsync("audit", "verify"));
        Assert.Contains(" backup ", await _gateway.OkAsync("audit"));
    }

    [Fact]
    public async Task Backup_OfAKilledGateway_HasWhatItsLogHad()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", "before");
        await _gateway.KillAsync();
        Assert.True(new FileInfo(Path.Combine(_gateway.StatePath, "state.db-wal")).Length > 0);

        await _gateway.OkAsync("backup", Backup);
        Directory.Delete(_gateway.StatePath, recursive: true);
        await _gateway.OkAsync("restore", Backup, "--yes");

        await _gateway.StartAsync();
        Assert.Equal(["before", "hello"], await TranscriptAsync("a"));
    }

    [Fact]
    public async Task Backup_WithoutGatewayAndState_SaysSo()
    {
        var result = await _gateway.RunAsync("backup", Backup);

        Assert.Equal(69, result.ExitCode);
        Assert.Contains("no gateway answers, and there is no state in", result.Stderr);
        Assert.False(Directory.Exists(_gateway.StatePath));
    }

    [Fact]
    public async Task Backup_WhereItCannotBe_IsSaid_AndNothingIsLeft()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", new string('x', 12_000));
        await RefusedAsync("is a directory", _gateway.Folder.Path);
        await RefusedAsync("does not exist", _gateway.Folder.File("nowhere", "b"));
        await RefusedAsync("exists already", _gateway.ConfigPath);
        await RefusedAsync("is no copy of a state", _gateway.ConfigPath, "--force");
        await RefusedAsync("is a name that the state itself uses", Path.Combine(_gateway.StatePath, "state.db"), "--force");
        await RefusedAsync("cannot be written", "/proc/b");
        var running = await _gateway.RunAsync("backup", "-s", _gateway.StatePath, Backup);
        Assert.Contains("is in use by another gateway", running.Stderr);

        await _gateway.OkAsync("backup", Path.Combine(_gateway.StatePath, "copy"));
        await _gateway.OkAsync("backup", Path.Combine(_gateway.StatePath, "copy"), "--force");
        Assert.Equal("hello", await _gateway.SayAsync("a", "still there?"));
    }

    [Fact]
    public async Task Backup_ToAFullDisk_IsSaid_AndNothingIsLeft()
    {
        var small = _gateway.Folder.File("small");
        Mount(small, "size=16k,mode=700");
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", new string('x', 12_000));

        await RefusedAsync("no space left on that disk", Path.Combine(small, "b"));

        Assert.Empty(Directory.GetFileSystemEntries(small));
        Assert.Equal("hello", await _gateway.SayAsync("a", "still there?"));
    }

    [Theory]
    [InlineData("letter", "is no state of openclaw")]
    [InlineData("half", "is damaged")]
    [InlineData("nowhere", "does not exist")]
    public async Task Restore_OfWhatIsNoBackup_ChangesNothing(string file, string words)
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", new string('x', 12_000));
        await _gateway.OkAsync("backup", Backup);
        await StopAsync();
        var bytes = await File.ReadAllBytesAsync(Backup, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_gateway.Folder.File("half"), bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        _gateway.Folder.Write("letter", "dear");
        var before = Directory.GetFiles(_gateway.StatePath);

        var result = await _gateway.RunAsync("restore", "--yes", _gateway.Folder.File(file));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Stderr);
        Assert.DoesNotContain("   at ", result.Stderr);
        Assert.Equal(before.Order(), Directory.GetFiles(_gateway.StatePath).Order());
    }

    [Fact]
    public async Task Restore_InterruptedByThePower_IsFinishedByTheNextStart()
    {
        await _gateway.StartAsync();
        await _gateway.SayAsync("a", "before");
        await _gateway.OkAsync("backup", Backup);
        await _gateway.SayAsync("a", "after");
        await _gateway.KillAsync();
        File.Copy(Backup, Path.Combine(_gateway.StatePath, "state.db.incoming"));

        await _gateway.StartAsync();

        Assert.Equal(["before", "hello"], await TranscriptAsync("a"));
        Assert.Contains("a restore that was interrupted has been finished", await _gateway.OkAsync("status"));
        Assert.StartsWith("whole:", await _gateway.OkAsync("audit", "verify"));
    }

    private async Task<string[]> TranscriptAsync(string session) =>
        [
            .. (await _gateway.JsonAsync("sessions", "show", session))
                .GetProperty("entries")
                .EnumerateArray()
                .Select(static e => e.GetProperty("text").GetString()!),
        ];

    private async Task RefusedAsync(string words, params string[] arguments)
    {
        var result = await _gateway.RunAsync(["backup", .. arguments]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Stderr);
        Assert.DoesNotContain("   at ", result.Stderr);
        Assert.Empty(Directory.GetFiles(_gateway.Folder.Path, "*.partial", SearchOption.AllDirectories));
    }

    private async Task StopAsync()
    {
        _gateway.Signal("TERM");
        Assert.Equal(0, (await _gateway.ExitAsync()).ExitCode);
    }

    private void Mount(string folder, string options)
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can make a small disk");
        Directory.CreateDirectory(folder);
        using var mount = Process.Start(
            new ProcessStartInfo("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]) { RedirectStandardError = true }
        )!;
        mount.WaitForExit();
        Assert.SkipUnless(mount.ExitCode == 0, "a small disk cannot be mounted here");
        _mounts.Add(folder);
    }
}

using System.Diagnostics;
using OpenClaw.Config.Tables;
using OpenClaw.Hosting.Folders;
using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Hosting;

/// <summary>A rename does not cross mounts, and systemd mounts each folder of the state of its own. The old folder lies in the shared
/// memory here, which is another mount.</summary>
public sealed class FolderMoveTests : IDisposable
{
    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.UserExecute;

    private readonly TempFolder _folder = new();
    private readonly string _other = Path.Combine("/dev/shm", $"openclaw-tests-{Guid.NewGuid():N}");
    private readonly string _from;
    private readonly string _to;

    public FolderMoveTests() => (_from, _to) = (Path.Combine(_other, "claw"), _folder.File("home", "claw"));

    private string Half => _folder.File("home", ".claw.half");

    private string Rest => Path.Combine(_other, ".claw.copied");

    public void Dispose()
    {
        FolderTree.Remove(_other);
        _folder.Dispose();
    }

    [Fact]
    public void Move_AcrossMounts_KeepsModesTimesAndLinks()
    {
        Fill();
        var time = new DateTime(2020, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(_from, "sub", "run.sh"), time);
        File.SetUnixFileMode(Path.Combine(_from, "sub", "run.sh"), ReadOnly);
        File.CreateSymbolicLink(Path.Combine(_from, "link"), "../elsewhere");
        File.SetLastWriteTimeUtc(Path.Combine(_from, "link"), time);
        Directory.SetLastWriteTimeUtc(Path.Combine(_from, "sub"), time);
        File.SetUnixFileMode(Path.Combine(_from, "sub"), ReadOnly);

        Assert.Null(FolderMove.WhyNotMoved(_from, _to));

        Assert.Equal("be kind", File.ReadAllText(Path.Combine(_to, "AGENTS.md")));
        Assert.Equal(ReadOnly, File.GetUnixFileMode(Path.Combine(_to, "sub")));
        Assert.Equal(ReadOnly, File.GetUnixFileMode(Path.Combine(_to, "sub", "run.sh")));
        Assert.Equal(
            [time, time, time],
            new[] { "sub", "sub/run.sh", "link" }.Select(name => File.GetLastWriteTimeUtc(Path.Combine(_to, name)))
        );
        Assert.Equal("../elsewhere", new FileInfo(Path.Combine(_to, "link")).LinkTarget);
        Assert.Empty(Directory.GetFileSystemEntries(_other));
        Assert.Equal([_to], Directory.GetFileSystemEntries(_folder.File("home")));
    }

    [Fact]
    public void Move_ThatWasKilledWhileItCopied_BeginsAnew()
    {
        Fill();
        _folder.Write("home/.claw.half/AGENTS.md", "be ki");
        _folder.Write("home/.claw.half/ghost.txt", "removed since");

        Assert.Null(FolderMove.WhyNotMoved(_from, _to));

        Assert.Equal("be kind", File.ReadAllText(Path.Combine(_to, "AGENTS.md")));
        Assert.False(File.Exists(Path.Combine(_to, "ghost.txt")));
        Assert.False(Directory.Exists(Half));
    }

    [Fact]
    public void Move_ThatWasKilledBeforeTheCopyWasRenamed_BeginsAnew()
    {
        Fill();
        File.WriteAllText(Path.Combine(_from, ".openclaw-copied"), _to);
        _folder.Write("home/.claw.half/AGENTS.md", "be kind");

        Assert.Null(FolderMove.WhyNotMoved(_from, _to));

        Assert.True(File.Exists(Path.Combine(_to, "sub", "run.sh")));
        Assert.False(File.Exists(Path.Combine(_to, ".openclaw-copied")));
    }

    [Fact]
    public void Move_ThatWasKilledBeforeTheOldWasRemoved_RemovesIt()
    {
        Fill();
        File.WriteAllText(Path.Combine(_from, ".openclaw-copied"), _to);
        _folder.Write("home/claw/AGENTS.md", "be kind");

        Assert.Null(FolderMove.WhyNotMoved(_from, _to));

        Assert.Empty(Directory.GetFileSystemEntries(_other));
        Assert.Equal("be kind", File.ReadAllText(Path.Combine(_to, "AGENTS.md")));
    }

    [Fact]
    public void Home_WhoseOldOneWasHalfRemoved_IsFreedOfTheRest()
    {
        Directory.CreateDirectory(Path.Combine(Rest, "sub"));
        var agent = new AgentConfig { Workspace = _to, People = _folder.File("home", "claw-people") };

        Assert.Null(FormerHome.Move(agent, _other, _folder.File("home"), out var moved));

        Assert.Null(moved);
        Assert.False(Directory.Exists(Rest));
    }

    [Fact]
    public void People_WhoseOldFolderWasHalfRemoved_AreFreedOfTheRest()
    {
        Directory.CreateDirectory(Path.Combine(_from, "people", ".telegram%3A77.copied", "inbox"));

        Assert.Empty(PeopleFolders.Move(new AgentConfig { Workspace = _from, People = _folder.File("claw-people") }, out var moved));

        Assert.Empty(moved);
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_from, "people")));
    }

    [Fact]
    public void People_OnAnotherMount_Move()
    {
        Directory.CreateDirectory(Path.Combine(_from, "people", "telegram%3A77"));
        File.WriteAllText(Path.Combine(_from, "people", "telegram%3A77", "a.txt"), "a");

        Assert.Empty(PeopleFolders.Move(new AgentConfig { Workspace = _from, People = _folder.File("claw-people") }, out var moved));

        Assert.Single(moved);
        Assert.Equal("a", File.ReadAllText(_folder.File("claw-people", "telegram%3A77", "a.txt")));
        Assert.False(Directory.Exists(Path.Combine(_from, "people")));
    }

    [Fact]
    public void Move_OfAPipe_IsRefusedAndLeavesTheOld()
    {
        Fill();
        Run("mkfifo", Path.Combine(_from, "pipe"));

        Assert.Contains("pipe is neither file, folder nor link. Remove it", FolderMove.WhyNotMoved(_from, _to));
        Assert.True(File.Exists(Path.Combine(_from, "sub", "run.sh")));
        Assert.False(Directory.Exists(Half));
    }

    [Fact]
    public void Move_OfAHardLinkFromOutside_IsRefused()
    {
        Fill();
        File.WriteAllText(Path.Combine(_other, "state.db"), "secret");
        Run("ln", Path.Combine(_other, "state.db"), Path.Combine(_from, "notes.txt"));

        Assert.Contains("notes.txt is a hard link to a file elsewhere", FolderMove.WhyNotMoved(_from, _to));
        Assert.False(Directory.Exists(_to));
    }

    [Fact]
    public void Move_OfHardLinksAmongThemselves_MakesFilesOfTheirOwn()
    {
        Fill();
        Run("ln", Path.Combine(_from, "AGENTS.md"), Path.Combine(_from, "second.md"));

        Assert.Null(FolderMove.WhyNotMoved(_from, _to));
        Assert.Equal("be kind", File.ReadAllText(Path.Combine(_to, "second.md")));
    }

    [Fact]
    public void Move_ToAFullDisk_LeavesTheOldAndSaysSo()
    {
        Fill();
        File.WriteAllBytes(Path.Combine(_from, "big.bin"), new byte[3 << 20]);
        var small = Directory.CreateDirectory(_folder.File("small")).FullName;
        using var mount = new TestMount(small, "-t", "tmpfs", "-o", "size=1m", "tmpfs", small);

        var why = FolderMove.WhyNotMoved(_from, Path.Combine(small, "claw"));

        Assert.Contains($"there is no room for a copy in {small}. Make room", why);
        Assert.Empty(Directory.GetFileSystemEntries(small));
        Assert.Equal(
            ["AGENTS.md", "big.bin", "sub"],
            Directory.GetFileSystemEntries(_from).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Move_BetweenFoldersMountedOntoThemselves_IsDone()
    {
        // What systemd does for each StateDirectory under ProtectSystem=strict.
        var (state, home) = (
            Directory.CreateDirectory(_folder.File("state")).FullName,
            Directory.CreateDirectory(_folder.File("own")).FullName
        );
        using var first = new TestMount(state, "--bind", state, state);
        using var second = new TestMount(home, "--bind", home, home);
        _folder.Write("state/claw/AGENTS.md", "be kind");
        var agent = new AgentConfig { Workspace = Path.Combine(home, "claw"), People = Path.Combine(home, "claw-people") };

        Assert.Null(FormerHome.Move(agent, state, home, out var moved));

        Assert.NotNull(moved);
        Assert.Equal("be kind", File.ReadAllText(_folder.File("own", "claw", "AGENTS.md")));
        Assert.Empty(Directory.GetFileSystemEntries(state));
    }

    [Fact]
    public void Move_OfAFolderWithAMountBelow_IsRefused()
    {
        Fill();
        var disk = Path.Combine(_from, "disk");
        Directory.CreateDirectory(disk);
        using var mount = new TestMount(disk, "--bind", disk, disk);

        Assert.Contains($"something is mounted at {disk}", FolderMove.WhyNotMoved(_from, _to));
        Assert.False(Directory.Exists(_to));
    }

    private void Fill()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "there is no /dev/shm, so no second mount that a test may write to");
        Directory.CreateDirectory(Path.Combine(_from, "sub"));
        File.WriteAllText(Path.Combine(_from, "AGENTS.md"), "be kind");
        File.WriteAllText(Path.Combine(_from, "sub", "run.sh"), "#!/bin/sh");
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}

using OpenClaw.Exec;

namespace OpenClaw.Tests.Tools.Exec;

/// <summary>Real commands through the built executable: what they are given, say and read.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly LauncherBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_ShellLine_GivesOutputAndExitCode()
    {
        await using var command = await _bench.StartAsync("echo out; echo err >&2; exit 3");

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal(3, end.ExitCode);
        Assert.Equal(["err", "out"], LauncherBench.Text(command).Trim().Split('\n').Order());
        Assert.Null(end.Error);
    }

    [Fact]
    public async Task Run_EndedBySignal_ReportsIt()
    {
        await using var command = await _bench.StartAsync("kill -SEGV $$");

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal(11, end.Signal);
        Assert.Contains("SIGSEGV", end.ToString());
    }

    [Fact]
    public async Task Run_Environment_IsOursAndNothingElse()
    {
        await using var command = await _bench.StartAsync(
            "env | sort; umask; grep NoNewPrivs /proc/self/status; ls /proc/self/fd | wc -l; ulimit -c"
        );

        await command.Ended.WaitAsync(LauncherBench.Ct);

        var lines = LauncherBench.Text(command).Trim().Split('\n');
        string[] known = ["HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "PWD", "TERM", "USER", "OLDPWD", "SHLVL", "_"];
        // What keeps pagers, editors and what a repository says from running.
        string[] quiet =
        [
            "PAGER",
            "MANPAGER",
            "GIT_PAGER",
            "SYSTEMD_PAGER",
            "SYSTEMD_PAGERSECURE",
            "LESSSECURE",
            "EDITOR",
            "VISUAL",
            "SYSTEMD_EDITOR",
            "GIT_TERMINAL_PROMPT",
            "GIT_OPTIONAL_LOCKS",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_EDITOR",
            "GIT_SEQUENCE_EDITOR",
            "GIT_ASKPASS",
            "SSH_ASKPASS",
            "GIT_CONFIG_COUNT",
        ];
        Assert.All(
            lines.Where(line => line.Contains('=')).Select(line => line[..line.IndexOf('=')]),
            name =>
                Assert.True(
                    known.Contains(name)
                        || quiet.Contains(name)
                        || name.StartsWith("GIT_CONFIG_KEY_")
                        || name.StartsWith("GIT_CONFIG_VALUE_"),
                    name
                )
        );
        Assert.Contains("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", lines);
        Assert.Contains("0077", lines);
        Assert.Contains("NoNewPrivs:\t1", lines);
        // Three and the one that ls opens to look.
        Assert.Equal("4", lines[^2].Trim());
        Assert.Equal("0", lines[^1]);
    }

    [Fact]
    public async Task Run_PipeWriterWithoutReader_EndsQuietly()
    {
        await using var command = await _bench.StartAsync("yes | head -n 1");

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal("y\n", LauncherBench.Text(command));
        Assert.True(end.Succeeded, end.ToString());
    }

    [Fact]
    public async Task Run_UnknownProgram_SaysSo()
    {
        await using var command = await _bench.StartAsync(_bench.Spec("") with { Argv = ["no-such-program", "x"] });

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal(127, end.ExitCode);
        Assert.Contains("no program 'no-such-program'", LauncherBench.Text(command));
    }

    [Fact]
    public async Task Run_MissingWorkingDirectory_SaysSo()
    {
        await using var command = await _bench.StartAsync(_bench.Spec("true") with { WorkingDirectory = _bench.Folder + "/none" });

        Assert.Equal(126, (await command.Ended.WaitAsync(LauncherBench.Ct)).ExitCode);
        Assert.Contains("cannot work in", LauncherBench.Text(command));
    }

    [Fact]
    public async Task Run_ReadsInput_GetsItsEnd()
    {
        await using var command = await _bench.StartAsync("cat; echo done");

        await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal("done\n", LauncherBench.Text(command));
    }

    [Fact]
    public async Task Run_OpenInput_IsWritten()
    {
        await using var command = await _bench.StartAsync(
            _bench.Spec("read x; echo got $x; read x; echo got $x; echo end") with
            {
                KeepInputOpen = true,
            }
        );

        Assert.True(await command.TryWriteAsync("one\n"u8.ToArray()));
        await LauncherBench.Printed(command, "got one");
        Assert.True(await command.TryWriteAsync("two\n"u8.ToArray()));
        await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal("got one\ngot two\nend\n", LauncherBench.Text(command));
    }

    [Fact]
    public async Task Run_InputNobodyReads_IsRefusedAndKillStillArrives()
    {
        await using var command = await _bench.StartAsync(
            _bench.Spec("sleep 1000") with
            {
                KeepInputOpen = true,
                Grace = TimeSpan.FromSeconds(1),
            }
        );
        var block = new byte[32 * 1024];

        // The kernel's pipe takes 64 KB and we hold another 64; then it is full.
        var taken = 0;
        while (await command.TryWriteAsync(block) && taken < 100)
        {
            taken++;
        }
        await command.KillAsync();
        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.InRange(taken, 2, 99);
        Assert.True(end.Killed);
    }

    [Fact]
    [Trait("Load", "heavy")]
    public async Task Run_OneGigabyte_KeepsEndsAndBoundedFile()
    {
        await using var command = await _bench.StartAsync("echo first; head -c 1073741824 /dev/zero | tr '\\0' 'x'; echo; echo last");

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.True(end.Succeeded, end.ToString());
        Assert.Equal(1073741824 + 6 + 1 + 5, command.Output.Total);
        var summary = command.Output.Summary(4096, "ask for more");
        Assert.StartsWith("first\nxxx", summary);
        Assert.EndsWith("xxx\nlast\n", summary);
        Assert.Contains("ask for more", summary);
        Assert.True(new FileInfo(Directory.EnumerateFiles(Path.Combine(_bench.Folder, "spool")).Single()).Length <= 1 << 20);
        Assert.Equal(100, command.Output.Read(500_000, 100).Data.Length);
    }
}

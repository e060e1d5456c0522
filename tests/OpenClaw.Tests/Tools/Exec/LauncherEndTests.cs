using System.Diagnostics;
using OpenClaw.Exec;

namespace OpenClaw.Tests.Tools.Exec;

/// <summary>However a command, its launcher or the gateway ends, nothing of the command is left.</summary>
public sealed class LauncherEndTests : IDisposable
{
    private readonly LauncherBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_IgnoresTerm_IsKilledAtTimeout()
    {
        var spec = _bench.Spec("trap '' TERM; echo ready; while :; do sleep 1000; done") with
        {
            Timeout = TimeSpan.FromSeconds(2),
            Grace = TimeSpan.FromMilliseconds(300),
        };
        await using var command = await _bench.StartAsync(spec);

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.True(end.TimedOut);
        Assert.Equal(9, end.Signal);
        Assert.Equal("ready\n", LauncherBench.Text(command));
    }

    [Fact]
    public async Task Run_StartsDaemonWithSetsid_DaemonIsGoneAndReported()
    {
        var pidFile = Path.Combine(_bench.Folder, "pid");
        // Twice forked, own session, no open pipe of ours: nothing ties it to the command but its being our descendant.
        await using var command = await _bench.StartAsync(
            $"(setsid sh -c 'echo $$ > {pidFile}.new; mv {pidFile}.new {pidFile}; exec sleep 1000' >/dev/null 2>&1 &) ; while [ ! -e {pidFile} ]; do :; done"
        );

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal(0, end.ExitCode);
        Assert.NotEmpty(end.Survivors);
        Assert.False(LauncherBench.IsAlive(int.Parse(File.ReadAllText(pidFile))));
    }

    [Fact]
    public async Task Run_ProcessesThatReplaceThemselves_AreGoneAfterKill()
    {
        var marker = $"{_bench.Folder}/forks";
        // Ten chains in which each process starts its successor and ends: what kills one by one from a list is always too late.
        File.WriteAllText($"{_bench.Folder}/chain.sh", $"echo $$ >> {marker}\nsh {_bench.Folder}/chain.sh &\n");
        await using var command = await _bench.StartAsync(
            _bench.Spec($"for i in 1 2 3 4 5 6 7 8 9 10; do sh {_bench.Folder}/chain.sh; done; sleep 1000") with
            {
                Grace = TimeSpan.FromMilliseconds(10),
            }
        );
        while (!File.Exists(marker) || File.ReadLines(marker).Count() < 50)
        {
            await Task.Yield();
        }

        await command.KillAsync();
        await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.DoesNotContain(LauncherBench.Alive(), process => process.Contains($"{_bench.Folder}/chain.sh"));
    }

    [Fact]
    public async Task Dispose_WhileRunning_EndsTheTree()
    {
        var command = await _bench.StartAsync("sleep 1000 & echo $!; wait");
        var child = int.Parse(await LauncherBench.Printed(command, "\n"));

        await command.DisposeAsync();

        Assert.False(LauncherBench.IsAlive(child));
        Assert.False(LauncherBench.IsAlive(command.Pid));
    }

    [Fact]
    public async Task Registry_KnowsWhoDescendsFromALauncher()
    {
        await using var command = await _bench.StartAsync("setsid sh -c 'echo $$; exec sleep 1000' & wait");
        var grandchild = int.Parse(await LauncherBench.Printed(command, "\n"));

        Assert.True(_bench.Launchers.DescendsFromLauncher(command.Pid));
        Assert.True(_bench.Launchers.DescendsFromLauncher(grandchild));
        Assert.False(_bench.Launchers.DescendsFromLauncher(Environment.ProcessId));
        await command.KillAsync();
        await command.Ended.WaitAsync(LauncherBench.Ct);
        // Gone: nobody can say any more where it came from.
        Assert.True(_bench.Launchers.DescendsFromLauncher(grandchild));
    }

    [Fact]
    public async Task Launcher_KilledByItsCommand_IsReportedAsLostAndTakesTheCommandWithIt()
    {
        await using var command = await _bench.StartAsync("kill -9 $PPID; while :; do :; done");

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Contains("launcher was lost", end.Error);
        while (LauncherBench.IsAlive(command.Pid))
        {
            LauncherBench.Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Gateway_KilledHard_LeavesNothingRunning()
    {
        // A stand-in for the gateway: python holds the other end of the launcher's pipe and is killed with -9.
        var spec = LauncherFrame.Make(
            _bench.Spec("setsid sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1000; done' & wait") with
            {
                Grace = TimeSpan.FromMilliseconds(100),
            }
        );
        File.WriteAllBytes($"{_bench.Folder}/spec", spec);
        File.WriteAllText(
            $"{_bench.Folder}/gateway.py",
            """
            import re, socket, subprocess, sys
            ours, theirs = socket.socketpair()
            launcher = subprocess.Popen([sys.argv[1], "__exec"], stdin=theirs, stdout=subprocess.DEVNULL)
            theirs.close()
            ours.sendall(open(sys.argv[2], "rb").read())
            data = b""
            while not (pid := re.search(rb"(\d+)\n", data)): data += ours.recv(4096)
            print(launcher.pid, pid[1].decode(), flush=True)
            sys.stdin.read()
            """
        );
        var start = new ProcessStartInfo("python3", [$"{_bench.Folder}/gateway.py", LauncherBench.Executable, $"{_bench.Folder}/spec"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Assert.SkipUnless(CommandEnvironment.Find("python3", "/") is not null, "no python3");
        using var gateway = Process.Start(start)!;
        var pids = (await gateway.StandardOutput.ReadLineAsync(LauncherBench.Ct))!.Split(' ').Select(int.Parse).ToArray();
        Assert.All(pids, pid => Assert.True(LauncherBench.IsAlive(pid)));

        gateway.Kill();

        while (pids.Any(LauncherBench.IsAlive))
        {
            LauncherBench.Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}

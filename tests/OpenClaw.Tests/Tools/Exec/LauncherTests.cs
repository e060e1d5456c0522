using System.Diagnostics;
using System.Text;
using OpenClaw.Exec;

namespace OpenClaw.Tests.Tools.Exec;

/// <summary>Real commands through the built executable.</summary>
public sealed class LauncherTests : IDisposable
{
    // The native executable when one is named, so that the same promises are checked of it.
    private static readonly string s_executable =
        Environment.GetEnvironmentVariable("OPENCLAW_TEST_EXECUTABLE") ?? Path.Combine(AppContext.BaseDirectory, "openclaw");

    private readonly string _folder = Directory.CreateTempSubdirectory("openclaw-exec").FullName;
    private readonly LauncherRegistry _launchers = new();
    private readonly CommandRunner _runner;

    public LauncherTests() =>
        _runner = new CommandRunner(_launchers, Path.Combine(_folder, "spool"), s_executable) { SpoolLimit = 1 << 20 };

    // One generous limit for every wait: nothing here depends on time but a test that hangs should say so.
    private static CancellationToken Ct =>
        CancellationTokenSource
            .CreateLinkedTokenSource(TestContext.Current.CancellationToken, new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token)
            .Token;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Run_ShellLine_GivesOutputAndExitCode()
    {
        await using var command = await StartAsync("echo out; echo err >&2; exit 3");

        var end = await command.Ended.WaitAsync(Ct);

        Assert.Equal(3, end.ExitCode);
        Assert.Equal(["err", "out"], Text(command).Trim().Split('\n').Order());
        Assert.Null(end.Error);
    }

    [Fact]
    public async Task Run_EndedBySignal_ReportsIt()
    {
        await using var command = await StartAsync("kill -SEGV $$");

        var end = await command.Ended.WaitAsync(Ct);

        Assert.Equal(11, end.Signal);
        Assert.Contains("SIGSEGV", end.ToString());
    }

    [Fact]
    public async Task Run_Environment_IsOursAndNothingElse()
    {
        await using var command = await StartAsync(
            "env | sort; umask; grep NoNewPrivs /proc/self/status; ls /proc/self/fd | wc -l; ulimit -c"
        );

        await command.Ended.WaitAsync(Ct);

        var lines = Text(command).Trim().Split('\n');
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
        await using var command = await StartAsync("yes | head -n 1");

        var end = await command.Ended.WaitAsync(Ct);

        Assert.Equal("y\n", Text(command));
        Assert.True(end.Succeeded, end.ToString());
    }

    [Fact]
    public async Task Run_UnknownProgram_SaysSo()
    {
        await using var command = await _runner.StartAsync(Spec("") with { Argv = ["no-such-program", "x"] }, Ct);

        var end = await command.Ended.WaitAsync(Ct);

        Assert.Equal(127, end.ExitCode);
        Assert.Contains("no program 'no-such-program'", Text(command));
    }

    [Fact]
    public async Task Run_MissingWorkingDirectory_SaysSo()
    {
        await using var command = await _runner.StartAsync(Spec("true") with { WorkingDirectory = _folder + "/none" }, Ct);

        Assert.Equal(126, (await command.Ended.WaitAsync(Ct)).ExitCode);
        Assert.Contains("cannot work in", Text(command));
    }

    [Fact]
    public async Task Run_ReadsInput_GetsItsEnd()
    {
        await using var command = await StartAsync("cat; echo done");

        await command.Ended.WaitAsync(Ct);

        Assert.Equal("done\n", Text(command));
    }

    [Fact]
    public async Task Run_OpenInput_IsWrittenAndClosed()
    {
        await using var command = await _runner.StartAsync(
            Spec("while read x; do echo got $x; done; echo end") with
            {
                KeepInputOpen = true,
            },
            Ct
        );

        Assert.True(await command.TryWriteAsync("one\n"u8.ToArray()));
        await Printed(command, "got one");
        Assert.True(await command.TryWriteAsync("two\n"u8.ToArray()));
        await command.CloseInputAsync();
        await command.Ended.WaitAsync(Ct);

        Assert.Equal("got one\ngot two\nend\n", Text(command));
    }

    [Fact]
    public async Task Run_InputNobodyReads_IsRefusedAndKillStillArrives()
    {
        await using var command = await _runner.StartAsync(
            Spec("sleep 1000") with
            {
                KeepInputOpen = true,
                Grace = TimeSpan.FromSeconds(1),
            },
            Ct
        );
        var block = new byte[32 * 1024];

        // The kernel's pipe takes 64 KB and we hold another 64; then it is full.
        var taken = 0;
        while (await command.TryWriteAsync(block) && taken < 100)
        {
            taken++;
        }
        await command.KillAsync();
        var end = await command.Ended.WaitAsync(Ct);

        Assert.InRange(taken, 2, 99);
        Assert.True(end.Killed);
    }

    [Fact]
    [Trait("Load", "heavy")]
    public async Task Run_OneGigabyte_KeepsEndsAndBoundedFile()
    {
        await using var command = await StartAsync("echo first; head -c 1073741824 /dev/zero | tr '\\0' 'x'; echo; echo last");

        var end = await command.Ended.WaitAsync(Ct);

        Assert.True(end.Succeeded, end.ToString());
        Assert.Equal(1073741824 + 6 + 1 + 5, command.Output.Total);
        var summary = command.Output.Summary(4096, "ask for more");
        Assert.StartsWith("first\nxxx", summary);
        Assert.EndsWith("xxx\nlast\n", summary);
        Assert.Contains("ask for more", summary);
        Assert.True(new FileInfo(Directory.EnumerateFiles(Path.Combine(_folder, "spool")).Single()).Length <= 1 << 20);
        Assert.Equal(100, command.Output.Read(500_000, 100).Data.Length);
    }

    [Fact]
    public async Task Run_IgnoresTerm_IsKilledAtTimeout()
    {
        var spec = Spec("trap '' TERM; echo ready; while :; do sleep 1000; done") with
        {
            Timeout = TimeSpan.FromSeconds(2),
            Grace = TimeSpan.FromMilliseconds(300),
        };
        await using var command = await _runner.StartAsync(spec, Ct);

        var end = await command.Ended.WaitAsync(Ct);

        Assert.True(end.TimedOut);
        Assert.Equal(9, end.Signal);
        Assert.Equal("ready\n", Text(command));
    }

    [Fact]
    public async Task Run_StartsDaemonWithSetsid_DaemonIsGoneAndReported()
    {
        var pidFile = Path.Combine(_folder, "pid");
        // Twice forked, own session, no open pipe of ours: nothing ties it to the command but its being our descendant.
        await using var command = await StartAsync(
            $"(setsid sh -c 'echo $$ > {pidFile}.new; mv {pidFile}.new {pidFile}; exec sleep 1000' >/dev/null 2>&1 &) ; while [ ! -e {pidFile} ]; do :; done"
        );

        var end = await command.Ended.WaitAsync(Ct);

        Assert.Equal(0, end.ExitCode);
        Assert.NotEmpty(end.Survivors);
        Assert.False(IsAlive(int.Parse(File.ReadAllText(pidFile))));
    }

    [Fact]
    public async Task Run_ProcessesThatReplaceThemselves_AreGoneAfterKill()
    {
        var marker = $"{_folder}/forks";
        // Ten chains in which each process starts its successor and ends: what kills one by one from a list is always too late.
        File.WriteAllText($"{_folder}/chain.sh", $"echo $$ >> {marker}\nsh {_folder}/chain.sh &\n");
        await using var command = await _runner.StartAsync(
            Spec($"for i in 1 2 3 4 5 6 7 8 9 10; do sh {_folder}/chain.sh; done; sleep 1000") with
            {
                Grace = TimeSpan.FromMilliseconds(10),
            },
            Ct
        );
        while (!File.Exists(marker) || File.ReadLines(marker).Count() < 50)
        {
            await Task.Yield();
        }

        await command.KillAsync();
        await command.Ended.WaitAsync(Ct);

        Assert.DoesNotContain(Alive(), process => process.Contains($"{_folder}/chain.sh"));
    }

    [Fact]
    [Trait("Load", "heavy")]
    public async Task Run_TooManyProcesses_IsStopped()
    {
        // 2^9 at the end, not more: the test must not be the bomb it is about.
        File.WriteAllText(
            $"{_folder}/tree.sh",
            $"[ $1 = 0 ] && exec sleep 1000\nsh {_folder}/tree.sh $(($1 - 1)) & sh {_folder}/tree.sh $(($1 - 1)) & wait\n"
        );
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the kernel holds other users to the limit");
        await using var command = await _runner.StartAsync(
            Spec($"sh {_folder}/tree.sh 9") with
            {
                Limits = new CommandLimits { Processes = 100 },
            },
            Ct
        );

        var end = await command.Ended.WaitAsync(Ct);

        Assert.True(end.TooManyProcesses);
        Assert.DoesNotContain(Alive(), process => process.Contains($"{_folder}/tree.sh"));
    }

    [Fact]
    public async Task Dispose_WhileRunning_EndsTheTree()
    {
        var command = await StartAsync("sleep 1000 & echo $!; wait");
        var child = int.Parse(await Printed(command, "\n"));

        await command.DisposeAsync();

        Assert.False(IsAlive(child));
        Assert.False(IsAlive(command.Pid));
    }

    [Fact]
    public async Task Limits_OpenFilesAndFileSize_Hold()
    {
        var spec = Spec("ulimit -n; head -c 100000 /dev/zero > big; ls -l big | cut -d' ' -f5") with
        {
            Limits = new CommandLimits { OpenFiles = 64, FileSize = 4096 },
        };
        await using var command = await _runner.StartAsync(spec, Ct);

        await command.Ended.WaitAsync(Ct);

        // The shell's complaint about head comes on another pipe, at any time.
        Assert.Equal(["64", "4096"], Text(command).Split('\n').Where(static line => line.Length > 0 && line.All(char.IsAsciiDigit)));
        Assert.Equal(4096, new FileInfo($"{_folder}/big").Length);
    }

    [Fact]
    public async Task Limits_AddressSpace_Holds()
    {
        await using var command = await _runner.StartAsync(
            Spec("ulimit -v") with
            {
                Limits = new CommandLimits { AddressSpace = 1 << 30 },
            },
            Ct
        );

        await command.Ended.WaitAsync(Ct);

        Assert.Equal($"{1 << 20}\n", Text(command));
    }

    [Fact]
    public async Task Registry_KnowsWhoDescendsFromALauncher()
    {
        await using var command = await StartAsync("setsid sh -c 'echo $$; exec sleep 1000' & wait");
        var grandchild = int.Parse(await Printed(command, "\n"));

        Assert.True(_launchers.DescendsFromLauncher(command.Pid));
        Assert.True(_launchers.DescendsFromLauncher(grandchild));
        Assert.False(_launchers.DescendsFromLauncher(Environment.ProcessId));
        await command.KillAsync();
        await command.Ended.WaitAsync(Ct);
        // Gone: nobody can say any more where it came from.
        Assert.True(_launchers.DescendsFromLauncher(grandchild));
    }

    [Fact]
    public async Task Launcher_KilledByItsCommand_IsReportedAsLostAndTakesTheCommandWithIt()
    {
        await using var command = await StartAsync("kill -9 $PPID; while :; do :; done");

        var end = await command.Ended.WaitAsync(Ct);

        Assert.Contains("launcher was lost", end.Error);
        while (IsAlive(command.Pid))
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Gateway_KilledHard_LeavesNothingRunning()
    {
        // A stand-in for the gateway: python holds the other end of the launcher's pipe and is killed with -9.
        var spec = LauncherFrame.Make(
            Spec("setsid sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1000; done' & wait") with
            {
                Grace = TimeSpan.FromMilliseconds(100),
            }
        );
        File.WriteAllBytes($"{_folder}/spec", spec);
        File.WriteAllText(
            $"{_folder}/gateway.py",
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
        var start = new ProcessStartInfo("python3", [$"{_folder}/gateway.py", s_executable, $"{_folder}/spec"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Assert.SkipUnless(CommandEnvironment.Find("python3", "/") is not null, "no python3");
        using var gateway = Process.Start(start)!;
        var pids = (await gateway.StandardOutput.ReadLineAsync(Ct))!.Split(' ').Select(int.Parse).ToArray();
        Assert.All(pids, pid => Assert.True(IsAlive(pid)));

        gateway.Kill();

        while (pids.Any(IsAlive))
        {
            Ct.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private CommandSpec Spec(string line) => new() { Argv = CommandSpec.Shell(line), WorkingDirectory = _folder };

    private Task<RunningCommand> StartAsync(string line) => _runner.StartAsync(Spec(line), Ct);

    private static string Text(RunningCommand command) => Encoding.UTF8.GetString(command.Output.Read(0, 1 << 20).Data);

    private static async Task<string> Printed(RunningCommand command, string words)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        command.Printed += Look;
        Look();
        await seen.Task.WaitAsync(Ct);
        return Text(command).Trim();

        void Look()
        {
            if (Text(command).Contains(words))
            {
                seen.TrySetResult();
            }
        }
    }

    private static List<string> Alive() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _))
                .Select(folder =>
                {
                    try
                    {
                        return File.ReadAllText(folder + "/cmdline");
                    }
                    catch (IOException)
                    {
                        return "";
                    }
                }),
        ];

    private static bool IsAlive(int pid) => ProcStat.TryRead(pid, out var stat) && !stat.IsDead;
}

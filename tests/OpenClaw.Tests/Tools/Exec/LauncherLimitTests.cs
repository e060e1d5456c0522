using OpenClaw.Exec;

namespace OpenClaw.Tests.Tools.Exec;

/// <summary>The limits of a command hold for all that it starts.</summary>
public sealed class LauncherLimitTests : IDisposable
{
    private readonly LauncherBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    [Trait("Load", "heavy")]
    public async Task Run_TooManyProcesses_IsStopped()
    {
        // 2^9 at the end, not more: the test must not be the bomb it is about.
        File.WriteAllText(
            $"{_bench.Folder}/tree.sh",
            $"[ $1 = 0 ] && exec sleep 1000\nsh {_bench.Folder}/tree.sh $(($1 - 1)) & sh {_bench.Folder}/tree.sh $(($1 - 1)) & wait\n"
        );
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the kernel holds other users to the limit");
        await using var command = await _bench.StartAsync(
            _bench.Spec($"sh {_bench.Folder}/tree.sh 9") with
            {
                Limits = new CommandLimits { Processes = 100 },
            }
        );

        var end = await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.True(end.TooManyProcesses);
        Assert.DoesNotContain(LauncherBench.Alive(), process => process.Contains($"{_bench.Folder}/tree.sh"));
    }

    [Fact]
    public async Task Limits_OpenFilesAndFileSize_Hold()
    {
        var spec = _bench.Spec("ulimit -n; head -c 100000 /dev/zero > big; ls -l big | cut -d' ' -f5") with
        {
            Limits = new CommandLimits { OpenFiles = 64, FileSize = 4096 },
        };
        await using var command = await _bench.StartAsync(spec);

        await command.Ended.WaitAsync(LauncherBench.Ct);

        // The shell's complaint about head comes on another pipe, at any time.
        Assert.Equal(
            ["64", "4096"],
            LauncherBench.Text(command).Split('\n').Where(static line => line.Length > 0 && line.All(char.IsAsciiDigit))
        );
        Assert.Equal(4096, new FileInfo($"{_bench.Folder}/big").Length);
    }

    [Fact]
    public async Task Limits_AddressSpace_Holds()
    {
        await using var command = await _bench.StartAsync(
            _bench.Spec("ulimit -v") with
            {
                Limits = new CommandLimits { AddressSpace = 1 << 30 },
            }
        );

        await command.Ended.WaitAsync(LauncherBench.Ct);

        Assert.Equal($"{1 << 20}\n", LauncherBench.Text(command));
    }
}

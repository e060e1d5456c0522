namespace OpenClaw.Benchmarks.Measures;

/// <summary>A thousand turns inside 64 MB without swap. Where no control group can be made, the collector's heap gets a hard limit and the
/// peak of the resident size is read.</summary>
internal static class CgroupMeasure
{
    private const string What = "1,000 turns on 1,000 sessions within 64 MB, peak";

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        var group = Make();
        try
        {
            await using var gateway = group is null
                ? await Gateway.StartAsync(
                    executable,
                    [model.Url],
                    environment: new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "2000000" }
                )
                : await Gateway.StartAsync(executable, [model.Url], cgroup: Path.Combine(group.Path, "cgroup.procs"));
            await gateway.SweepAsync(1000);
            if (gateway.HasExited)
            {
                throw new InvalidOperationException("the gateway was killed");
            }
            // The peak of a group counts the cache of files, too, which the kernel takes back when it must; the limit is what was held.
            return group is null
                ?
                [
                    new Result(
                        What,
                        Gateway.Field($"/proc/{gateway.Pid}/status", "VmHWM:") / 1024.0,
                        64,
                        "MB",
                        "no control group can be made here: heap limited to 32 MB, resident size read"
                    ),
                ]
                :
                [
                    new Result(
                        What,
                        long.Parse(File.ReadAllText(Path.Combine(group.Path, group.Peak))) / 1048576.0,
                        64,
                        "MB",
                        $"{group.Version}, no swap; cache of files counted"
                    ),
                ];
        }
        finally
        {
            if (group is not null)
            {
                Directory.Delete(group.Path);
            }
        }
    }

    private static Group? Make()
    {
        var name = $"openclaw-bench-{Environment.ProcessId}";
        try
        {
            if (File.Exists("/sys/fs/cgroup/cgroup.controllers"))
            {
                var group = new Group("cgroup v2", Directory.CreateDirectory($"/sys/fs/cgroup/{name}").FullName, "memory.peak");
                File.WriteAllText(Path.Combine(group.Path, "memory.max"), "67108864");
                File.WriteAllText(Path.Combine(group.Path, "memory.swap.max"), "0");
                return group;
            }

            if (Directory.Exists("/sys/fs/cgroup/memory"))
            {
                var group = new Group(
                    "cgroup v1",
                    Directory.CreateDirectory($"/sys/fs/cgroup/memory/{name}").FullName,
                    "memory.max_usage_in_bytes"
                );
                File.WriteAllText(Path.Combine(group.Path, "memory.limit_in_bytes"), "67108864");
                File.WriteAllText(Path.Combine(group.Path, "memory.swappiness"), "0");
                return group;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Directory.Exists($"/sys/fs/cgroup/memory/{name}"))
            {
                Directory.Delete($"/sys/fs/cgroup/memory/{name}");
            }
            if (Directory.Exists($"/sys/fs/cgroup/{name}"))
            {
                Directory.Delete($"/sys/fs/cgroup/{name}");
            }
        }

        return null;
    }

    private sealed record Group(string Version, string Path, string Peak);
}

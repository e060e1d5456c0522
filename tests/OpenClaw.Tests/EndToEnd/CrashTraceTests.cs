using System.Text;
using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>How the crash test reads a trace: without strace and without a gateway.</summary>
public sealed class CrashTraceTests
{
    [Fact]
    public void Reader_CallInOneLineAndInTwo_ReadsTheSame()
    {
        var whole = TraceReader.Read([$"7 pwrite64(12<{Hex("/s/state.db")}>, \"{Hex("abc")}\", 3, 24) = 3"]).Single();
        var cut = TraceReader.Read([
            $"7 pwrite64(12<{Hex("/s/state.db")}>, \"{Hex("abc")}\", 3, 24 <unfinished ...>",
            "8 fdatasync(12) = -1 EIO (Input/output error) (INJECTED)",
            "7 <... pwrite64 resumed>) = 3",
        ]);

        Assert.Equal(("pwrite64", "/s/state.db", 24L, 3L), (whole.Name, whole.Target, whole.Last, whole.Result));
        Assert.Equal("abc", Encoding.ASCII.GetString(whole.Data));
        Assert.Equal(["fdatasync", "pwrite64"], cut.Select(static call => call.Name));
        Assert.Equal((0, 2, 24L), (cut[1].Begin, cut[1].End, cut[1].Last));
        Assert.False(cut[0].Succeeded);
    }

    [Fact]
    public void Reader_CallThatTheEndCutOff_WasEnteredAndHasNoResult()
    {
        var call = TraceReader.Read([
            $"7 sendto(20<socket:[5]>, \"{Hex("hi")}\", 2, 0, NULL, 0) = ?",
            "7 +++ killed by SIGKILL +++",
            "9 fdatasync(4 <unfinished ...>",
        ]);

        Assert.Equal([("sendto", null), ("fdatasync", null)], call.Select(static c => (c.Name, c.Result)));
        Assert.Equal("socket:[5]", call[0].Target);
        Assert.Empty(call[0].Data);
    }

    [Fact]
    public void Disk_WriteCountsFromTheEndOfASyncThatBeganAfterIt()
    {
        var disk = new DiskImage("/s");
        foreach (
            var call in TraceReader
                .Read([
                    Write("ab", 0),
                    $"1 fdatasync(12<{Hex("/s/state.db")}> <unfinished ...>",
                    Write("X", 0, thread: 2),
                    "1 <... fdatasync resumed>) = 0",
                ])
                .OrderBy(static call => call.End)
        )
        {
            disk.Apply(call);
        }

        Assert.Equal("ab", Encoding.ASCII.GetString(disk.Files["state.db"]));
    }

    [Fact]
    public void Disk_SyncFails_LosesWhatWaitedEvenWhenTheNextSucceeds()
    {
        var disk = new DiskImage("/s");
        foreach (
            var call in TraceReader.Read([
                Write("ab", 0),
                Sync("0"),
                Write("c", 2),
                Sync("-1 EIO (Input/output error)"),
                Write("d", 3),
                Sync("0"),
            ])
        )
        {
            disk.Apply(call);
        }

        Assert.Equal("ab\0d", Encoding.ASCII.GetString(disk.Files["state.db"]));
    }

    [Fact]
    public void Plan_TakesTheBusiestThreadOfEachCall_AndASampleIsTheSameForASeed()
    {
        string[] trace =
        [
            "1 fdatasync(4) = 0",
            "2 fdatasync(4) = 0",
            "2 fdatasync(4 <unfinished ...>",
            "1 pwrite64(4, \"a\", 1, 0) = 1",
            "2 <... fdatasync resumed>) = 0",
            "1 openat(4) = 0",
        ];

        var plan = KillPlan.Of(trace);

        Assert.Equal(
            ["before pwrite64 1", "before fdatasync 1", "after fdatasync 1", "before fdatasync 2", "after fdatasync 2"],
            plan.Points.Select(static point => point.ToString())
        );
        Assert.Equal(plan.Sample(3, 5), plan.Sample(3, 5));
        Assert.Equal(2, plan.Sample(2, 5).Select(static point => point.Call).Distinct().Count());
        Assert.All(plan.Points, point => Assert.Equal(point, KillPoint.Parse(point.ToString())));
    }

    private static string Write(string text, int offset, int thread = 1) =>
        $"{thread} pwrite64(12<{Hex("/s/state.db")}>, \"{Hex(text)}\", {text.Length}, {offset}) = {text.Length}";

    private static string Sync(string result) => $"1 fdatasync(12<{Hex("/s/state.db")}>) = {result}";

    private static string Hex(string text) => string.Concat(Encoding.ASCII.GetBytes(text).Select(static b => $"\\x{b:x2}"));
}

using OpenClaw.Cli;
using OpenClaw.Control.Client;
using OpenClaw.Tests.Config;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands;

public sealed class CronCommandTests : CommandBench
{
    [Fact]
    public async Task Cron_ListsJobsAndRemindersBesideThem()
    {
        Assert.Equal(0, await CommandTable.RunAsync(["cron"], Context() with { Time = new FakeClock(s_now) }));
        Assert.Equal(
            """
            JOB   SCHEDULE   ZONE  NEXT                          LAST     STATE
            tidy  every 15m  UTC   Mon 2026-01-05 08:05 (in 5m)  10m ago  failed, 2 in a row: [exit code 1]
            off   @daily     UTC   switched off                  never

            REMINDER  SESSION     SCHEDULE  NEXT                          TEXT
            7         local:main  once      Mon 2026-01-05 09:00 (in 1h)  bread

            """,
            _out.ToString()
        );
    }

    [Theory]
    [InlineData("cron next tidy -n 2", 0, "Mon 2026-01-05 08:15:00 +00:00\nMon 2026-01-05 08:30:00 +00:00\n", "")]
    [InlineData("cron run tidy", 0, "tidy runs as turn 3 in cron:tidy\n", "")]
    [InlineData("cron run tidy --wait", 1, "", "openclaw: tidy failed: no\n")]
    [InlineData(
        "cron history tidy",
        0,
        "SCHEDULED                   TRY  STATE  TOOK  TURN  NOTE\n2026-01-05 08:00:00 +00:00  2    done   3s    3\n",
        ""
    )]
    public async Task Cron_ItsCommands(string line, int code, string output, string error)
    {
        Assert.Equal(code, await RunAsync(line.Split(' ')));
        Assert.Equal(output, _out.ToString());
        Assert.Equal(error, _error.ToString());
    }

    [Fact]
    public async Task CronNext_WithoutAGateway_ReadsTheConfiguration()
    {
        using var folder = new ConfigFolder();
        folder.With(
            "openclaw.toml",
            "[models.m]\nprovider = \"scripted\"\n[[cron]]\nname = \"morning\"\nschedule = \"0 8 * * 1-5\"\nprompt = \"x\"\n"
        );
        var context = Context() with { Time = new FakeClock(s_now), Connect = _ => throw GatewayAbsentException.NotRunning("/run/x") };

        Assert.Equal(
            0,
            await CommandTable.RunAsync(["cron", "next", "morning", "-n", "1", "-c", Path.Combine(folder.Path, "openclaw.toml")], context)
        );
        Assert.Equal("Tue 2026-01-06 08:00:00 +00:00\n", _out.ToString());
        Assert.Equal(1, await CommandTable.RunAsync(["cron", "next", "mornin", "-c", Path.Combine(folder.Path, "openclaw.toml")], context));
        Assert.Equal("openclaw: no cron job \"mornin\". Did you mean \"morning\"?\n", _error.ToString());
    }
}

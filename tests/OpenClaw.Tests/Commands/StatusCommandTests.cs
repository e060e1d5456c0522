using OpenClaw.Cli;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Tests.Control;

namespace OpenClaw.Tests.Commands;

/// <summary><c>openclaw status</c> reads its answer by name; a name that the gateway writes otherwise would be a line that is
/// missing.</summary>
public sealed class StatusCommandTests : CommandBench
{
    private static readonly DateTimeOffset s_hourAgo = DateTimeOffset.UnixEpoch.AddHours(-1);
    private static readonly DateTimeOffset s_inTwoHours = DateTimeOffset.UnixEpoch.AddHours(2);

    private static readonly StatusResult s_bare = new()
    {
        Version = "0.1.0",
        Pid = 7,
        StartedAt = s_hourAgo,
        UptimeSeconds = 3600,
        Memory = new MemoryStatus(20 << 20, 5, 3),
        Loop = new LoopStatus { Backlog = 1, SlowCallbacks = 2 },
        Sessions = new SessionCounts(Total: 4, Running: 1, Asking: 2, Queued: 3),
    };

    private static readonly StatusResult s_full = s_bare with
    {
        ConfigFile = "/etc/openclaw.toml",
        ConfigLoadedAt = s_hourAgo,
        StateDir = "/s",
        Socket = "/k",
        Workspace = "/w",
        Sessions = s_bare.Sessions with { Waiting = 1 },
        ApprovalsPending = 2,
        Cron = new CronStatus
        {
            Jobs = 2,
            Reminders = 1,
            Next = "a",
            NextAt = s_inTwoHours,
            Failing = ["b", "c"],
        },
        EffectsUnknown = 1,
        Audit = new AuditStatus(3, "00ff"),
        Clock = new ClockStatus(-60, s_hourAgo, true, 5),
        Outbox = new OutboxStatus(Pending: 1, Expired: 4),
        Channels =
        [
            new ChannelInfo("local", "listening"),
            new ChannelInfo("telegram", "waiting", "no route", s_inTwoHours),
            new ChannelInfo("slack", "stopped", "a wrong token"),
        ],
        Spending = new SpendingStatus
        {
            Today = 0.42m,
            DayLimit = 2.5m,
            Month = 3.1m,
            Models = [new ModelCost("big", 0.42m, 3.1m)],
        },
        Chains = [new ChainInfo("default", ["big", "small"])],
        Background = [new BackgroundCommand("local:main", "x1", "make")],
        Models =
        [
            new ModelInfo
            {
                Name = "big",
                Provider = "openai",
                Model = "m",
                State = "cooling",
                Reason = "unreachable: refused",
                Until = s_inTwoHours,
                LastUsedAt = s_hourAgo,
            },
        ],
        Warnings = ["the disk is \u202efull"],
    };

    [Fact]
    public async Task EverySetting_HasItsLine()
    {
        Assert.Equal(0, await ShowAsync(s_full));

        Assert.Equal(
            """
            openclaw 0.1.0, process 7, up 1h, 20.0 MB
              config    /etc/openclaw.toml, read 1h ago
              workspace /w
              state     /s
              socket    /k
              sessions  4: 1 running, 2 asking, 1 waiting for a model, 3 queued
              approvals 2 pending (openclaw approvals)
              cron      2 jobs, 1 reminders, next a in 2h, failing: b, c (openclaw cron)
              unknown   1 tool calls were running when the process died
              audit     3 rows, head 00ff
              clock     set back by 1m while the gateway was away, noticed 1h ago; what waits was moved along; shows a time 5s before the last thing the state knows; is it set?
              outbox    1 pending, 4 expired (openclaw outbox)
              channels  local listening
              channel   telegram waits, tried again in 2h: no route
              channel   slack is stopped: a wrong token
              spent     0.42 of 2.50 today, 3.10 this month (big 3.10)
              chain     default: big > small
              running   x1 of local:main: make
              model     big (openai m): cooling, unreachable: refused, tried again in 2h, used 1h ago
              warning   the disk is \u{202E}full

            """,
            _out.ToString()
        );
    }

    [Fact]
    public async Task NothingThatMayBeAbsent_IsFourLines()
    {
        Assert.Equal(0, await ShowAsync(s_bare));

        Assert.Equal(
            """
            openclaw 0.1.0, process 7, up 1h, 20.0 MB
              sessions  4: 1 running, 2 asking, 3 queued
              approvals none pending

            """,
            _out.ToString()
        );
    }

    [Fact]
    public async Task Json_IsTheAnswerAsItCame()
    {
        Assert.Equal(0, await ShowAsync(s_bare, "--json"));

        Assert.StartsWith("""{"version":"0.1.0","pid":7,""", _out.ToString());
        Assert.EndsWith("}\n", _out.ToString());
    }

    [Fact]
    public async Task AnswerOfAnotherShape_IsSaid()
    {
        await using var rig = new ControlRig(
            new ControlCall<NoParams, NoResult>("status", ControlJson.Get).By((_, _) => Task.FromResult(NoResult.Value))
        );

        Assert.Equal(1, await RunAsync(rig));
        Assert.Equal(
            "openclaw: the gateway's answer to status is not understood (at $.version); is it of another version than this command?\n",
            _error.ToString()
        );
        Assert.Equal("", _out.ToString());
    }

    private async Task<int> ShowAsync(StatusResult status, params string[] options)
    {
        await using var rig = new ControlRig(Fixed(StatusApi.Status, _ => status));
        return await RunAsync(rig, options);
    }

    private Task<int> RunAsync(ControlRig rig, params string[] options) =>
        CommandTable.RunAsync(["status", .. options], Context() with { Connect = _ => new ControlClient(rig.Connect().Stream, "test") });
}

using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Control;

/// <summary>What the wire carries about the gateway itself: its state, models, jobs, log, audit, backups and policies.</summary>
public sealed partial class ControlJsonTests
{
    private static readonly (object Value, string Wire)[] s_operation =
    [
        (new NoParams(), "{}"),
        (new NoResult(), "{}"),
        (
            new StatusResult
            {
                Version = "0.1.0",
                Pid = 7,
                StartedAt = At,
                UptimeSeconds = 1.5,
                ConfigFile = "/etc/openclaw/openclaw.toml",
                ConfigLoadedAt = At,
                StateDir = "/s",
                Socket = "/k",
                Workspace = "/w",
                Memory = new MemoryStatus(10, 5, 20),
                Loop = new LoopStatus
                {
                    Backlog = 1,
                    SlowCallbacks = 2,
                    Tasks = ["gateway"],
                },
                Models =
                [
                    new ModelInfo
                    {
                        Name = "big",
                        Provider = "openai",
                        Model = "m",
                        State = "cooling",
                        Reason = "unreachable",
                        Until = At,
                        LastUsedAt = At,
                    },
                ],
                Chains = [new ChainInfo("default", ["big"])],
                Channels = [new ChannelInfo("local", "listening")],
                Sessions = new SessionCounts(Total: 4, Running: 1, Asking: 2, Queued: 3),
                ApprovalsPending = 1,
                Cron = new CronStatus
                {
                    Jobs = 2,
                    Reminders = 1,
                    Next = "a",
                    NextAt = At,
                    Failing = ["b"],
                },
                EffectsUnknown = 2,
                Outbox = new OutboxStatus(Pending: 1, Unknown: 2, Failed: 3, Expired: 4),
                Spending = new SpendingStatus
                {
                    Today = 0.42m,
                    DayLimit = 2.5m,
                    Month = 3.1m,
                    MonthLimit = 20m,
                    PassedOver = "p",
                    Models = [new ModelCost("big", 0.42m, 3.1m)],
                },
                Audit = new AuditStatus(3, "00ff"),
                Clock = new ClockStatus(-60, At, true, 5),
                Warnings = ["w"],
            },
            """{"version":"0.1.0","pid":7,"started_at":"2026-01-02T03:04:05+01:00","uptime_seconds":1.5,"config_file":"/etc/openclaw/openclaw.toml","config_loaded_at":"2026-01-02T03:04:05+01:00","state_dir":"/s","socket":"/k","workspace":"/w","memory":{"rss_bytes":10,"heap_bytes":5,"allocated_bytes":20},"loop":{"backlog":1,"slow_callbacks":2,"tasks":["gateway"]},"models":[{"name":"big","provider":"openai","model":"m","state":"cooling","reason":"unreachable","until":"2026-01-02T03:04:05+01:00","last_used_at":"2026-01-02T03:04:05+01:00"}],"chains":[{"name":"default","models":["big"]}],"channels":[{"name":"local","state":"listening"}],"sessions":{"total":4,"running":1,"asking":2,"waiting":0,"queued":3},"approvals_pending":1,"cron":{"jobs":2,"reminders":1,"next":"a","next_at":"2026-01-02T03:04:05+01:00","failing":["b"]},"background":[],"effects_unknown":2,"outbox":{"pending":1,"unknown":2,"failed":3,"expired":4},"spending":{"today":0.42,"day_limit":2.5,"month":3.1,"month_limit":20,"passed_over":"p","models":[{"name":"big","today":0.42,"month":3.1}]},"audit":{"rows":3,"head":"00ff"},"clock":{"leap_seconds":-60,"at":"2026-01-02T03:04:05+01:00","over_restart":true,"behind_seconds":5},"warnings":["w"]}"""
        ),
        (
            new ReloadResult
            {
                Reloaded = true,
                Changes = ["c"],
                Diagnostics = ["d"],
            },
            """{"reloaded":true,"changes":["c"],"diagnostics":["d"]}"""
        ),
        (
            new ModelsListResult { Models = [], Chains = [new ChainInfo("default", [])] },
            """{"models":[],"chains":[{"name":"default","models":[]}]}"""
        ),
        (new ModelsProbeParams("big"), """{"model":"big"}"""),
        (
            new ModelsProbeResult([
                new ProbeInfo
                {
                    Name = "big",
                    Ok = true,
                    Detail = "fine",
                    Ms = 3,
                    Context = 8192,
                    Capabilities = ["tools"],
                },
            ]),
            """{"results":[{"name":"big","ok":true,"detail":"fine","ms":3,"context":8192,"capabilities":["tools"]}]}"""
        ),
        (new ModelsPullParams("big"), """{"model":"big"}"""),
        (new ModelsPullResult(true), """{"done":true}"""),
        (new PullProgress("big", "pulling", Completed: 1, Total: 2), """{"model":"big","status":"pulling","completed":1,"total":2}"""),
        (
            new CronListResult(
                [
                    new CronJobInfo
                    {
                        Name = "a",
                        Schedule = "0 8 * * *",
                        Timezone = "UTC",
                        Kind = "command",
                        NextAt = At,
                        Failures = 2,
                        PausedUntil = At,
                        Last = new CronRunInfo
                        {
                            ScheduledAt = At,
                            Attempt = 1,
                            State = "failed",
                            Turn = 3,
                            StartedAt = At,
                            EndedAt = At,
                            Note = "n",
                        },
                    },
                ],
                [
                    new ReminderInfo
                    {
                        Id = 4,
                        Session = "local:main",
                        Text = "bread",
                        Schedule = "once",
                        Timezone = "UTC",
                        NextAt = At,
                    },
                ]
            ),
            """{"jobs":[{"name":"a","schedule":"0 8 * * *","timezone":"UTC","kind":"command","next_at":"2026-01-02T03:04:05+01:00","enabled":true,"last":{"scheduled_at":"2026-01-02T03:04:05+01:00","attempt":1,"state":"failed","turn":3,"started_at":"2026-01-02T03:04:05+01:00","ended_at":"2026-01-02T03:04:05+01:00","note":"n"},"failures":2,"paused_until":"2026-01-02T03:04:05+01:00"}],"reminders":[{"id":4,"session":"local:main","text":"bread","schedule":"once","timezone":"UTC","next_at":"2026-01-02T03:04:05+01:00"}]}"""
        ),
        (new CronNextParams("a", Count: 3), """{"job":"a","count":3}"""),
        (
            new CronNextResult("a", "every 15m", "UTC", [At]),
            """{"job":"a","schedule":"every 15m","timezone":"UTC","next":["2026-01-02T03:04:05+01:00"]}"""
        ),
        (new CronRunParams("a", Wait: true), """{"job":"a","wait":true}"""),
        (
            new CronRunResult
            {
                Job = "a",
                Turn = 3,
                Session = "cron:a",
                State = "answered",
                Reply = "yes",
            },
            """{"job":"a","turn":3,"session":"cron:a","state":"answered","reply":"yes"}"""
        ),
        (new CronHistoryParams("a", Limit: 3), """{"job":"a","limit":3}"""),
        (
            new CronHistoryResult(
                "a",
                [
                    new CronRunInfo
                    {
                        ScheduledAt = At,
                        Attempt = 2,
                        State = "missed",
                    },
                ]
            ),
            """{"job":"a","runs":[{"scheduled_at":"2026-01-02T03:04:05+01:00","attempt":2,"state":"missed"}]}"""
        ),
        (new LogsTailParams(Lines: 5, Follow: true, Level: "warning"), """{"lines":5,"follow":true,"level":"warning"}"""),
        (
            new ChannelsProbeResult([new ChannelFinding("telegram", false, "no")]),
            """{"findings":[{"channel":"telegram","ok":false,"detail":"no"}]}"""
        ),
        (new LogsTailResult(["l"], "UTC"), """{"lines":["l"],"timezone":"UTC"}"""),
        (new LogLine("l"), """{"line":"l"}"""),
        (
            new AuditListParams(At, Kind: "effect", Session: "x", Limit: 5),
            """{"since":"2026-01-02T03:04:05+01:00","kind":"effect","session":"x","limit":5}"""
        ),
        (
            new AuditListResult([
                new AuditRowInfo
                {
                    Seq = 2,
                    At = At,
                    Kind = "effect",
                    Session = "local:x",
                    Turn = 4,
                    Body = Json("""{"tool":"exec"}"""),
                    Before = "00ff",
                },
            ]),
            """{"rows":[{"seq":2,"at":"2026-01-02T03:04:05+01:00","kind":"effect","session":"local:x","turn":4,"body":{"tool":"exec"},"before":"00ff"}]}"""
        ),
        (new AuditVerifyParams("3:00ff"), """{"head":"3:00ff"}"""),
        (
            new AuditVerifyResult
            {
                Ok = false,
                First = 1,
                Last = 3,
                Head = "00ff",
                Noted = 2,
                BadRow = 3,
                Problem = "is missing",
            },
            """{"ok":false,"first":1,"last":3,"head":"00ff","noted":2,"bad_row":3,"problem":"is missing"}"""
        ),
        (new BackupParams("/b", Force: true), """{"path":"/b","force":true}"""),
        (new BackupOpenResult(7, new AuditStatus(3, "00ff"), "w"), """{"bytes":7,"audit":{"rows":3,"head":"00ff"},"warning":"w"}"""),
        (new BackupReadParams(4), """{"offset":4}"""),
        (new BackupReadResult([1, 2, 3]), """{"data":"AQID"}"""),
        (new BackupResult("/b", 7, new AuditStatus(3, "00ff")), """{"path":"/b","bytes":7,"audit":{"rows":3,"head":"00ff"}}"""),
        (
            new ExplainParams("x", "read", Json("""{"path":"a"}"""), "ls"),
            """{"session":"x","tool":"read","arguments":{"path":"a"},"command":"ls"}"""
        ),
        (
            new ExplainResult
            {
                Action = "ask",
                Rule = "default",
                Span = "f:1",
                Reason = "r",
                Policy = "guarded",
                Effects = ["runs ls"],
                Trace =
                [
                    new ExplainStep
                    {
                        Effect = "runs ls",
                        Rule = "default",
                        Span = "f:1",
                        Action = "ask",
                        Matched = true,
                        Note = "n",
                    },
                ],
            },
            """{"action":"ask","rule":"default","span":"f:1","reason":"r","policy":"guarded","effects":["runs ls"],"trace":[{"effect":"runs ls","rule":"default","span":"f:1","action":"ask","matched":true,"note":"n"}]}"""
        ),
        (new ExecArguments("ls"), """{"command":"ls"}"""),
    ];
}

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OpenClaw.Control.Protocol;

namespace OpenClaw.Tests.Control;

public class ControlJsonTests
{
    private static readonly DateTimeOffset s_at = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

    private static readonly ApprovalInfo s_approval = new()
    {
        Id = "bako-42",
        Session = "local:main",
        Sender = "local:pi",
        Tool = "exec",
        Display = "touch größe",
        Arguments = Json("""{"command":"touch größe"}"""),
        Rule = "default",
        Span = "openclaw.toml:12",
        ExpiresAt = s_at,
        Approvers = ["owners"],
        MayDecide = false,
    };

    private static readonly OutboxInfo s_outbox = new()
    {
        Id = 7,
        To = "telegram:1",
        State = "pending",
        Session = "local:main",
        Turn = 3,
        Attempts = 2,
        QueuedAt = s_at,
        NextAt = s_at,
        ExpiresAt = s_at,
        SentAt = s_at,
        ChannelMessage = "m9",
        Edits = 5,
        Failure = "slow down",
        Text = "hi",
    };

    // The wire only grows: a line here may get a field, never lose or rename one.
    private static readonly (object Value, string Wire)[] s_golden =
    [
        (new NoParams(), "{}"),
        (new NoResult(), "{}"),
        (
            new StatusResult
            {
                Version = "0.1.0",
                Pid = 7,
                StartedAt = s_at,
                UptimeSeconds = 1.5,
                ConfigFile = "/etc/openclaw/openclaw.toml",
                ConfigLoadedAt = s_at,
                StateDir = "/s",
                Socket = "/k",
                Workspace = "/w",
                Memory = new MemoryStatus(10, 5),
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
                        Until = s_at,
                        LastUsedAt = s_at,
                    },
                ],
                Chains = [new ChainInfo("default", ["big"])],
                Channels = [new ChannelInfo("local", "listening")],
                Sessions = new SessionCounts
                {
                    Total = 4,
                    Running = 1,
                    Asking = 2,
                    Queued = 3,
                },
                ApprovalsPending = 1,
                Cron = new CronStatus
                {
                    Jobs = 2,
                    Reminders = 1,
                    Next = "a",
                    NextAt = s_at,
                    Failing = ["b"],
                },
                EffectsUnknown = 2,
                Outbox = new OutboxStatus
                {
                    Pending = 1,
                    Unknown = 2,
                    Failed = 3,
                    Expired = 4,
                },
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
                Clock = new ClockStatus(-60, s_at, true, 5),
                Warnings = ["w"],
            },
            """{"version":"0.1.0","pid":7,"started_at":"2026-01-02T03:04:05+01:00","uptime_seconds":1.5,"config_file":"/etc/openclaw/openclaw.toml","config_loaded_at":"2026-01-02T03:04:05+01:00","state_dir":"/s","socket":"/k","workspace":"/w","memory":{"rss_bytes":10,"heap_bytes":5},"loop":{"backlog":1,"slow_callbacks":2,"tasks":["gateway"]},"models":[{"name":"big","provider":"openai","model":"m","state":"cooling","reason":"unreachable","until":"2026-01-02T03:04:05+01:00","last_used_at":"2026-01-02T03:04:05+01:00"}],"chains":[{"name":"default","models":["big"]}],"channels":[{"name":"local","state":"listening"}],"sessions":{"total":4,"running":1,"asking":2,"waiting":0,"queued":3},"approvals_pending":1,"cron":{"jobs":2,"reminders":1,"next":"a","next_at":"2026-01-02T03:04:05+01:00","failing":["b"]},"background":[],"effects_unknown":2,"outbox":{"pending":1,"unknown":2,"failed":3,"expired":4},"spending":{"today":0.42,"day_limit":2.5,"month":3.1,"month_limit":20,"passed_over":"p","models":[{"name":"big","today":0.42,"month":3.1}]},"audit":{"rows":3,"head":"00ff"},"clock":{"leap_seconds":-60,"at":"2026-01-02T03:04:05+01:00","over_restart":true,"behind_seconds":5},"warnings":["w"]}"""
        ),
        (
            new SendParams
            {
                Session = "x",
                Text = "hi \"there\"",
                Wait = true,
                Images = ["/a.png"],
                Files = [new SentFile("0a", "b.txt", "text/plain", 7)],
            },
            """{"session":"x","text":"hi \"there\"","wait":true,"images":["/a.png"],"files":[{"id":"0a","name":"b.txt","type":"text/plain","size":7}]}"""
        ),
        (new SendParams { Text = "again", Message = "m-7" }, """{"text":"again","message":"m-7"}"""),
        (new SendParams { Text = "größe" }, """{"text":"größe"}"""),
        (
            new SendDelay
            {
                Session = "local:x",
                Turn = 2,
                Reason = "no model answers",
            },
            """{"session":"local:x","turn":2,"reason":"no model answers"}"""
        ),
        (
            new SendResult
            {
                Session = "local:x",
                Message = "m",
                Turn = 3,
                State = "answered",
                Reply = "yes",
                Model = "big",
            },
            """{"session":"local:x","message":"m","turn":3,"state":"answered","reply":"yes","model":"big"}"""
        ),
        (new SubscribeParams { Session = "x", Kinds = ["turn"] }, """{"session":"x","kinds":["turn"]}"""),
        (new SubscribeResult(3), """{"subscription":3}"""),
        (new UnsubscribeParams { Subscription = 3 }, """{"subscription":3}"""),
        (
            new ControlEvent
            {
                Subscription = 3,
                Kind = "turn.text",
                Session = "local:x",
                Turn = 4,
                At = s_at,
                Text = "de",
            },
            """{"subscription":3,"kind":"turn.text","session":"local:x","turn":4,"at":"2026-01-02T03:04:05+01:00","text":"de"}"""
        ),
        (
            new ControlEvent
            {
                Subscription = 3,
                Kind = "turn.model",
                At = s_at,
                Model = "small",
                Failure = new FailedModel("big", "unreachable", "refused"),
            },
            """{"subscription":3,"kind":"turn.model","at":"2026-01-02T03:04:05+01:00","model":"small","failure":{"model":"big","kind":"unreachable","message":"refused"}}"""
        ),
        (new SessionParams { Session = "x" }, """{"session":"x"}"""),
        (
            new SessionsListResult([
                new SessionInfo
                {
                    Key = "local:x",
                    Rule = "owner",
                    Policy = "guarded",
                    Chain = "default",
                    State = "idle",
                    Entries = 2,
                    UpdatedAt = s_at,
                    Waiting = 1,
                    Model = "big",
                },
            ]),
            """{"sessions":[{"key":"local:x","rule":"owner","policy":"guarded","chain":"default","state":"idle","entries":2,"updated_at":"2026-01-02T03:04:05+01:00","waiting":1,"model":"big"}]}"""
        ),
        (
            new SessionsShowParams
            {
                Session = "x",
                Limit = 5,
                Before = 9,
            },
            """{"session":"x","limit":5,"before":9}"""
        ),
        (
            new SessionsShowResult
            {
                Session = new SessionInfo { Key = "local:x", State = "running" },
                Entries =
                [
                    new EntryInfo
                    {
                        Seq = 1,
                        Kind = "tool_call",
                        Turn = 3,
                        Text = "{}",
                        Tool = "read",
                        Call = "c1",
                        Model = "big",
                        At = s_at,
                        Files = [new EntryFile("a b.png", "inbox/1-a_b.png", "image/png", 3)],
                    },
                ],
                More = true,
                ContextStart = 1,
            },
            """{"session":{"key":"local:x","state":"running","entries":0,"waiting":0},"entries":[{"seq":1,"kind":"tool_call","turn":3,"text":"{}","tool":"read","call":"c1","model":"big","at":"2026-01-02T03:04:05+01:00","files":[{"name":"a b.png","place":"inbox/1-a_b.png","type":"image/png","size":3}]}],"more":true,"context_start":1}"""
        ),
        (new SessionsResetResult("local:x"), """{"session":"local:x"}"""),
        (new SessionModelParams { Session = "x", Model = "big" }, """{"session":"x","model":"big"}"""),
        (new SessionModelResult("big"), """{"model":"big"}"""),
        (new SessionModelResult(null), "{}"),
        (new TurnStopResult(true), """{"stopped":true}"""),
        (
            s_approval,
            """{"id":"bako-42","session":"local:main","sender":"local:pi","tool":"exec","display":"touch größe","arguments":{"command":"touch größe"},"rule":"default","span":"openclaw.toml:12","expires_at":"2026-01-02T03:04:05+01:00","state":"pending","approvers":["owners"],"may_decide":false}"""
        ),
        (new ApprovalsListParams { All = true }, """{"all":true}"""),
        (
            new ApprovalsListResult([
                new ApprovalInfo
                {
                    Id = "a",
                    Tool = "exec",
                    Display = "ls",
                    State = "used",
                },
            ]),
            """{"approvals":[{"id":"a","tool":"exec","display":"ls","state":"used"}]}"""
        ),
        (new ApproveParams { Id = "a", Rule = true }, """{"id":"a","rule":true}"""),
        (
            new ApproveResult(
                new ApprovalInfo
                {
                    Id = "a",
                    Tool = "exec",
                    Display = "ls",
                },
                "[[x]]"
            ),
            """{"approval":{"id":"a","tool":"exec","display":"ls","state":"pending"},"suggestion":"[[x]]"}"""
        ),
        (new DenyParams { Id = "a", Reason = "no" }, """{"id":"a","reason":"no"}"""),
        (
            new DenyResult(
                new ApprovalInfo
                {
                    Id = "a",
                    Tool = "exec",
                    Display = "ls",
                }
            ),
            """{"approval":{"id":"a","tool":"exec","display":"ls","state":"pending"}}"""
        ),
        (
            s_outbox,
            """{"id":7,"to":"telegram:1","state":"pending","session":"local:main","turn":3,"attempts":2,"queued_at":"2026-01-02T03:04:05+01:00","next_at":"2026-01-02T03:04:05+01:00","expires_at":"2026-01-02T03:04:05+01:00","sent_at":"2026-01-02T03:04:05+01:00","channel_message":"m9","edits":5,"failure":"slow down","text":"hi"}"""
        ),
        (
            new OutboxListParams
            {
                All = true,
                State = "failed",
                Limit = 5,
            },
            """{"all":true,"state":"failed","limit":5}"""
        ),
        (new OutboxListResult { Messages = [], More = true }, """{"messages":[],"more":true}"""),
        (new OutboxParams { Id = 7 }, """{"id":7}"""),
        (
            new OutboxResult(
                new OutboxInfo
                {
                    Id = 7,
                    To = "telegram:1",
                    State = "sent",
                    Session = "local:main",
                    QueuedAt = s_at,
                    Text = "hi",
                }
            ),
            """{"message":{"id":7,"to":"telegram:1","state":"sent","session":"local:main","attempts":0,"queued_at":"2026-01-02T03:04:05+01:00","text":"hi"}}"""
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
        (new ModelsProbeParams { Model = "big" }, """{"model":"big"}"""),
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
        (new ModelsPullParams { Model = "big" }, """{"model":"big"}"""),
        (new ModelsPullResult(true), """{"done":true}"""),
        (
            new PullProgress
            {
                Model = "big",
                Status = "pulling",
                Completed = 1,
                Total = 2,
            },
            """{"model":"big","status":"pulling","completed":1,"total":2}"""
        ),
        (
            new CronListResult(
                [
                    new CronJobInfo
                    {
                        Name = "a",
                        Schedule = "0 8 * * *",
                        Timezone = "UTC",
                        Kind = "command",
                        NextAt = s_at,
                        Failures = 2,
                        PausedUntil = s_at,
                        Last = new CronRunInfo
                        {
                            ScheduledAt = s_at,
                            Attempt = 1,
                            State = "failed",
                            Turn = 3,
                            StartedAt = s_at,
                            EndedAt = s_at,
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
                        NextAt = s_at,
                    },
                ]
            ),
            """{"jobs":[{"name":"a","schedule":"0 8 * * *","timezone":"UTC","kind":"command","next_at":"2026-01-02T03:04:05+01:00","enabled":true,"last":{"scheduled_at":"2026-01-02T03:04:05+01:00","attempt":1,"state":"failed","turn":3,"started_at":"2026-01-02T03:04:05+01:00","ended_at":"2026-01-02T03:04:05+01:00","note":"n"},"failures":2,"paused_until":"2026-01-02T03:04:05+01:00"}],"reminders":[{"id":4,"session":"local:main","text":"bread","schedule":"once","timezone":"UTC","next_at":"2026-01-02T03:04:05+01:00"}]}"""
        ),
        (new CronNextParams { Job = "a", Count = 3 }, """{"job":"a","count":3}"""),
        (
            new CronNextResult("a", "every 15m", "UTC", [s_at]),
            """{"job":"a","schedule":"every 15m","timezone":"UTC","next":["2026-01-02T03:04:05+01:00"]}"""
        ),
        (new CronRunParams { Job = "a", Wait = true }, """{"job":"a","wait":true}"""),
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
        (new CronHistoryParams { Job = "a", Limit = 3 }, """{"job":"a","limit":3}"""),
        (
            new CronHistoryResult(
                "a",
                [
                    new CronRunInfo
                    {
                        ScheduledAt = s_at,
                        Attempt = 2,
                        State = "missed",
                    },
                ]
            ),
            """{"job":"a","runs":[{"scheduled_at":"2026-01-02T03:04:05+01:00","attempt":2,"state":"missed"}]}"""
        ),
        (
            new LogsTailParams
            {
                Lines = 5,
                Follow = true,
                Level = "warning",
            },
            """{"lines":5,"follow":true,"level":"warning"}"""
        ),
        (
            new ChannelsProbeResult([new ChannelFinding("telegram", false, "no")]),
            """{"findings":[{"channel":"telegram","ok":false,"detail":"no"}]}"""
        ),
        (new LogsTailResult(["l"], "UTC"), """{"lines":["l"],"timezone":"UTC"}"""),
        (new LogLine("l"), """{"line":"l"}"""),
        (
            new AuditListParams
            {
                Since = s_at,
                Kind = "effect",
                Session = "x",
                Limit = 5,
            },
            """{"since":"2026-01-02T03:04:05+01:00","kind":"effect","session":"x","limit":5}"""
        ),
        (
            new AuditListResult([
                new AuditRowInfo
                {
                    Seq = 2,
                    At = s_at,
                    Kind = "effect",
                    Session = "local:x",
                    Turn = 4,
                    Body = Json("""{"tool":"exec"}"""),
                    Before = "00ff",
                },
            ]),
            """{"rows":[{"seq":2,"at":"2026-01-02T03:04:05+01:00","kind":"effect","session":"local:x","turn":4,"body":{"tool":"exec"},"before":"00ff"}]}"""
        ),
        (new AuditVerifyParams { Head = "3:00ff" }, """{"head":"3:00ff"}"""),
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
        (new BackupParams { Path = "/b", Force = true }, """{"path":"/b","force":true}"""),
        (
            new BackupOpenResult
            {
                Bytes = 7,
                Audit = new AuditStatus(3, "00ff"),
                Warning = "w",
            },
            """{"bytes":7,"audit":{"rows":3,"head":"00ff"},"warning":"w"}"""
        ),
        (new BackupReadParams(4), """{"offset":4}"""),
        (new BackupReadResult([1, 2, 3]), """{"data":"AQID"}"""),
        (
            new BackupResult
            {
                Path = "/b",
                Bytes = 7,
                Audit = new AuditStatus(3, "00ff"),
            },
            """{"path":"/b","bytes":7,"audit":{"rows":3,"head":"00ff"}}"""
        ),
        (
            new ExplainParams
            {
                Session = "x",
                Tool = "read",
                Arguments = Json("""{"path":"a"}"""),
                Command = "ls",
            },
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
    ];

    [Fact]
    public void Golden_EveryRecord_IsWrittenAsEverAndReadBack() =>
        Assert.All(
            s_golden,
            golden =>
            {
                var type = ControlJson.Wire.GetTypeInfo(golden.Value.GetType())!;

                Assert.Equal(golden.Wire, JsonSerializer.Serialize(golden.Value, type));
                Assert.Equal(golden.Wire, JsonSerializer.Serialize(JsonSerializer.Deserialize(golden.Wire, type), type));
            }
        );

    [Fact]
    public void Status_ReadByHand_IsWhatWasWritten()
    {
        var (value, wire) = s_golden.Single(static golden => golden.Value is StatusResult);
        using var document = JsonDocument.Parse(wire);
        var type = ControlJson.Wire.StatusResult;

        // Every setting of the golden one, and one with nothing that may be absent.
        Assert.Equal(wire, JsonSerializer.Serialize(StatusReader.Read(document.RootElement), type));
        var bare = JsonSerializer.Serialize(
            new StatusResult
            {
                Version = "1",
                Pid = 1,
                StartedAt = s_at,
                UptimeSeconds = 0,
                Memory = new MemoryStatus(1, 2),
                Loop = new LoopStatus { Backlog = 0, SlowCallbacks = 0 },
                Sessions = new SessionCounts(),
            },
            type
        );
        using var less = JsonDocument.Parse(bare);
        Assert.Equal(bare, JsonSerializer.Serialize(StatusReader.Read(less.RootElement), type));
        Assert.Equal([wire, bare], new[] { (StatusResult)value, StatusReader.Read(less.RootElement) }.Select(Written));
        Assert.All(
            ((StatusResult)value).GetType().GetProperties(),
            property =>
                Assert.True(
                    property.Name is "Background"
                        || property.GetValue(value) is not (null or 0 or IReadOnlyCollection<object> { Count: 0 }),
                    $"the golden status says nothing of {property.Name}"
                )
        );
    }

    private static string Written(StatusResult status)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, ControlJson.WriterOptions))
        {
            StatusWriter.Write(writer, status);
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    [Fact]
    public void Golden_CoversEveryRootType()
    {
        var roots = typeof(ControlJson)
            .GetCustomAttributesData()
            .Where(a => a.AttributeType == typeof(JsonSerializableAttribute))
            .Select(a => (Type)a.ConstructorArguments[0].Value!);

        Assert.Empty(roots.Except(s_golden.Select(g => g.Value.GetType())).Select(t => t.Name));
    }

    [Fact]
    public void Result_WithFieldsOfANewerGateway_IsRead() =>
        Assert.Equal(
            "local:x",
            JsonSerializer.Deserialize("""{"session":"local:x","news":{"a":1}}""", ControlJson.Wire.SessionsResetResult)!.Session
        );

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

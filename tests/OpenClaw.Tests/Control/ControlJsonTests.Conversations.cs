using OpenClaw.Control.Api;
using OpenClaw.Models.Clients;

namespace OpenClaw.Tests.Control;

/// <summary>What the wire carries about messages, events, sessions, approvals and the outbox.</summary>
public sealed partial class ControlJsonTests
{
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
        ExpiresAt = At,
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
        QueuedAt = At,
        NextAt = At,
        ExpiresAt = At,
        SentAt = At,
        ChannelMessage = "m9",
        Edits = 5,
        Failure = "slow down",
        Text = "hi",
    };

    private static readonly (object Value, string Wire)[] s_conversations =
    [
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
        (new SendDelay("local:x", Turn: 2, Reason: "no model answers"), """{"session":"local:x","turn":2,"reason":"no model answers"}"""),
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
        (new SubscribeParams("x", ["turn"]), """{"session":"x","kinds":["turn"]}"""),
        (new SubscribeResult(3), """{"subscription":3}"""),
        (new UnsubscribeParams(3), """{"subscription":3}"""),
        (
            new ControlEvent
            {
                Subscription = 3,
                Kind = "turn.text",
                Session = "local:x",
                Turn = 4,
                At = At,
                Text = "de",
            },
            """{"subscription":3,"kind":"turn.text","session":"local:x","turn":4,"at":"2026-01-02T03:04:05+01:00","text":"de"}"""
        ),
        (
            new ControlEvent
            {
                Subscription = 3,
                Kind = "turn.model",
                At = At,
                Model = "small",
                Failure = new FailedModel("big", "unreachable", "refused"),
            },
            """{"subscription":3,"kind":"turn.model","at":"2026-01-02T03:04:05+01:00","model":"small","failure":{"model":"big","kind":"unreachable","message":"refused"}}"""
        ),
        (new SessionParams("x"), """{"session":"x"}"""),
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
                    UpdatedAt = At,
                    Waiting = 1,
                    Model = "big",
                },
            ]),
            """{"sessions":[{"key":"local:x","rule":"owner","policy":"guarded","chain":"default","state":"idle","entries":2,"updated_at":"2026-01-02T03:04:05+01:00","waiting":1,"model":"big"}]}"""
        ),
        (new SessionsShowParams("x", Limit: 5, Before: 9), """{"session":"x","limit":5,"before":9}"""),
        (
            new SessionsShowResult(
                new SessionInfo { Key = "local:x", State = "running" },
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
                        At = At,
                        Files = [new EntryFile("a b.png", "inbox/1-a_b.png", "image/png", 3)],
                    },
                ],
                More: true,
                ContextStart: 1
            ),
            """{"session":{"key":"local:x","state":"running","entries":0,"waiting":0},"entries":[{"seq":1,"kind":"tool_call","turn":3,"text":"{}","tool":"read","call":"c1","model":"big","at":"2026-01-02T03:04:05+01:00","files":[{"name":"a b.png","place":"inbox/1-a_b.png","type":"image/png","size":3}]}],"more":true,"context_start":1}"""
        ),
        (new SessionsResetResult("local:x"), """{"session":"local:x"}"""),
        (new SessionModelParams("x", "big"), """{"session":"x","model":"big"}"""),
        (new SessionModelResult("big"), """{"model":"big"}"""),
        (new SessionModelResult(null), "{}"),
        (new TurnStopResult(true), """{"stopped":true}"""),
        (
            s_approval,
            """{"id":"bako-42","session":"local:main","sender":"local:pi","tool":"exec","display":"touch größe","arguments":{"command":"touch größe"},"rule":"default","span":"openclaw.toml:12","expires_at":"2026-01-02T03:04:05+01:00","state":"pending","approvers":["owners"],"may_decide":false}"""
        ),
        (new ApprovalsListParams(All: true), """{"all":true}"""),
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
        (new ApproveParams("a", Rule: true), """{"id":"a","rule":true}"""),
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
        (new DenyParams("a", Reason: "no"), """{"id":"a","reason":"no"}"""),
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
        (new OutboxListParams(All: true, State: "failed", Limit: 5), """{"all":true,"state":"failed","limit":5}"""),
        (new OutboxListResult([], More: true), """{"messages":[],"more":true}"""),
        (new OutboxParams(7), """{"id":7}"""),
        (
            new OutboxResult(
                new OutboxInfo
                {
                    Id = 7,
                    To = "telegram:1",
                    State = "sent",
                    Session = "local:main",
                    QueuedAt = At,
                    Text = "hi",
                }
            ),
            """{"message":{"id":7,"to":"telegram:1","state":"sent","session":"local:main","attempts":0,"queued_at":"2026-01-02T03:04:05+01:00","text":"hi"}}"""
        ),
    ];
}

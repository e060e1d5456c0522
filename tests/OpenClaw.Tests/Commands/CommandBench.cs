using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Tests.Control;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.Commands;

/// <summary>The commands against a gateway that answers each call of the control protocol with what is written here.</summary>
public abstract class CommandBench : IAsyncDisposable
{
    private static readonly ApprovalInfo s_approval = new()
    {
        Id = "bako-42",
        Session = "local:main",
        Sender = "local:pi",
        Tool = "exec",
        Display = "touch \u202Ex",
        Fingerprint = "3fa9c0d1e2b4",
        Rule = "default",
        Span = "openclaw.toml:12",
    };

    /// <summary>What <c>approvals</c> lists, and <c>approve</c> prints before it answers.</summary>
    private protected const string Listed =
        "bako-42  exec  in local:main  for local:pi\n    touch \\u{202E}x\n  shown as 3fa9c0d1e2b4\n  asked by default openclaw.toml:12\n";

    // The clock of the commands is the epoch.
    private static readonly OutboxInfo[] s_messages =
    [
        new()
        {
            Id = 4,
            To = "telegram:1",
            State = "pending",
            Session = "local:main",
            Turn = 3,
            Attempts = 2,
            QueuedAt = At(-90),
            NextAt = At(30),
            ExpiresAt = At(3600),
            Failure = "slow down",
            Text = "first line\n\u202Esecond",
        },
        new()
        {
            Id = 2,
            To = "telegram:1",
            State = "unknown",
            Session = "local:main",
            Attempts = 1,
            QueuedAt = At(-7200),
            Failure = "connection lost",
            Text = "are you there?",
        },
        new()
        {
            Id = 1,
            To = "telegram:1",
            State = "sent",
            Session = "local:main",
            Attempts = 1,
            QueuedAt = At(-7300),
            SentAt = At(-7200),
            ChannelMessage = "m7",
            Text = "hello",
        },
    ];

    private protected static readonly DateTimeOffset s_now = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    private protected readonly StringWriter _out = new();
    private protected readonly StringWriter _error = new();
    private readonly ControlRig _rig = new(
        Fixed(ApprovalsApi.List, _ => new ApprovalsListResult([s_approval])),
        Fixed(
            ApprovalsApi.Approve,
            p =>
                p is { Id: "bako-42", Fingerprint: not "3fa9c0d1e2b4" }
                    ? throw ControlException.Failed($"the call is not the one that was shown ({p.Fingerprint})")
                : p.Id == "bako-42" ? new ApproveResult(s_approval, p.Rule == true ? "[[rules]]\n" : null)
                : throw ControlException.NotFound("no approval \"x\"")
        ),
        Fixed(ApprovalsApi.Deny, _ => throw ControlException.NotAllowed("local:guest may not answer")),
        Fixed(SendApi.Send, Send),
        Fixed(
            OutboxApi.List,
            p => new OutboxListResult(
                [
                    .. s_messages
                        .Where(m => (p.All is true || m.State != "sent") && (p.State is null || m.State == p.State))
                        .Take(p.Limit ?? 200),
                ],
                p.Limit == 1
            )
        ),
        Fixed(OutboxApi.Show, p => new OutboxResult(s_messages.Single(m => m.Id == p.Id))),
        Fixed(OutboxApi.Resend, p => p.Id == 2 ? new OutboxResult(s_messages[1]) : throw ControlException.Failed("message 3 is sent")),
        Fixed(OutboxApi.Drop, p => new OutboxResult(s_messages.Single(m => m.Id == p.Id))),
        Fixed(
            CronApi.List,
            _ => new CronListResult(
                [
                    new CronJobInfo
                    {
                        Name = "tidy",
                        Schedule = "every 15m",
                        Timezone = "UTC",
                        Kind = "command",
                        NextAt = s_now.AddMinutes(5),
                        Failures = 2,
                        Last = new CronRunInfo
                        {
                            ScheduledAt = s_now,
                            Attempt = 1,
                            State = "failed",
                            StartedAt = s_now.AddMinutes(-10),
                            Note = "no\n[exit code 1]",
                        },
                    },
                    new CronJobInfo
                    {
                        Name = "off",
                        Schedule = "@daily",
                        Timezone = "UTC",
                        Kind = "prompt",
                        Enabled = false,
                    },
                ],
                [
                    new ReminderInfo
                    {
                        Id = 7,
                        Session = "local:main",
                        Text = "bread",
                        Schedule = "once",
                        Timezone = "UTC",
                        NextAt = s_now.AddHours(1),
                    },
                ]
            )
        ),
        Fixed(
            CronApi.Next,
            p => new CronNextResult(
                p.Job,
                "every 15m",
                "UTC",
                [.. Enumerable.Range(1, p.Count!.Value).Select(i => s_now.AddMinutes(15 * i))]
            )
        ),
        Fixed(
            CronApi.Run,
            p => new CronRunResult
            {
                Job = p.Job,
                Turn = 3,
                Session = $"cron:{p.Job}",
                State = p.Wait == true ? SendStates.Failed : SendStates.Queued,
                Reply = p.Wait == true ? "no" : null,
            }
        ),
        Fixed(
            CronApi.History,
            p => new CronHistoryResult(
                p.Job,
                [
                    new CronRunInfo
                    {
                        ScheduledAt = s_now,
                        Attempt = 2,
                        State = "done",
                        Turn = 3,
                        StartedAt = s_now,
                        EndedAt = s_now.AddSeconds(3),
                    },
                ]
            )
        ),
        Fixed(OperationApi.Reload, _ => new ReloadResult { Reloaded = false, Diagnostics = ["openclaw.toml:3:1: error: no"] }),
        Telling(
            EventsApi.Subscribe,
            new SubscribeResult(1),
            peer =>
            {
                peer.Notify(
                    EventsApi.Event,
                    new ControlEvent
                    {
                        Subscription = 1,
                        Kind = EventKinds.TurnEnded,
                        Session = "local:main",
                        At = DateTimeOffset.UnixEpoch,
                        State = "answered",
                        Ms = 5,
                        Reply = "a\nb",
                    }
                );
                peer.Notify(
                    EventsApi.Event,
                    new ControlEvent
                    {
                        Subscription = 1,
                        Kind = EventKinds.TurnStarted,
                        At = DateTimeOffset.UnixEpoch,
                    }
                );
            }
        ),
        Telling(
            ModelsApi.Pull,
            new ModelsPullResult(true),
            peer =>
            {
                peer.Notify(ModelsApi.Progress, new PullProgress("m", "pulling", 1 << 20, 4 << 20));
                peer.Notify(ModelsApi.Progress, new PullProgress("m", "pulling", (1 << 20) + 1, 4 << 20));
            }
        ),
        Fixed(
            SessionsApi.List,
            _ => new SessionsListResult([
                new SessionInfo { Key = "local:main", State = "idle" },
                new SessionInfo { Key = "telegram:1", State = "idle" },
            ])
        )
    );

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _rig.DisposeAsync();
    }

    private static DateTimeOffset At(int seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    private static SendResult Send(SendParams parameters)
    {
        var result = new SendResult
        {
            Session = "local:main",
            Message = "1",
            State = SendStates.Queued,
        };
        return parameters switch
        {
            { Wait: not true } => result,
            { Text: "silence" } => result with { State = SendStates.Answered },
            { Text: "fail" } => result with { State = SendStates.Failed, Reply = "it broke" },
            { Text: "ask", ThroughApprovals: true } => result with { State = SendStates.Answered, Reply = "somebody approved it" },
            { Text: "ask" } => result with { State = SendStates.Asking, Approval = s_approval },
            _ => result with { State = SendStates.Answered, Reply = $"you said {parameters.Text}" },
        };
    }

    private protected static IControlMethod Fixed<TParams, TResult>(ControlCall<TParams, TResult> call, Func<TParams, TResult> answer) =>
        call.By((parameters, _) => Task.FromResult(answer(parameters)));

    private static IControlMethod Telling<TParams, TResult>(ControlCall<TParams, TResult> call, TResult answer, Action<ControlPeer> tell) =>
        call.By(
            (_, peer) =>
            {
                tell(peer);
                return Task.FromResult(answer);
            }
        );

    private protected CommandContext Context() =>
        new()
        {
            Out = _out,
            Error = _error,
            In = TextReader.Null,
            Time = new FakeClock(DateTimeOffset.UnixEpoch),
            ConnectAsync = (_, _) => Task.FromResult(new ControlClient(_rig.Connect().Stream, "test")),
            Connect = _ => new ControlClient(_rig.Connect().Stream, "test"),
        };

    private protected Task<int> RunAsync(params string[] args) => CommandTable.RunAsync(args, Context());
}

using OpenClaw.Cli;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Client;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
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
        Fixed(ControlCalls.ApprovalsList, _ => new ApprovalsListResult([s_approval])),
        Fixed(
            ControlCalls.ApprovalsApprove,
            p =>
                p is { Id: "bako-42", Fingerprint: not "3fa9c0d1e2b4" }
                    ? throw ControlException.Failed($"the call is not the one that was shown ({p.Fingerprint})")
                : p.Id == "bako-42" ? new ApproveResult(s_approval, p.Rule == true ? "[[rules]]\n" : null)
                : throw ControlException.NotFound("no approval \"x\"")
        ),
        Fixed(ControlCalls.ApprovalsDeny, _ => throw ControlException.NotAllowed("local:guest may not answer")),
        Fixed(ControlCalls.Send, Send),
        Fixed(
            ControlCalls.OutboxList,
            p => new OutboxListResult
            {
                Messages =
                [
                    .. s_messages
                        .Where(m => (p.All is true || m.State != "sent") && (p.State is null || m.State == p.State))
                        .Take(p.Limit ?? 200),
                ],
                More = p.Limit == 1,
            }
        ),
        Fixed(ControlCalls.OutboxShow, p => new OutboxResult(s_messages.Single(m => m.Id == p.Id))),
        Fixed(
            ControlCalls.OutboxResend,
            p => p.Id == 2 ? new OutboxResult(s_messages[1]) : throw ControlException.Failed("message 3 is sent")
        ),
        Fixed(ControlCalls.OutboxDrop, p => new OutboxResult(s_messages.Single(m => m.Id == p.Id))),
        Fixed(
            ControlCalls.CronList,
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
            ControlCalls.CronNext,
            p => new CronNextResult(
                p.Job,
                "every 15m",
                "UTC",
                [.. Enumerable.Range(1, p.Count!.Value).Select(i => s_now.AddMinutes(15 * i))]
            )
        ),
        Fixed(
            ControlCalls.CronRun,
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
            ControlCalls.CronHistory,
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
        Fixed(ControlCalls.Reload, _ => new ReloadResult { Reloaded = false, Diagnostics = ["openclaw.toml:3:1: error: no"] }),
        new TellingMethod<SubscribeParams, SubscribeResult>(
            ControlCalls.EventsSubscribe,
            new SubscribeResult(1),
            peer =>
            {
                peer.Notify(
                    ControlNotices.Event,
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
                    ControlNotices.Event,
                    new ControlEvent
                    {
                        Subscription = 1,
                        Kind = EventKinds.TurnStarted,
                        At = DateTimeOffset.UnixEpoch,
                    }
                );
            }
        ),
        new TellingMethod<ModelsPullParams, ModelsPullResult>(
            ControlCalls.ModelsPull,
            new ModelsPullResult(true),
            peer =>
            {
                peer.Notify(
                    ControlNotices.Progress,
                    new PullProgress
                    {
                        Model = "m",
                        Status = "pulling",
                        Completed = 1 << 20,
                        Total = 4 << 20,
                    }
                );
                peer.Notify(
                    ControlNotices.Progress,
                    new PullProgress
                    {
                        Model = "m",
                        Status = "pulling",
                        Completed = (1 << 20) + 1,
                        Total = 4 << 20,
                    }
                );
            }
        ),
        Fixed(
            ControlCalls.SessionsList,
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
            { Text: "behind" } => result with { State = SendStates.Asking, Approval = s_approval, Reason = "local:main waits" },
            _ => result with { State = SendStates.Answered, Reply = $"you said {parameters.Text}" },
        };
    }

    private protected static IControlMethod Fixed<TParams, TResult>(ControlCall<TParams, TResult> call, Func<TParams, TResult> answer) =>
        new FixedMethod<TParams, TResult>(call, answer);

    private protected CommandContext Context() =>
        new()
        {
            Out = _out,
            Error = _error,
            In = TextReader.Null,
            Time = new FakeClock(DateTimeOffset.UnixEpoch),
            ConnectAsync = (_, _) => Task.FromResult(new ControlClient(_rig.Connect().Pipe, "test")),
            Open = _ => (_rig.Connect().Stream, "test"),
        };

    private protected Task<int> RunAsync(params string[] args) => CommandTable.RunAsync(args, Context());

    private sealed class TellingMethod<TParams, TResult>(ControlCall<TParams, TResult> call, TResult answer, Action<ControlPeer> tell)
        : ControlMethod<TParams, TResult>(call)
    {
        protected override Task<TResult> InvokeAsync(TParams parameters, ControlPeer peer, CancellationToken ct)
        {
            tell(peer);
            return Task.FromResult(answer);
        }
    }

    private sealed class FixedMethod<TParams, TResult>(ControlCall<TParams, TResult> call, Func<TParams, TResult> answer)
        : ControlMethod<TParams, TResult>(call)
    {
        protected override Task<TResult> InvokeAsync(TParams parameters, ControlPeer peer, CancellationToken ct) =>
            Task.FromResult(answer(parameters));
    }
}

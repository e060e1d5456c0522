using Microsoft.Extensions.Logging;
using OpenClaw.Approvals;
using OpenClaw.Config;
using OpenClaw.Config.Reading;
using OpenClaw.Delivery;
using OpenClaw.Diagnostics;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Routing;
using OpenClaw.Sessions;
using OpenClaw.Storage;
using OpenClaw.Storage.Audit;

namespace OpenClaw.Agent;

/// <summary>What a start does with what the last process left: calls that were running become unknown and are told to the model, turns go
/// on.</summary>
internal sealed class Recovery(
    Store store,
    TurnStore turns,
    SessionStore sessions,
    OutboxStore outbox,
    EffectLog effects,
    ApprovalDesk desk,
    ApprovalNotices notices,
    LaneTable lanes,
    TurnRunner runner,
    EventLoop loop,
    Current<GatewayConfig> config,
    ILogger log
)
{
    /// <param name="sha256">The hash of the configuration this start was made with.</param>
    public async Task RunAsync(string sha256)
    {
        loop.VerifyAccess();
        var unfinished = await turns.UnfinishedAsync();
        await MarkInterruptedAsync(sha256, unfinished.Count);
        await AskAgainAsync(unfinished);

        var told = new HashSet<ReplyAddress>();
        foreach (var stored in unfinished)
        {
            if (lanes.Rebuild(stored) is var turn && IsTooOld(stored, turn.Rule))
            {
                await ExpireAsync(turn, isTold: !told.Add(turn.ReplyTo));
                continue;
            }

            AgentLog.GoesOn(log, stored.Session.Value, stored.Id.Value, stored.State);
            if (stored.State == TurnStates.Asking && await SleepsOnAsync(stored) is { } approval)
            {
                lanes.Restore(stored.Session, new SleepingTurn(stored.Id, stored.Message.Sender.Address, stored.Rule, approval));
            }
            else
            {
                lanes.Enqueue(turn);
            }
        }

        // Last: what has expired meanwhile wakes its turn, which must lie in its lane by then.
        desk.Start();
    }

    /// <summary>
    /// Asks every call again that its row calls approved and that was not begun. Only the process that took an answer knows that it was
    /// given; a row alone could have been written by a command. The question and its messages are one transaction, so that no question
    /// waits which nobody was shown. </summary>
    private async Task AskAgainAsync(IReadOnlyList<StoredTurn> unfinished)
    {
        foreach (var approved in await desk.ReadAsync())
        {
            if (unfinished.FirstOrDefault(stored => stored.Id == approved.Turn) is not { } stored)
            {
                continue;
            }
            var turn = lanes.Rebuild(stored);
            var again = desk.Reopen(turn.Batch, approved);
            AgentLog.AskedAgain(log, stored.Session.Value, approved.Id.Value, again.Note!);
            using var held = await notices.AddAgainAsync(turn, again);
            await store.CommitAsync(turn.TakeRows().Rows);
        }
    }

    // By the gateway's own clock, which is moved along when it is set; a channel tells the time by another.
    private bool IsTooOld(StoredTurn stored, SessionRule rule) =>
        stored.State == TurnStates.Queued && loop.Time.GetUtcNow() - stored.QueuedAt > rule.MaxAge;

    /// <summary>Ends a message that waited for too long: an answer a day late may answer something that is no longer so. Its sender is
    /// told, once for all of his.</summary>
    private async Task ExpireAsync(Turn turn, bool isTold)
    {
        AgentLog.TooOld(log, turn.Session.Value, turn.Id.Value, turn.Message.ReceivedAt);
        var since = AgentPrompt.Local(turn.Message.ReceivedAt, config.Value.Agent.TimeZone);
        await runner.EndAsync(
            turn,
            new TurnOutcome.Failed(
                $"What was said here since {since} was not answered: the gateway was not running, and it is older than {Durations.Show(turn.Rule.MaxAge)} ({turn.Rule.SettingPath}.max_age). Say it again if it still matters.",
                Quiet: isTold
            )
        );
    }

    /// <summary>Nothing runs yet, so whatever says that it is under way was under way when the process ended.</summary>
    private async Task MarkInterruptedAsync(string sha256, int unfinished)
    {
        var (interrupted, cutOff) = (await effects.StartedAsync(), await effects.RunningAsync());
        var batch = new Batch().Audit(
            AuditKinds.Start,
            null,
            null,
            ("version", BuildInfo.Version),
            ("config", sha256),
            ("turns", unfinished),
            ("effects_unknown", interrupted.Count + cutOff.Count)
        );
        outbox.MarkInterrupted(batch);
        var ends = new List<TranscriptEnd>();
        foreach (var effect in interrupted)
        {
            var end = await sessions.HoldAsync(effect.Session);
            ends.Add(end);
            EffectLog.MarkUnknown(batch, effect);
            sessions.Append(
                batch,
                end,
                effect.Turn,
                new Entry.ToolResult(effect.Call, effect.Tool, EffectLog.UnknownText(effect.Tool), Failed: true)
            );
            AgentLog.Unknown(log, effect.Session.Value, effect.Tool);
        }

        foreach (var command in cutOff)
        {
            var end = await sessions.HoldAsync(command.Session);
            ends.Add(end);
            EffectLog.MarkUnknown(batch, command);
            // Its call has its result, in which it was started: what became of it is a notice.
            sessions.Append(batch, end, command.Turn, new Entry.Notice(EffectLog.CutOffText(command.Name)));
            AgentLog.Unknown(log, command.Session.Value, command.Name);
        }

        await store.CommitAsync(batch);
        ends.ForEach(static end => end.Dispose());
    }

    /// <summary>The approval a turn still sleeps on; null when it was decided, and the process died before the turn heard of it.</summary>
    private async Task<ApprovalId?> SleepsOnAsync(StoredTurn stored) =>
        (await desk.ListAsync(all: false)).Find(a => a.Turn == stored.Id)?.Id;
}

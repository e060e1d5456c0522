using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery;
using OpenClaw.Turns;
using OpenClaw.Turns.Lanes;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent;

/// <summary>Ends turns on disk that do not run: those that are stopped in their sleep, that broke inside, or that waited for too long. On
/// the loop.</summary>
internal sealed class TurnEnds(
    TurnRows rows,
    DeliverStage deliver,
    AskedCalls asked,
    LaneTable lanes,
    Current<GatewayConfig> config,
    ILogger log
)
{
    /// <summary>Ends a turn that sleeps on disk: what it asked is withdrawn, and the transcript says so. Another turn may run there
    /// meanwhile.</summary>
    public async Task EndAsleepAsync(SessionKey key, SleepingTurn sleeping, string by)
    {
        if (await rows.Turns.FindUnfinishedAsync(sleeping.Turn) is not { } stored)
        {
            return;
        }
        var turn = lanes.Rebuild(stored);
        using var run = await TurnRun.OpenAsync(turn, rows.Sessions);
        await run.RecallAsync();
        var first = run.NextSeq;
        asked.TakeBack(run, by);
        run.Close(new TurnOutcome.Stopped("Stopped."));
        rows.Turns.SetEnded(turn.Batch, turn.Session, turn.Id, TurnStates.Stopped);
        // Not by the turn's writer: whoever stops it waits for the answer, and hears that the disk refused.
        await rows.Store.CommitAsync(turn.TakeRows().Rows);
        foreach (var entry in run.Entries.Where(e => e.Seq >= first && e.Turn == turn.Id))
        {
            run.Tell(entry);
        }
    }

    /// <summary>Ends a turn that does not run, or broke inside. What it held in memory may be half done, so its end is made from what the
    /// disk has.</summary>
    /// <param name="isUnseen">Another machine may have gone on with it: what its model had asked for may have been done.</param>
    public async Task EndAsync(Turn turn, TurnOutcome outcome, bool isUnseen = false)
    {
        turn.DropRows();
        using var run = await TurnRun.OpenAsync(turn, rows.Sessions);
        if (await rows.Turns.FindUnfinishedAsync(turn.Id) is { StartedAt: null })
        {
            run.CloseOpenCalls();
            run.Append(AgentPrompt.Said(turn.Message, config.Value.Agent.TimeZone));
        }

        foreach (var joined in turn.Joined.ToArray())
        {
            lanes.Rejoin(joined, turn);
            run.Append(AgentPrompt.Said(joined.Message, config.Value.Agent.TimeZone));
        }

        foreach (var effect in (await rows.Effects.StartedAsync()).Where(e => e.Turn == turn.Id))
        {
            EffectLog.MarkUnknown(turn.Batch, effect);
            run.Append(EffectLog.UnknownResult(effect));
        }

        foreach (var call in isUnseen ? run.OpenCalls() : [])
        {
            var effect = new OpenEffect(turn.Id, call.Id, turn.Session, call.Name);
            rows.Effects.Start(turn.Batch, effect, "", call.Approval);
            EffectLog.MarkUnknown(turn.Batch, effect);
            run.Append(EffectLog.UnknownResult(effect));
        }

        await run.RecallAsync();
        asked.TakeBack(run, "gateway");
        run.Close(outcome);
        await deliver.EndAsync(turn, outcome);
    }

    /// <summary>Ends a turn that was under way when the machine it ran on was last copied, and tells those who wait for its answer.</summary>
    public Task EndUnseenAsync(Turn turn) =>
        EndAsync(
            turn,
            new TurnOutcome.Failed(
                $"unknown: another machine has taken over, and what became of the message of {WallClock.Say(turn.Message.ReceivedAt, config.Value.Agent.TimeZone)} on the first is not known. It may have been answered, and its work done in part or wholly. Look before you say it again."
            ),
            isUnseen: true
        );

    /// <summary>Ends a message that waited for too long: an answer a day late may answer something that is no longer so. Its sender is
    /// told, once for all of his.</summary>
    public async Task ExpireAsync(Turn turn, bool isTold)
    {
        AgentLog.TooOld(log, turn.Session.Value, turn.Id.Value, turn.Message.ReceivedAt);
        var since = WallClock.Say(turn.Message.ReceivedAt, config.Value.Agent.TimeZone);
        await EndAsync(
            turn,
            new TurnOutcome.Failed(
                $"What was said here since {since} was not answered: the gateway was not running, and it is older than {Durations.Show(turn.Rule.MaxAge)} ({turn.Rule.SettingPath}.max_age). Say it again if it still matters.",
                Quiet: isTold
            )
        );
    }
}

using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Foundation.Storage;
using OpenClaw.Messages;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Turns.Lanes;

/// <summary>Sleep: turns that wait for an approval or for a model, on disk, and go on when it is there.</summary>
internal sealed partial class LaneTable
{
    private static readonly TimeSpan s_readAgain = TimeSpan.FromSeconds(5);

    /// <summary>Puts a turn that slept before a restart back to sleep in its lane.</summary>
    public void Restore(SessionKey session, SleepingTurn sleeping) => LaneOf(session).Asleep = sleeping;

    /// <summary>Lets a sleeping turn go on: what it waited for was decided.</summary>
    public async Task WakeAsync(SessionKey session, TurnId turn)
    {
        if (Find(session) is not { } lane)
        {
            return;
        }
        // Its row said that it sleeps before it lay down.
        if (lane.Running?.Id == turn)
        {
            lane.WokenEarly = turn;
        }
        if (!Sleeps(lane, turn))
        {
            return;
        }
        var stored = await ReadAsync(lane, turn);
        // Somebody else may have withdrawn or woken it while the row was read.
        if (!Sleeps(lane, turn))
        {
            return;
        }
        if (stored is not null)
        {
            var rebuilt = Rebuild(stored);
            rebuilt.IsToldToWait = lane.Asleep is { Approval: null };
            lane.Waiting.AddFirst(rebuilt);
        }

        lane.Asleep = null;

        Next(lane);
    }

    /// <summary>A turn from its row, with the newest configuration's rule of that name.</summary>
    public Turn Rebuild(StoredTurn stored) =>
        new()
        {
            Id = stored.Id,
            Message = stored.Message,
            Session = stored.Session,
            Rule = Router.ByName(_config.Value, stored.Rule, stored.Message),
            SenderIsOwner = Router.IsOwner(_config.Value, stored.Message.Sender),
            StartedAt = stored.StartedAt,
            Steps = stored.Steps,
        };

    private static bool Sleeps(Lane lane, TurnId turn) => lane.Asleep is { Ending: false } sleeping && sleeping.Turn == turn;

    private async Task<StoredTurn?> ReadAsync(Lane lane, TurnId turn)
    {
        while (true)
        {
            try
            {
                return await _turns.FindUnfinishedAsync(turn);
            }
            catch (StorageException e) when (e.MayPass && Sleeps(lane, turn))
            {
                // Nobody wakes it a second time.
                await _loop.Delay(s_readAgain, CancellationToken.None);
            }
        }
    }

    private void LieDown(Lane lane, Turn turn, TurnOutcome outcome, bool stopped)
    {
        lane.Asleep = new SleepingTurn(turn.Id, turn.Message.Sender.Address, turn.Rule.Name, (outcome as TurnOutcome.Asking)?.Approval);
        if (outcome is TurnOutcome.Waiting waiting)
        {
            _loop.Track(WakeLaterAsync(lane.Session, turn.Id, waiting.Retry), $"{lane.Session} waits for a model");
        }
        // A stop that came while it lay down was promised to somebody.
        if (stopped || lane.Waiting.Any(t => t.Queue == QueueMode.Interrupt && SameParty(t, turn)))
        {
            Interrupt(lane);
        }
        else if (lane.WokenEarly == turn.Id)
        {
            _loop.Track(WakeAsync(lane.Session, turn.Id), $"wake {lane.Session}");
        }
    }

    private async Task WakeLaterAsync(SessionKey session, TurnId turn, TimeSpan after)
    {
        await _loop.Delay(after, CancellationToken.None);
        await WakeAsync(session, turn);
    }
}

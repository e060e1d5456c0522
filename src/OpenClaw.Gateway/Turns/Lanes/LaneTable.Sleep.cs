using OpenClaw.Turns.Inbound;

namespace OpenClaw.Turns.Lanes;

/// <summary>Sleep: turns that wait on disk, for a model or for an approval, and go on when it is there.</summary>
internal sealed partial class LaneTable
{
    private static readonly TimeSpan s_readAgain = TimeSpan.FromSeconds(5);

    /// <summary>Puts a turn that waited for an approval before a restart back beside its lane.</summary>
    public void Restore(SessionKey session, SleepingTurn asking) => LaneOf(session).Asking.Add(asking);

    /// <summary>
    /// Lets a sleeping turn go on: what it waited for was decided, or a model may answer. One that waited for a model kept its place; one
    /// that waited for an approval goes to the end of the queue, behind what was said meanwhile.
    /// </summary>
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
        if (Sleeping(lane, turn) is not { } sleeping)
        {
            return;
        }
        var stored = await ReadAsync(lane, turn);
        // Somebody else may have withdrawn or woken it while the row was read.
        if (Sleeping(lane, turn) != sleeping)
        {
            return;
        }
        if (lane.Asleep == sleeping)
        {
            if (stored is not null)
            {
                var rebuilt = Rebuild(stored);
                rebuilt.IsToldToWait = true;
                lane.Waiting.AddFirst(rebuilt);
            }
            lane.Asleep = null;
        }
        else if (stored is not null)
        {
            lane.Waiting.AddLast(Rebuild(stored));
        }
        else
        {
            lane.Asking.Remove(sleeping);
        }

        Next(lane);
    }

    /// <summary>A turn from its row, with the newest configuration's rule of that name.</summary>
    public Turn Rebuild(StoredTurn stored) =>
        new()
        {
            Id = stored.Id,
            Message = stored.Message,
            Session = stored.Session,
            Rule = Router.ByName(config.Value, stored.Rule, stored.Message),
            SenderIsOwner = Router.IsOwner(config.Value, stored.Message.Sender),
            StartedAt = stored.StartedAt,
            Steps = stored.Steps,
        };

    /// <summary>The turn, if it sleeps and may be woken: it is not being stopped, nor in the queue already.</summary>
    private static SleepingTurn? Sleeping(Lane lane, TurnId turn) =>
        lane.Sleeping.FirstOrDefault(one => one.Ending is null && one.Turn == turn) is { } sleeping
        && lane.Waiting.All(queued => queued.Id != turn)
            ? sleeping
            : null;

    private async Task<StoredTurn?> ReadAsync(Lane lane, TurnId turn)
    {
        while (true)
        {
            try
            {
                return await turns.FindUnfinishedAsync(turn);
            }
            catch (StorageException e) when (e.MayPass && Sleeping(lane, turn) is not null)
            {
                // Nobody wakes it a second time.
                await loop.Delay(s_readAgain, CancellationToken.None);
            }
        }
    }

    private void LieDown(Lane lane, Turn turn, TurnOutcome outcome, bool stopped)
    {
        var sleeping = new SleepingTurn(turn.Id, turn.Message.Sender.Address, turn.Rule.Name);
        if (outcome is TurnOutcome.Waiting waiting)
        {
            lane.Asleep = sleeping;
            loop.Track(WakeLaterAsync(lane.Session, turn.Id, waiting.Retry), $"{lane.Session} waits for a model");
        }
        else
        {
            lane.Asking.Add(sleeping);
        }
        // A stop that came while it lay down was promised to somebody.
        if (stopped || lane.Waiting.Any(t => Interrupts(t) && SameParty(t, turn)))
        {
            loop.Track(WithdrawAsync(lane, sleeping, sleeping.Sender), $"{lane.Session} is interrupted");
        }
        else if (lane.WokenEarly == turn.Id)
        {
            loop.Track(WakeAsync(lane.Session, turn.Id), $"wake {lane.Session}");
        }
    }

    private async Task WakeLaterAsync(SessionKey session, TurnId turn, TimeSpan after)
    {
        await loop.Delay(after, CancellationToken.None);
        await WakeAsync(session, turn);
    }
}

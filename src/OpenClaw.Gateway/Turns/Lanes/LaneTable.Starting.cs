using OpenClaw.Turns.Inbound;

namespace OpenClaw.Turns.Lanes;

/// <summary>Starting: a lane is given to a turn that has waited there, or to one whose message comes to an idle session.</summary>
internal sealed partial class LaneTable
{
    /// <summary>
    /// Starts a turn that is not on the disk yet, where nothing runs or waits before it, nor is to be withdrawn for it: its beginning is
    /// committed with its message. Null where it has to be accepted first, and waits: then nothing was done. </summary>
    /// <param name="isKnown">Whether the message was here before. Asked before the turn takes a number of the transcript: others may take the
    /// next one meanwhile, and numbers have no gaps.</param>
    /// <param name="accept">Commits the turn's rows; false when the message was here before, and nothing of it is kept.</param>
    public Task<bool>? TryStart(Turn turn, Func<Task<bool>> isKnown, Func<Task<bool>> accept)
    {
        // Files are fetched when a turn begins, from a message that is safe. What a claim adds to the transcript must be on the disk before the
        // turn reads it.
        if (
            _draining
            || _turnRunner is null
            || Find(turn.Session) is { } there && (!there.IsIdle || there.Holds > 0 || InterruptsAny(there, turn))
            || Gathers(turn)
            || !turn.Message.Files.IsEmpty
            || turn.HasClaim
        )
        {
            return null;
        }
        var lane = LaneOf(turn.Session);
        var stop = Take(lane, turn);
        var accepted = AcceptAsync();
        lane.RunningEnds = RunAsync(lane, turn, stop, accepted);
        loop.Track(lane.RunningEnds, $"{lane.Session} turn {turn.Id}");
        return accepted;

        async Task<bool> AcceptAsync()
        {
            var isAccepted = false;
            try
            {
                if (await isKnown())
                {
                    return false;
                }
                await _turnRunner!.BeginAsync(turn);
                return isAccepted = await accept();
            }
            finally
            {
                if (!isAccepted)
                {
                    turn.Opened?.Dispose();
                }
            }
        }
    }

    private void Start(Lane lane, Turn turn)
    {
        lane.Waiting.RemoveFirst();
        lane.Asking.RemoveAll(one => one.Turn == turn.Id);
        var stop = Take(lane, turn);
        // It may have waited for longer than a configuration lasts.
        Router.Refresh(config.Value, turn);
        if (Collects(turn))
        {
            Collect(lane, turn);
        }
        lane.RunningEnds = RunAsync(lane, turn, stop);
        loop.Track(lane.RunningEnds, $"{lane.Session} turn {turn.Id}");
    }

    /// <summary>Gives the lane to a turn, and the token that stops it.</summary>
    private static CancellationToken Take(Lane lane, Turn turn)
    {
        lane.Running = turn;
        lane.WokenEarly = null;
        lane.Gathered = false;
        lane.IsToldFull = false;
        // One that goes on has been in nobody's place.
        if (turn.StartedAt is null)
        {
            turn.NotTaken = [.. lane.NotTaken.Select(static chat => (chat.Key, chat.Value))];
            lane.NotTaken.Clear();
        }

        lane.Stop = new CancellationTokenSource();
        return lane.Stop.Token;
    }

    /// <param name="accepted">Whether the turn is there at all; who asked for it hears why it is not.</param>
    private async Task RunAsync(Lane lane, Turn turn, CancellationToken ct, Task<bool>? accepted = null)
    {
        // The caller is in the middle of its own step; a turn begins with a batch of its own.
        await Task.Yield();
        TurnOutcome? outcome = null;
        try
        {
            if (accepted is not null)
            {
                await ((Task)accepted).Settled();
            }
            if (accepted is null || (accepted.IsCompletedSuccessfully && await accepted))
            {
                outcome = await _turnRunner!.RunAsync(turn, ct);
            }
        }
        finally
        {
            // Whatever became of the turn, its lane goes on.
            turn.Opened?.Dispose();
            lane.Stop?.Dispose();
            lane.Stop = null;
            lane.Running = null;
            if (outcome is TurnOutcome.Asking or TurnOutcome.Waiting)
            {
                LieDown(lane, turn, outcome, stopped: ct.IsCancellationRequested);
            }
            Next(lane);
        }
    }
}

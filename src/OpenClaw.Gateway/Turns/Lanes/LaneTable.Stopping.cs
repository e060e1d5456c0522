namespace OpenClaw.Turns.Lanes;

/// <summary>Stopping: what a person ends, what an interrupting message ends, and the end of the gateway.</summary>
internal sealed partial class LaneTable
{
    /// <summary>Stops what runs or sleeps in a session, and takes back what it has asked. False when there is nothing.</summary>
    /// <param name="sender">Whose turns are stopped; null stops everybody's.</param>
    public async Task<bool> StopAsync(SessionKey session, string by, string? sender = null)
    {
        if (Find(session) is not { } lane)
        {
            return false;
        }
        var isRunning = lane.Running is { } running && IsOf(running.Message.Sender.Address);
        if (isRunning)
        {
            lane.Stop?.Cancel();
        }
        SleepingTurn[] sleeping = [.. lane.Sleeping.Where(one => IsOf(one.Sender))];
        foreach (var one in sleeping)
        {
            await WithdrawAsync(lane, one, by);
        }
        return isRunning || sleeping.Length > 0;

        bool IsOf(string whose) => sender is null || sender == whose;
    }

    /// <summary>Stops one turn, if it runs or sleeps, and no other.</summary>
    public async Task StopTurnAsync(SessionKey session, TurnId turn, string by)
    {
        if (Find(session) is not { } lane)
        {
            return;
        }
        if (lane.Running?.Id == turn)
        {
            lane.Stop?.Cancel();
        }
        else if (lane.Sleeping.FirstOrDefault(one => one.Turn == turn) is { } sleeping)
        {
            await WithdrawAsync(lane, sleeping, by);
        }
    }

    /// <summary>Stops what runs or sleeps in a session and does some work before the next turn starts: what a turn has read must not change
    /// under it.</summary>
    public async Task QuietlyAsync(SessionKey session, string by, Func<Task> work)
    {
        var lane = LaneOf(session);
        lane.Holds++;
        try
        {
            while (!lane.IsQuiet || lane.Asking.Count > 0)
            {
                await StopAsync(session, by);
                await lane.RunningEnds.Settled();
            }

            await work();
        }
        finally
        {
            lane.Holds--;
            Next(lane);
        }
    }

    /// <summary>Starts no more turns, and ends when those that run have ended or the token is cancelled.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        _draining = true;
        // The rows of those that do not end in time say how far they came; the next start goes on from there. How a turn ended is its
        // lane's matter.
        await Task.WhenAll(_lanes.Values.SelectMany(static lane => Ends(lane))).WaitAsync(deadline).Settled();
    }

    /// <summary>
    /// Cuts off the turns that still run: none asks a model or runs a tool from here on, and none ends. Before whatever they work with is
    /// closed. Ends when they have left, or the token is cancelled.
    /// </summary>
    public async Task LetGoAsync(CancellationToken deadline)
    {
        _draining = true;
        var running = _lanes.Values.Where(static lane => lane.Running is not null).ToArray();
        // One that a person has stopped ends; it does not go on after the next start.
        foreach (var lane in running)
        {
            lane.Running!.IsLetGo = lane.Stop is { IsCancellationRequested: false };
        }
        // A copy: a turn that leaves at once takes its lane along.
        foreach (var lane in running)
        {
            lane.Stop?.Cancel();
        }
        await Task.WhenAll(running.Select(static lane => lane.RunningEnds)).WaitAsync(deadline).Settled();
    }

    /// <summary>What a lane still has under way: its running turn, and the stopping of those that sleep.</summary>
    private static IEnumerable<Task> Ends(Lane lane) =>
        lane.Sleeping.Select(static one => one.Ending).OfType<Task>().Prepend(lane.RunningEnds);

    /// <summary>Ends what a message interrupts: the turn of the same sender under the same rule, and what such turns have asked.</summary>
    private void Interrupt(Lane lane, Turn by)
    {
        if (lane.Running is { } running && SameParty(by, running))
        {
            lane.Stop?.Cancel();
        }
        SleepingTurn[] sleeping = [.. lane.Sleeping.Where(one => MayTouch(one, by))];
        foreach (var one in sleeping)
        {
            loop.Track(WithdrawAsync(lane, one, one.Sender), $"{lane.Session} is interrupted");
        }
    }

    private Task WithdrawAsync(Lane lane, SleepingTurn sleeping, string by)
    {
        if (sleeping.Ending is { } ending)
        {
            return ending;
        }
        // From here on nobody wakes it, though its approval be decided in the next moment.
        var ends = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        sleeping.Ending = ends.Task;
        return EndSleepAsync(lane, sleeping, by, ends);
    }

    private async Task EndSleepAsync(Lane lane, SleepingTurn sleeping, string by, TaskCompletionSource ends)
    {
        if (lane.Waiting.FirstOrDefault(turn => turn.Id == sleeping.Turn) is { } decided)
        {
            lane.Waiting.Remove(decided);
        }
        // The next turn starts when the transcript says that it was stopped.
        lane.Holds++;
        try
        {
            await _turnRunner!.EndAsleepAsync(lane.Session, sleeping, by);
            if (!lane.Asking.Remove(sleeping))
            {
                lane.Asleep = null;
            }
        }
        catch
        {
            // It sleeps on. What was decided meanwhile found it not to be woken, so it looks for itself.
            sleeping.Ending = null;
            loop.Track(WakeAsync(lane.Session, sleeping.Turn), $"wake {lane.Session}");
            throw;
        }
        finally
        {
            ends.SetResult();
            lane.Holds--;
        }

        events.Publish(lane.Session, sleeping.Turn, new GatewayEvent.TurnEnded(TurnStates.Stopped, null, null, TimeSpan.Zero));
        Next(lane);
    }
}

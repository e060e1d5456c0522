using OpenClaw.Messages;

namespace OpenClaw.Turns.Lanes;

/// <summary>Stopping: what a person ends, what an interrupting message ends, and the end of the gateway.</summary>
internal sealed partial class LaneTable
{
    /// <summary>Stops what runs or sleeps in a session. False when nothing does.</summary>
    public async Task<bool> StopAsync(SessionKey session, string by)
    {
        if (Find(session) is not { } lane)
        {
            return false;
        }
        if (lane.Running is not null)
        {
            lane.Stop?.Cancel();
            return true;
        }

        if (lane.Asleep is not { } sleeping)
        {
            return false;
        }
        await Withdraw(lane, sleeping, by);
        return true;
    }

    /// <summary>Stops what runs or sleeps in a session and does some work before the next turn starts: what a turn has read must not change
    /// under it.</summary>
    public async Task QuietlyAsync(SessionKey session, string by, Func<Task> work)
    {
        var lane = LaneOf(session);
        lane.Holds++;
        try
        {
            while (!lane.IsQuiet)
            {
                await StopAsync(session, by);
                await lane.RunningEnds.ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
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
        await Task.WhenAll(_lanes.Values.Select(static l => l.RunningEnds))
            .WaitAsync(deadline)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
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
        await Task.WhenAll(running.Select(static lane => lane.RunningEnds))
            .WaitAsync(deadline)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private void Interrupt(Lane lane)
    {
        if (lane.Running is not null)
        {
            lane.Stop?.Cancel();
        }
        else if (lane.Asleep is { } sleeping)
        {
            _loop.Track(Withdraw(lane, sleeping, sleeping.Sender), $"{lane.Session} is interrupted");
        }
    }

    private Task Withdraw(Lane lane, SleepingTurn sleeping, string by) =>
        sleeping.Ending ? lane.RunningEnds : lane.RunningEnds = WithdrawAsync(lane, sleeping, by);

    private async Task WithdrawAsync(Lane lane, SleepingTurn sleeping, string by)
    {
        // From here on nobody wakes it, though its approval be decided in the next moment.
        lane.Asleep = sleeping with
        {
            Ending = true,
        };
        try
        {
            await _turnRunner!.EndAsleepAsync(lane.Session, sleeping, by);
        }
        catch
        {
            // It sleeps on. What was decided meanwhile found it not to be woken, so it looks for itself.
            lane.Asleep = sleeping;
            _loop.Track(WakeAsync(lane.Session, sleeping.Turn), $"wake {lane.Session}");
            throw;
        }

        lane.Asleep = null;
        _events.Publish(
            new GatewayEvent.TurnEnded(TurnStates.Stopped, null, null, TimeSpan.Zero) { Session = lane.Session, Turn = sleeping.Turn }
        );
        Next(lane);
    }
}

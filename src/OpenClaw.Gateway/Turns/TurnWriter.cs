namespace OpenClaw.Turns;

/// <summary>
/// Writes the rows of turns that run. When the disk is full or will not be written, the turn waits here, its rows in hand, until the disk
/// takes them: what it knows and what is on the disk never differ. New messages are refused meanwhile by their own stages.
/// </summary>
internal sealed class TurnWriter(Store store, EventLoop loop, EventHub events, ILogger log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>Ends when every row that the stages have added so far is on the disk. A stop does not shorten it: the stop needs the disk
    /// as well.</summary>
    /// <exception cref="StorageException">Waiting does not help: the file is damaged, or the gateway stops.</exception>
    public async Task CommitAsync(Turn turn)
    {
        var (rows, told) = turn.TakeRows();
        await CommitAsync(rows, turn);
        turn.Joined.Clear();
        foreach (var tell in told)
        {
            tell();
        }
    }

    private async Task CommitAsync(Batch rows, Turn turn)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await store.CommitAsync(rows);
                if (tries > 0)
                {
                    PipelineLog.DiskIsBack(log, turn.Id.Value);
                }
                return;
            }
            catch (StorageException e) when (e.MayPass)
            {
                if (tries == 0)
                {
                    Tell(turn, e.Message);
                }
            }

            await loop.Delay(s_pause, CancellationToken.None);
        }
    }

    private void Tell(Turn turn, string reason)
    {
        PipelineLog.WaitsForDisk(log, turn.Id.Value, reason);
        events.Publish(turn, new GatewayEvent.TurnWaiting($"This waits for the disk: {reason}"));
    }
}

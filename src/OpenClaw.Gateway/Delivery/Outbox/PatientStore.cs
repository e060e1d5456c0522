namespace OpenClaw.Delivery.Outbox;

/// <summary>Waits for a disk that refuses: nothing is sent without its row, and what is known of a send is not forgotten. On the loop
/// only.</summary>
internal sealed class PatientStore(EventLoop loop, Store store, ILogger log)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <exception cref="BatchConflictException">The row has changed meanwhile.</exception>
    /// <exception cref="StorageException">The gateway stops.</exception>
    public Task CommitAsync(Batch batch) =>
        ReadAsync(async () =>
        {
            await store.CommitAsync(batch);
            return true;
        });

    /// <summary>False when the row has changed meanwhile.</summary>
    /// <exception cref="StorageException">The gateway stops.</exception>
    public async Task<bool> TryCommitAsync(Batch batch)
    {
        try
        {
            await CommitAsync(batch);
            return true;
        }
        catch (BatchConflictException)
        {
            return false;
        }
    }

    /// <summary>Repeats a read until the disk gives its rows.</summary>
    /// <exception cref="StorageException">The gateway stops.</exception>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read)
    {
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return await read();
            }
            catch (StorageException e) when (e.Fault != StorageFault.Stopped)
            {
                if (!isTold)
                {
                    DeliveryLog.WaitsForDisk(log, e.Message);
                }
            }

            await loop.Delay(s_pause, CancellationToken.None);
        }
    }
}

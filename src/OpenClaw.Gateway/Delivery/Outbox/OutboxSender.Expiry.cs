namespace OpenClaw.Delivery.Outbox;

internal sealed partial class OutboxSender
{
    private const int ExpiredAtOnce = 100;

    // A clock that is set is noticed after so long.
    private static readonly TimeSpan s_longestLook = TimeSpan.FromHours(1);

    private DateTimeOffset? _nextExpiry;
    private int _look;

    /// <summary>Something expires then, unless it is sent before.</summary>
    private void ExpectExpiry(DateTimeOffset at)
    {
        if (_isStopping || _nextExpiry <= at)
        {
            return;
        }
        _nextExpiry = at;
        loop.Track(LookAsync(at, ++_look), "messages expire");
    }

    /// <summary>The clock was set: the rows move along, and the earliest end is looked up again.</summary>
    public void MoveAlong(Batch batch, TimeSpan leap)
    {
        OutboxStore.MoveAlong(batch, leap);
        batch.Then(() =>
        {
            if (_nextExpiry is not { } before)
            {
                return;
            }
            _nextExpiry = null;
            ExpectExpiry(before + leap);
        });
    }

    private async Task LookAsync(DateTimeOffset at, int look)
    {
        var wait = at - loop.Time.GetUtcNow();
        await loop.Delay(
            wait < TimeSpan.Zero ? TimeSpan.Zero
                : wait > s_longestLook ? s_longestLook
                : wait,
            CancellationToken.None
        );
        // An earlier one came up meanwhile, or nobody needs to know any more.
        if (look != _look || _isStopping)
        {
            return;
        }
        // Before the rows are read: one that is queued meanwhile may not be among them, and then expects its own.
        _nextExpiry = null;
        try
        {
            await ExpireAsync();
            if (await _disk.ReadAsync(outbox.NextExpiryAsync) is { } soonest)
            {
                ExpectExpiry(soonest);
            }
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The next start looks.
        }
    }

    /// <summary>Gives up what is not worth sending any more, whether its channel is there or not.</summary>
    private async Task ExpireAsync()
    {
        while (await _disk.ReadAsync(() => outbox.OverdueAsync(ExpiredAtOnce)) is { Count: > 0 } overdue)
        {
            var batch = new Batch();
            foreach (var row in overdue)
            {
                OutboxStore.SetExpired(batch, row.Message.Id);
            }
            try
            {
                await _disk.CommitAsync(batch);
            }
            catch (BatchConflictException)
            {
                // One of them was dropped, or another look was faster.
                continue;
            }

            foreach (var row in overdue)
            {
                _news.Ended(row.Message, OutboxStates.Expired, row.Failure);
                // It may have stood before one that is worth sending.
                if (_lines.TryGetValue(row.Message.To, out var line))
                {
                    line.Wake();
                }
            }
        }
    }
}

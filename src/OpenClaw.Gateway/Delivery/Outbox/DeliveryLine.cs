namespace OpenClaw.Delivery.Outbox;

/// <summary>What is known in memory of one conversation while something waits for it. Its messages stay on the disk. On the loop
/// only.</summary>
internal sealed class DeliveryLine(ReplyAddress to, TimeProvider time)
{
    /// <summary>No channel asks for more, so a row that does was written by a clock that was wrong.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);

    // Timers count whole milliseconds and may be early by one.
    private static readonly TimeSpan s_early = TimeSpan.FromMilliseconds(5);

    private CancellationTokenSource? _sleep;
    private (long Id, long Since, TimeSpan Pause)? _retry;

    public ReplyAddress To { get; } = to;

    /// <summary>Something changed since the last look at its rows.</summary>
    public bool IsNudged { get; set; }

    /// <summary>A piece was refused whose message may have others: when the last of them is through, the chat is told of it.</summary>
    public bool MayMissAPart { get; set; }

    /// <summary>Its sender at work; ends when nothing waits any more.</summary>
    public Task Ends { get; set; } = Task.CompletedTask;

    public void Wake()
    {
        IsNudged = true;
        _sleep?.Cancel();
    }

    /// <summary>Waits, or until it is woken.</summary>
    public async Task SleepAsync(TimeSpan pause)
    {
        if (IsNudged || pause <= TimeSpan.Zero)
        {
            return;
        }
        using var sleep = _sleep = new CancellationTokenSource();
        await Task.Delay(pause, time, sleep.Token).Settled();
        _sleep = null;
    }

    /// <summary>Remembers how long a message must wait, beside its row: a clock that is set meanwhile changes nothing.</summary>
    /// <param name="pause">Null when it does not wait.</param>
    public void RetryAfter(long id, TimeSpan? pause)
    {
        if (pause is { } wait)
        {
            _retry = (id, time.GetTimestamp(), wait);
        }
    }

    /// <summary>How long until a row is due; zero when it is.</summary>
    public TimeSpan PauseOf(OutboxRow row)
    {
        if (row.NextAt is not { } next)
        {
            return TimeSpan.Zero;
        }
        var pause =
            _retry is { } retry && retry.Id == row.Message.Id ? retry.Pause - time.GetElapsedTime(retry.Since) : next - time.GetUtcNow();
        return pause < s_early || pause > LongestPause ? TimeSpan.Zero : pause;
    }
}

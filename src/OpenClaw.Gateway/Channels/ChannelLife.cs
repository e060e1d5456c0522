namespace OpenClaw.Channels;

/// <summary>How a channel keeps listening: for ever, with pauses that double while something is wrong. On the loop.</summary>
internal sealed class ChannelLife(EventLoop loop, ChannelHealth health, string channel, ILogger log)
{
    public static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private TimeSpan _pause = FirstPause;

    /// <summary>Runs until <paramref name="listen"/> ends by itself; what breaks inside is begun again, so that a bug in one message does
    /// not silence a channel for a year.</summary>
    public async Task KeepAsync(Func<CancellationToken, Task> listen, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await listen(ct);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                ChannelLog.Broke(log, channel, e);
                health.Failing("internal error; the log has the details");
            }

            await PauseAsync(ct);
        }
    }

    /// <summary>It goes well: the next pause is short again.</summary>
    public void WentWell() => _pause = FirstPause;

    /// <summary>The service asks for a pause: the next one is that long.</summary>
    public void Asked(TimeSpan pause) => _pause = pause;

    /// <summary>A call was not done: says so, and pauses next for as long as it was told.</summary>
    public void Failed(ChannelAnswer.NotDone call)
    {
        health.Failing(call.Reason);
        if (call.After is { } pause)
        {
            Asked(pause);
        }
    }

    public async Task PauseAsync(CancellationToken ct)
    {
        var pause = _pause;
        _pause = TimeSpan.FromTicks(Math.Clamp(pause.Ticks * 2, FirstPause.Ticks, LongestPause.Ticks));
        await loop.Delay(pause, ct);
    }
}

namespace OpenClaw.Delivery.Outbound;

/// <summary>
/// Lets the conversations of one channel to it, a few at a time and in the order they came. While the channel is down it is shut, and opens
/// for one to see whether it is back. Who waits here has read nothing yet, so ten thousand messages wait on the disk. On the loop only.
/// </summary>
internal sealed class ChannelGate(EventLoop loop, Backoff backoff, string channel)
{
    private const int Width = 4;

    private readonly Queue<TaskCompletionSource<bool>> _waiting = [];
    private int _inside;
    private int _failures;
    private int _hold;

    // How long it stays shut, and since when: a clock that is set changes neither.
    private TimeSpan? _pause;
    private long _shutAt;
    private bool _isShut;
    private bool _isClosed;

    /// <summary>Why it is shut, or was when the channel was tried last; null when all is well.</summary>
    public string? Reason { get; private set; }

    /// <summary>When it opens, or did.</summary>
    public DateTimeOffset? Until => _pause is { } pause ? loop.Time.GetUtcNow() + (pause - loop.Time.GetElapsedTime(_shutAt)) : null;

    private bool HasRoom => !_isShut && _inside < (_failures > 0 ? 1 : Width);

    /// <summary>False when nobody is let in any more. Who was let in leaves.</summary>
    public Task<bool> EnterAsync()
    {
        if (_isClosed)
        {
            return Task.FromResult(false);
        }
        if (HasRoom && _waiting.Count == 0)
        {
            _inside++;
            return Task.FromResult(true);
        }

        var turn = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        return turn.Task;
    }

    public void Leave()
    {
        _inside--;
        Admit();
    }

    /// <summary>Shuts it: nothing of this channel will pass for a while.</summary>
    /// <param name="after">How long the channel asks for; null leaves it to the backoff.</param>
    /// <returns>How long.</returns>
    public TimeSpan Shut(string reason, TimeSpan? after)
    {
        // Those that were inside when the first one failed say nothing new, unless the channel told them a time.
        if (!_isShut)
        {
            _failures++;
        }
        var pause = after ?? backoff.After(_failures);
        if (_isShut && (after is null || pause <= _pause - loop.Time.GetElapsedTime(_shutAt)))
        {
            return pause;
        }
        (_isShut, Reason, _pause, _shutAt) = (true, reason, pause, loop.Time.GetTimestamp());
        loop.Track(OpenLaterAsync(pause, ++_hold), $"{channel} waits");
        return pause;
    }

    /// <summary>Something went through. A time that the channel asked for still holds.</summary>
    public void Passed()
    {
        if (_isShut)
        {
            return;
        }
        (_failures, Reason, _pause) = (0, null, null);
    }

    /// <summary>Forgets what was: the channel was configured anew.</summary>
    public void Reset()
    {
        _hold++;
        _isShut = false;
        Passed();
        Admit();
    }

    /// <summary>Sends away who waits, and lets nobody in.</summary>
    public void Close()
    {
        _isClosed = true;
        while (_waiting.TryDequeue(out var turn))
        {
            turn.SetResult(false);
        }
    }

    private async Task OpenLaterAsync(TimeSpan pause, int hold)
    {
        await loop.Delay(pause, CancellationToken.None);
        if (hold != _hold)
        {
            return;
        }
        _isShut = false;
        Admit();
    }

    private void Admit()
    {
        while (HasRoom && _waiting.TryDequeue(out var turn))
        {
            _inside++;
            turn.SetResult(true);
        }
    }
}

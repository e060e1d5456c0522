namespace OpenClaw.Scheduling;

/// <summary>
/// Does one step at a time, whatever asks for it and however often: what a step has read cannot change under it by another step. A disk
/// that refuses is asked again. On the loop.
/// </summary>
/// <param name="step">Looks at all there is to do and does it.</param>
/// <param name="setAlarm">Says when to wake next: at the time given, or, with null, when something is due.</param>
internal sealed class Stepper(EventLoop loop, ILogger log, string name, Func<Task> step, Action<DateTimeOffset?> setAlarm)
{
    public static TimeSpan TryAgain { get; } = TimeSpan.FromSeconds(5);

    private bool _started;
    private bool _stopped;
    private bool _again;
    private bool _isTold;

    public bool IsStepping { get; private set; }

    /// <summary>Takes the first step, and ends when all is done that was to be done now.</summary>
    public Task StartAsync()
    {
        _started = true;
        return RunAsync();
    }

    public void Stop() => _stopped = true;

    /// <summary>Something has changed.</summary>
    public void Wake()
    {
        if (_started && !_stopped)
        {
            loop.Track(RunAsync(), name);
        }
    }

    private async Task RunAsync()
    {
        _again = true;
        if (IsStepping)
        {
            return;
        }
        IsStepping = true;
        // What goes wrong inside is logged by the loop, and must not be the end of it all.
        DateTimeOffset? wakeAt = loop.Time.GetUtcNow() + TimeSpan.FromMinutes(1);
        try
        {
            while (_again && !_stopped)
            {
                _again = false;
                await step();
            }

            wakeAt = null;
            _isTold = false;
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The disk knows how far it came, and the next start reads it.
        }
        catch (StorageException e) when (e.MayPass)
        {
            if (!_isTold)
            {
                CronLog.WaitsForDisk(log, name, e.Message);
            }
            _isTold = true;
            wakeAt = loop.Time.GetUtcNow() + TryAgain;
        }
        finally
        {
            IsStepping = false;
            if (!_stopped)
            {
                setAlarm(wakeAt);
            }
        }
    }
}

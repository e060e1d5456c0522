namespace OpenClaw.Foundation.Loop;

/// <summary>Hears what the loop notices about itself. Called on the loop's thread; must not throw.</summary>
internal interface ILoopObserver
{
    /// <summary>A round ended: feed the watchdog.</summary>
    void Alive();

    /// <summary>Nothing has happened for <see cref="EventLoop.WatchdogInterval"/>: a good time for what would be in the way
    /// otherwise.</summary>
    void Idle() { }

    /// <summary>A callback kept the loop for longer than <see cref="EventLoop.SlowCallback"/>.</summary>
    void Slow(string callback, TimeSpan took);

    /// <summary>A callback threw and had no owner.</summary>
    void Failed(Exception exception);

    /// <summary>A tracked task failed.</summary>
    void TaskFailed(string name, Exception exception);
}

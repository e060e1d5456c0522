using OpenClaw.Foundation.Network;

namespace OpenClaw.Hosting;

/// <summary>Logs what the loop notices about itself, and feeds the service manager's watchdog from it: a hung loop is a restarted
/// service.</summary>
internal sealed class LoopWatch(ILogger log, ServiceNotifier notifier) : ILoopObserver
{
    public void Alive() => notifier.Alive();

    public void Idle() => MemoryTrim.AfterBurst();

    public void Slow(string callback, TimeSpan took) => HostingLog.SlowCallback(log, callback, took.TotalMilliseconds);

    public void Failed(Exception exception) => HostingLog.CallbackFailed(log, exception);

    public void TaskFailed(string name, Exception exception) => HostingLog.TaskFailed(log, name, exception);
}

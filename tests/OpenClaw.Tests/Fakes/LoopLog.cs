using OpenClaw.Foundation.Loop;

namespace OpenClaw.Tests.Fakes;

/// <summary>Remembers what a loop complains of.</summary>
internal sealed class LoopLog : ILoopObserver
{
    public List<Exception> Failures { get; } = [];

    public List<string> Slowed { get; } = [];

    public void Alive() { }

    public void Slow(string callback, TimeSpan took) => Slowed.Add(callback);

    public void Failed(Exception exception) => Failures.Add(exception);

    public void TaskFailed(string name, Exception exception) => Failures.Add(exception);
}

namespace OpenClaw.Foundation.Loop;

internal sealed partial class EventLoop
{
    private readonly Dictionary<Task, string> _tracked = [];

    /// <summary>Names of the tasks that run now, for <c>status</c>.</summary>
    public IReadOnlyCollection<string> Tracked => _tracked.Values;

    /// <summary>Becomes the owner of a task that nobody awaits: names it in <c>status</c> and reports its failure.</summary>
    public void Track(Task task, string name)
    {
        VerifyAccess();
        if (_tracked.TryAdd(task, name))
        {
            _ = Watch(task, name);
        }

        async Task Watch(Task watched, string label)
        {
            try
            {
                await watched;
            }
            catch (OperationCanceledException)
            {
                // Whoever cancelled it knows.
            }
            catch (Exception e)
            {
                _observer.TaskFailed(label, e);
            }
            finally
            {
                await SwitchTo();
                _tracked.Remove(watched);
            }
        }
    }

    /// <summary>A pause on the loop's clock.</summary>
    public Task Delay(TimeSpan time, CancellationToken ct) => Task.Delay(time, _time, ct);

    /// <summary>Runs a function on the loop from any thread and hands its result back.</summary>
    public async Task<T> InvokeAsync<T>(Func<Task<T>> work)
    {
        await SwitchTo();
        return await work();
    }
}

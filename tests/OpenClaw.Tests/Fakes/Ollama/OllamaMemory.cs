namespace OpenClaw.Tests.Fakes.Ollama;

/// <summary>
/// The memory of a server and its queue: a model is loaded when it is asked, again when its context size changes, and unloaded when its
/// time is up or another needs its room. A busy one is waited for, and no more may wait than the queue holds.
/// </summary>
internal sealed class OllamaMemory(long bytes, int maxQueue, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<Runner> _runners = [];
    private readonly List<string> _log = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _waiting;

    /// <summary>What became of its models: "load small 4096", "reload small 8192", "evict small for big", "expire small", "unload
    /// small".</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    public IReadOnlyList<Runner> Loaded
    {
        get
        {
            lock (_gate)
            {
                Expire();
                return [.. _runners];
            }
        }
    }

    /// <summary>Takes a model for one request; null where the queue is full.</summary>
    public async Task<Runner?> TakeAsync(LocalModel model, int context)
    {
        for (var isWaiting = false; ; )
        {
            Task wait;
            Runner? taken;
            lock (_gate)
            {
                Expire();
                taken = TryTake(model, context, out var isLoaded);
                if (taken is null && !isWaiting && _waiting >= maxQueue)
                {
                    return null;
                }
                if ((taken is null) != isWaiting)
                {
                    _waiting += taken is null ? 1 : -1;
                }
                isWaiting = taken is null;
                wait =
                    taken is null ? _changed.Task
                    : isLoaded ? Task.CompletedTask
                    : LoadAsync(taken);
            }

            await wait;
            if (taken is not null)
            {
                return taken;
            }
        }
    }

    /// <summary>The request has ended.</summary>
    /// <param name="keepAlive">How long the model stays; negative for ever.</param>
    public void Release(Runner runner, TimeSpan keepAlive)
    {
        lock (_gate)
        {
            runner.IsBusy = false;
            runner.UsedAt = time.GetUtcNow();
            runner.Expires = keepAlive < TimeSpan.Zero ? DateTimeOffset.MaxValue : runner.UsedAt + keepAlive;
            if (keepAlive == TimeSpan.Zero)
            {
                Unload(runner, $"unload {runner.Model.Name}");
            }
            var changed = _changed;
            _changed = NewSignal();
            changed.SetResult();
        }
    }

    public void Unload(LocalModel model)
    {
        lock (_gate)
        {
            if (_runners.Find(r => r.Model.Name == model.Name && !r.IsBusy) is { } runner)
            {
                Unload(runner, $"unload {model.Name}");
            }
        }
    }

    private Runner? TryTake(LocalModel model, int context, out bool isLoaded)
    {
        isLoaded = true;
        var runner = _runners.Find(r => r.Model.Name == model.Name);
        if (runner is { IsBusy: true })
        {
            return null;
        }
        if (runner is not null && runner.Context == context)
        {
            runner.IsBusy = true;
            return runner;
        }

        isLoaded = false;
        if (runner is not null)
        {
            _runners.Remove(runner);
        }
        while (
            _runners.Sum(static r => r.Model.Bytes) + model.Bytes > bytes
            && _runners.Where(static r => !r.IsBusy).MinBy(static r => r.UsedAt) is { } idle
        )
        {
            Unload(idle, $"evict {idle.Model.Name} for {model.Name}");
        }

        if (_runners.Count > 0 && _runners.Sum(static r => r.Model.Bytes) + model.Bytes > bytes)
        {
            return null;
        }
        _log.Add($"{(runner is null ? "load" : "reload")} {model.Name} {context}");
        runner = new Runner(model, context) { IsBusy = true };
        _runners.Add(runner);
        return runner;
    }

    private Task LoadAsync(Runner runner) =>
        runner.Model.LoadTime == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(runner.Model.LoadTime, time);

    private void Expire()
    {
        foreach (var runner in _runners.Where(r => !r.IsBusy && r.Expires <= time.GetUtcNow()).ToArray())
        {
            Unload(runner, $"expire {runner.Model.Name}");
        }
    }

    private void Unload(Runner runner, string line)
    {
        _runners.Remove(runner);
        _log.Add(line);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

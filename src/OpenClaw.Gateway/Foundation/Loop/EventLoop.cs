using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace OpenClaw.Foundation.Loop;

/// <summary>
/// The one thread that owns the gateway's state, as a <see cref="SynchronizationContext"/>. <see cref="Run"/> drives it on a thread of its
/// own until <see cref="Stop"/>; tests drive it with <see cref="RunUntilIdle"/>.
/// </summary>
internal sealed partial class EventLoop(TimeProvider time, ILoopObserver observer) : SynchronizationContext, IDisposable
{
    private readonly ConcurrentQueue<Work> _queue = new();
    private readonly ManualResetEventSlim _wake = new();
    private readonly TimeProvider _time = time;
    private readonly ILoopObserver _observer = observer;
    private volatile bool _stopping;
    private int _thread;

    public TimeProvider Time => _time;

    /// <summary>How many callbacks wait.</summary>
    public int Backlog => _queue.Count;

    /// <summary>Callbacks of more than <see cref="SlowCallback"/> since start.</summary>
    public long SlowCallbacks { get; private set; }

    public static TimeSpan SlowCallback { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Drives the loop on the calling thread until <see cref="Stop"/>. Callbacks that are already queued then still run.</summary>
    public void Run()
    {
        using var own = Enter();
        while (!_stopping)
        {
            RunBatch();
            _observer.Alive();
            // A Post between the drained batch and this wait has set the event, so the wait falls through.
            if (!_wake.Wait(WatchdogInterval))
            {
                _observer.Idle();
            }
            _wake.Reset();
        }

        RunBatch();
    }

    /// <summary>Runs what is queued, and what that queues, on the calling thread until nothing is left. For tests; a running loop
    /// refuses.</summary>
    public void RunUntilIdle()
    {
        using var own = Enter();
        while (RunBatch() > 0) { }
    }

    /// <summary>Drives the loop on the calling thread until a condition that its callbacks make true. For tests, whose disk and sockets
    /// answer from other threads.</summary>
    /// <exception cref="TimeoutException">The loop was idle for <paramref name="limit"/> and the condition does not hold.</exception>
    public void RunUntil(Func<bool> done, TimeSpan limit)
    {
        using var own = Enter();
        while (true)
        {
            while (RunBatch() > 0) { }

            if (done())
            {
                return;
            }
            if (!_wake.Wait(limit))
            {
                throw new TimeoutException($"nothing happened on the loop for {limit}; tracked: {string.Join(", ", _tracked.Values)}");
            }
            _wake.Reset();
        }
    }

    /// <summary>How often an idle loop shows that it is alive.</summary>
    public TimeSpan WatchdogInterval { get; init; } = TimeSpan.FromSeconds(5);

    public void Stop()
    {
        _stopping = true;
        _wake.Set();
    }

    public override void Post(SendOrPostCallback callback, object? state)
    {
        _queue.Enqueue(new Work(callback, state));
        _wake.Set();
    }

    /// <summary>Always throws: a caller on the loop would wait for itself, and one elsewhere would block a pool thread.</summary>
    public override void Send(SendOrPostCallback callback, object? state) =>
        throw new NotSupportedException("EventLoop.Send would block; use Post, or await SwitchTo()");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Throws unless the caller is on the loop's thread.</summary>
    public void VerifyAccess([CallerMemberName] string member = "")
    {
        if (!IsCurrent)
        {
            throw new InvalidOperationException(
                $"{member} ran off the gateway thread: an await before it lost the loop's context (ConfigureAwait(false), or a library that drops it)"
            );
        }
    }

    public bool IsCurrent => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Awaited from any thread, continues on the loop: the one visible step from an edge to the state.</summary>
    public LoopSwitch SwitchTo() => new(this);

    public void Dispose() => _wake.Dispose();

    private int RunBatch()
    {
        // Only what is there now: a callback that posts itself again must not keep the loop from looking at its stop flag.
        var ran = 0;
        for (var left = _queue.Count; left > 0 && _queue.TryDequeue(out var work); left--, ran++)
        {
            var started = _time.GetTimestamp();
            try
            {
                work.Callback(work.State);
            }
            catch (Exception e)
            {
                // async void and Post callbacks have no other owner; one of them must not end the gateway.
                _observer.Failed(e);
            }

            var took = _time.GetElapsedTime(started);
            if (took > SlowCallback)
            {
                SlowCallbacks++;
                _observer.Slow(Describe(work), took);
            }
        }

        return ran;
    }

    private Ownership Enter()
    {
        if (Interlocked.CompareExchange(ref _thread, Environment.CurrentManagedThreadId, 0) != 0)
        {
            throw new InvalidOperationException("the event loop runs already");
        }

        var before = Current;
        SetSynchronizationContext(this);
        return new Ownership(this, before);
    }

    // By types alone: the first time a delegate is asked for its method, the runtime makes a table of every method there is.
    private static string Describe(Work work) =>
        work switch
        {
            { State: Delegate function } => NameOf(function.Target),
            { State: { } state } => NameOf(state),
            _ => NameOf(work.Callback.Target),
        };

    // A lambda's target is named after the class it stands in. The continuation of an async method is a box whose last type argument is
    // named after the method.
    private static string NameOf(object? target) =>
        target?.GetType() switch
        {
            null => "a static method",
            { IsGenericType: true } type => CallbackNames.Plain(type.GetGenericArguments()[^1].ToString()),
            var type => CallbackNames.Plain(type.ToString()),
        };

    private readonly record struct Work(SendOrPostCallback Callback, object? State);

    private readonly struct Ownership(EventLoop loop, SynchronizationContext? before) : IDisposable
    {
        public void Dispose()
        {
            SetSynchronizationContext(before);
            Volatile.Write(ref loop._thread, 0);
        }
    }

    /// <summary>What <see cref="SwitchTo"/> gives to <c>await</c>.</summary>
    internal readonly struct LoopSwitch(EventLoop loop) : ICriticalNotifyCompletion
    {
        public LoopSwitch GetAwaiter() => this;

        public bool IsCompleted => loop.IsCurrent;

        public void GetResult() { }

        public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

        public void UnsafeOnCompleted(Action continuation) => loop.Post(static state => ((Action)state!)(), continuation);
    }
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Timekeeping;
using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>
/// The jobs of <c>[[cron]]</c>: starts each occurrence once, settles those that were missed or overlap, and learns how they ended. Whatever
/// wakes it (the clock, a turn's end, a reload, a person), it does one step at a time, each on the disk before the next; so what it holds
/// in memory is what the disk says. On the loop. </summary>
internal sealed partial class CronService
{
    private readonly EventLoop _loop;
    private readonly CronStore _rows;
    private readonly Store _store;
    private readonly JobRuns _runs;
    private readonly Occurrences _occurrences;
    private readonly CronClock _clock;
    private readonly ClockKeeper _keeper;
    private readonly Alarm _alarm;
    private readonly Stepper _steps;
    private readonly Current<GatewayConfig> _config;

    private readonly Queue<TurnId> _ended = [];
    private readonly Queue<Order> _orders = [];
    private Dictionary<string, CronJob> _jobs = new(StringComparer.Ordinal);
    private GatewayConfig? _adopted;

    public CronService(
        EventLoop loop,
        CronStore rows,
        Store store,
        JobRuns runs,
        CronClock clock,
        ClockKeeper keeper,
        Current<GatewayConfig> config,
        ILogger log
    )
    {
        _loop = loop;
        _rows = rows;
        _store = store;
        _runs = runs;
        _clock = clock;
        _keeper = keeper;
        _config = config;
        _occurrences = new Occurrences(rows, store, runs, config, log);
        _steps = new Stepper(loop, log, "cron", StepAsync, SetAlarm);
        _alarm = clock.Add(Wake);
        keeper.Believed += Wake;
    }

    /// <summary>The jobs of the configuration, in its order.</summary>
    public IEnumerable<CronJob> Jobs => _config.Value.Cron.Select(config => _jobs.GetValueOrDefault(config.Name)).OfType<CronJob>();

    /// <summary>Whether it has something to do right now.</summary>
    public bool IsStepping => _steps.IsStepping;

    /// <summary>Reads how far the last process came, before any turn goes on.</summary>
    public async Task LoadAsync()
    {
        _loop.VerifyAccess();
        await AdoptAsync(_config.Value, starting: true);
        // Those whose turn had ended are settled at once; the others end when their turn does.
        foreach (var turn in _runs.Turns)
        {
            _ended.Enqueue(turn);
        }
    }

    /// <summary>Starts the clock, first with what came while no gateway ran.</summary>
    public Task StartAsync() => _steps.StartAsync();

    /// <summary>Starts nothing more.</summary>
    public void Stop()
    {
        _steps.Stop();
        _alarm.Due = null;
    }

    /// <summary>Something has changed: the clock, the configuration.</summary>
    public void Wake() => _steps.Wake();

    /// <summary>The clock was set. Occurrences stay at their times of day; what was put off waits for as long as it was to.</summary>
    public void MoveAlong(Batch batch, TimeSpan leap) =>
        batch.Then(() =>
        {
            foreach (var job in _jobs.Values)
            {
                job.MoveAlong(leap);
            }
            Wake();
        });

    /// <summary>A turn's end is about to be written.</summary>
    public void TurnEnding(Batch batch, TurnId turn, string state) => _runs.AddEnd(batch, turn, state, _jobs);

    /// <summary>A turn's end is on the disk. One that is not a job's is passed over.</summary>
    public void TurnEnded(TurnId turn)
    {
        if (_runs.Has(turn))
        {
            _ended.Enqueue(turn);
            Wake();
        }
    }

    /// <summary>Starts a job now, as an occurrence of its own.</summary>
    public Task<RunNow> RunNowAsync(string job)
    {
        var order = new Order(job, new TaskCompletionSource<RunNow>(TaskCreationOptions.RunContinuationsAsynchronously));
        _orders.Enqueue(order);
        Wake();
        return order.Done.Task;
    }

    private async Task StepAsync()
    {
        _runs.IsRefused = false;
        if (!ReferenceEquals(_adopted, _config.Value))
        {
            await AdoptAsync(_config.Value, starting: false);
        }
        while (_ended.TryPeek(out var turn))
        {
            await _runs.EndAsync(turn, _jobs);
            _ended.Dequeue();
        }

        var isSure = _clock.TryRead(out var now);
        // What a person wants now is meant now, whatever the clock says.
        while (_orders.TryDequeue(out var order))
        {
            await FollowAsync(order, now);
        }
        if (!isSure || _keeper.IsWrong)
        {
            return;
        }
        foreach (var job in _jobs.Values)
        {
            await _occurrences.SettleAsync(job, now);
            await _occurrences.StartPutOffAsync(job, now);
        }
    }

    private void SetAlarm(DateTimeOffset? wakeAt)
    {
        var next = wakeAt;
        foreach (var job in _jobs.Values)
        {
            if (wakeAt is not null || _keeper.IsWrong)
            {
                break;
            }
            next = Earlier(next, job.Due);
            if (job.Running is null && job.Waiting.Min is { } first)
            {
                next = Earlier(next, first.NotBefore);
            }
        }

        // What could not be started is due already, and is tried again after a pause.
        if (_runs.IsRefused && wakeAt is null)
        {
            next = Earlier(next, _loop.Time.GetUtcNow()) + Stepper.TryAgain;
        }
        _alarm.Due = next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    private async Task FollowAsync(Order order, DateTimeOffset now)
    {
        try
        {
            order.Done.TrySetResult(await RunNowAsync(order.Job, now));
        }
        catch (StorageException e)
        {
            order.Done.TrySetException(e);
        }
    }

    private async Task<RunNow> RunNowAsync(string name, DateTimeOffset now)
    {
        if (!_jobs.TryGetValue(name, out var job))
        {
            return new RunNow.NoSuchJob();
        }
        if (job.Running is { } before)
        {
            return new RunNow.Refused($"{name} runs already, since {WallClock.Show(before.ScheduledAt, _config.Value.Agent.TimeZone)}");
        }
        var run = new CronRun(name, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        return await _runs.StartAsync(job, run, now) is { Outcome: TurnOutcome.Queued } accepted
            ? new RunNow.Started(accepted.Turn, accepted.Session)
            : new RunNow.Refused($"{name} could not be started: {_store.Fault?.Message ?? "the log says why"}");
    }

    private sealed record Order(string Job, TaskCompletionSource<RunNow> Done);
}

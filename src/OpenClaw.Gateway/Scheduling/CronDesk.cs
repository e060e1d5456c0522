using Microsoft.Extensions.Logging;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Text;
using OpenClaw.Messages;
using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>
/// The jobs of <c>[[cron]]</c>: starts each occurrence once, settles those that were missed or overlap, and learns how they ended. Whatever
/// wakes it (the clock, a turn's end, a reload, a person), it does one step at a time, each on the disk before the next; so what it holds
/// in memory is what the disk says. On the loop. </summary>
internal sealed partial class CronDesk
{
    /// <summary>A job's clock this much behind what is settled has been set back, and was not merely put right.</summary>
    private static readonly TimeSpan s_backwards = TimeSpan.FromSeconds(10);

    private const int MostWaiting = 100;

    private readonly EventLoop _loop;
    private readonly CronStore _rows;
    private readonly Store _store;
    private readonly Intake _intake;
    private readonly CronClock _clock;
    private readonly Alarm _alarm;
    private readonly Stepper _steps;
    private readonly IOwnerAlert _owner;
    private readonly Current<GatewayConfig> _config;
    private readonly ILogger _log;

    private readonly Dictionary<TurnId, CronRun> _running = [];
    private readonly Queue<TurnId> _ended = [];
    private readonly Queue<Order> _orders = [];
    private Dictionary<string, CronJob> _jobs = new(StringComparer.Ordinal);
    private GatewayConfig? _adopted;
    private TimeSpan _pause;

    public CronDesk(
        EventLoop loop,
        CronStore rows,
        Store store,
        Intake intake,
        CronClock clock,
        IOwnerAlert owner,
        Current<GatewayConfig> config,
        ILogger log
    )
    {
        _loop = loop;
        _rows = rows;
        _store = store;
        _intake = intake;
        _clock = clock;
        _owner = owner;
        _config = config;
        _log = log;
        _steps = new Stepper(loop, log, "cron", StepAsync, SetAlarm);
        _alarm = clock.Add(Wake);
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
        foreach (var turn in _running.Keys)
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

    /// <summary>Hears of every event; those of turns that are not jobs' are none of its.</summary>
    public void Hear(GatewayEvent happened)
    {
        if (happened is not GatewayEvent.TurnEnded { Turn: { } turn } || !_running.ContainsKey(turn))
        {
            return;
        }
        _ended.Enqueue(turn);
        Wake();
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
        _pause = TimeSpan.Zero;
        if (!ReferenceEquals(_adopted, _config.Value))
        {
            await AdoptAsync(_config.Value, starting: false);
        }
        while (_ended.TryPeek(out var turn))
        {
            await EndAsync(turn);
            _ended.Dequeue();
        }

        var isSure = _clock.TryRead(out var now);
        // What a person wants now is meant now, whatever the clock says.
        while (_orders.TryDequeue(out var order))
        {
            await FollowAsync(order, now);
        }
        if (!isSure)
        {
            return;
        }
        foreach (var job in _jobs.Values)
        {
            await SettleAsync(job, now);
            await StartPutOffAsync(job, now);
        }
    }

    private void SetAlarm(DateTimeOffset? wakeAt)
    {
        var next = wakeAt;
        foreach (var job in _jobs.Values)
        {
            if (wakeAt is not null)
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
        if (_pause > TimeSpan.Zero && wakeAt is null)
        {
            next = Earlier(next, _loop.Time.GetUtcNow()) + _pause;
        }
        _alarm.Due = next;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;

    /// <summary>Settles every occurrence of a job whose time has come.</summary>
    private async Task SettleAsync(CronJob job, DateTimeOffset now)
    {
        if (now < job.Settled - s_backwards)
        {
            job.GoBack(now, await _rows.TakenAsync(job.Name, now));
        }
        if (job.Next is not { } first || job.Due > now)
        {
            job.IsAwaited = true;
            return;
        }

        if (
            job.IsAwaited
            && now - job.Due <= MissedPlan.Grace
            && job.After(first) is var second
            && (second is null || second + Jitter.Of(job.Config, second.Value) > now)
        )
        {
            if (await StartOnTimeAsync(job, first, now))
            {
                job.Settle(first);
            }
            return;
        }

        var plan = await Task.Run(() => MissedPlan.Make(job.Config, first, now, job.IsAwaited, job.IsTaken));
        await WriteAsync(job, plan, now);
        job.IsAwaited = true;
        if (plan.OnTime is not { } due)
        {
            return;
        }
        if (await StartOnTimeAsync(job, due, now))
        {
            job.Settle(due);
        }
    }

    private async Task WriteAsync(CronJob job, MissedPlan plan, DateTimeOffset now)
    {
        var batch = new Batch();
        if (plan.Older is { } older)
        {
            CronStore.Settle(batch, new CronRun(job.Name, older), RunStates.Missed, plan.OlderNote);
        }
        foreach (var left in plan.Left)
        {
            CronStore.Settle(batch, new CronRun(job.Name, left), RunStates.Missed, null);
        }
        foreach (var run in plan.Runs)
        {
            CronStore.Settle(batch, new CronRun(job.Name, run), RunStates.Waiting, "missed");
        }
        await _store.CommitAsync(batch);

        foreach (var run in plan.Runs)
        {
            job.Waiting.Add(new PutOff(new CronRun(job.Name, run), now));
        }
        var count = plan.Left.Count + plan.Runs.Count + (plan.Older is null ? 0 : 1);
        if (count > 0)
        {
            CronLog.Missed(_log, job.Name, count, plan.Runs.Count, job.Config.Missed.ToString().ToLowerInvariant());
        }
        var newest = new[] { plan.Older, plan.Left.Count > 0 ? plan.Left[^1] : null, plan.Runs.Count > 0 ? plan.Runs[^1] : null }.Max();
        if (newest is { } settled)
        {
            job.Settle(settled);
        }
    }

    /// <summary>Starts an occurrence whose time it is, or settles it otherwise. False when it could not be taken, and is tried
    /// again.</summary>
    private async Task<bool> StartOnTimeAsync(CronJob job, DateTimeOffset due, DateTimeOffset now)
    {
        var run = new CronRun(job.Name, due);
        if (job.Health.LeavesOut(due))
        {
            await SettleAsync(
                run,
                RunStates.Skipped,
                $"it has failed {Times(job.Health.Failures)} and pauses until {Here(job.Health.ResumeAt)}"
            );
        }
        else if (!job.IsBusy)
        {
            return await StartAsync(job, run, now) is not null;
        }
        else if (job.Config.Overlap == OverlapMode.Skip && !job.CatchesUp)
        {
            await SettleAsync(
                run,
                RunStates.Skipped,
                job.Running is { } before ? $"the one of {Here(before.ScheduledAt)} is not finished" : "an earlier one is tried again first"
            );
        }
        else if (job.Waiting.Count >= MostWaiting)
        {
            await SettleAsync(run, RunStates.Skipped, $"{MostWaiting} wait already");
        }
        else
        {
            await SettleAsync(run, RunStates.Waiting, "an earlier one is not finished");
            job.Waiting.Add(new PutOff(run, now));
        }

        return true;

        async Task SettleAsync(CronRun at, string state, string why)
        {
            var batch = new Batch();
            CronStore.Settle(batch, at, state, why);
            await _store.CommitAsync(batch);
            // Each has its row; in the log a pause is one line, and not one for every second of it.
            if (!job.IsLeftOut)
            {
                CronLog.Skipped(_log, job.Name, at.ScheduledAt, why);
            }
            job.IsLeftOut = true;
        }
    }

    /// <summary>Starts the first of those that were put off, when nothing of the job runs and its time has come.</summary>
    private async Task StartPutOffAsync(CronJob job, DateTimeOffset now)
    {
        while (job.Running is null && job.Waiting.Min is { } first && first.NotBefore <= now)
        {
            if (first.Run.Attempt == 1 && job.Health.LeavesOut(first.Run.ScheduledAt))
            {
                var batch = new Batch();
                CronStore.LeaveOut(batch, first.Run, $"the one before it failed, and the job pauses until {Here(job.Health.ResumeAt)}");
                await _store.CommitAsync(batch);
            }
            else if (await StartAsync(job, first.Run, now) is null)
            {
                return;
            }

            job.Waiting.Remove(first);
        }
    }

    /// <summary>Takes an occurrence and hands its message in, in one transaction. Null when the disk refused, and it is tried again; a
    /// duplicate was taken before.</summary>
    private async Task<Accepted?> StartAsync(CronJob job, CronRun run, DateTimeOffset now)
    {
        TurnId? taken = null;
        var accepted = await _intake.AcceptAsync(
            JobMessage.Of(job.Config, run, now),
            claim: new Claim(
                (batch, turn) =>
                {
                    CronStore.Claim(batch, run, turn, now);
                    // Before the turn can begin, and so before it can end.
                    _running[turn] = run;
                    taken = turn;
                }
            )
        );

        if (accepted.Outcome is TurnOutcome.Queued)
        {
            job.Running = run;
            job.IsLeftOut = false;
            CronLog.Starts(_log, job.Name, run.ScheduledAt, accepted.Turn.Value, run.Attempt == 1 ? "" : $", attempt {run.Attempt}");
            return accepted;
        }

        if (taken is { } turn)
        {
            _running.Remove(turn);
        }
        if (accepted.Outcome is not TurnOutcome.Duplicate)
        {
            _pause = Stepper.TryAgain;
            return null;
        }

        CronLog.Taken(_log, job.Name, run.ScheduledAt);
        return accepted;
    }

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
            return new RunNow.Refused($"{name} runs already, since {Here(before.ScheduledAt)}");
        }
        var run = new CronRun(name, DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()));
        return await StartAsync(job, run, now) is { Outcome: TurnOutcome.Queued } accepted
            ? new RunNow.Started(accepted.Turn, accepted.Session)
            : new RunNow.Refused($"{name} could not be started: {_store.Fault?.Message ?? "the log says why"}");
    }

    private static string Times(int count) => count == 1 ? "once" : $"{count} times in a row";

    private sealed record Order(string Job, TaskCompletionSource<RunNow> Done);

    private string Here(DateTimeOffset? at) => at is { } time ? WallClock.Show(time, _config.Value.Agent.TimeZone) : "";
}

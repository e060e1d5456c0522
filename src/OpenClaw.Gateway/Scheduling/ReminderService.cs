using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>
/// Brings reminders to the sessions that set them: as a message of the one who set it, accepted in the transaction that moves the reminder
/// on, so that each of its times comes once. What was due while no gateway ran comes once after the start. On the loop.
/// </summary>
internal sealed class ReminderService
{
    private static readonly TimeSpan s_late = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_backwards = TimeSpan.FromSeconds(10);

    private readonly EventLoop _loop;
    private readonly ReminderStore _rows;
    private readonly Store _store;
    private readonly TurnStore _turns;
    private readonly Intake _intake;
    private readonly Counters _counters;
    private readonly CronClock _clock;
    private readonly Alarm _alarm;
    private readonly Stepper _steps;
    private readonly ILogger _log;

    // Turns that are not finished, by the reminder that set them off.
    private readonly Dictionary<TurnId, long> _running = [];
    private DateTimeOffset? _next;
    private TimeSpan _pause;
    private DateTimeOffset? _looked;

    public ReminderService(
        EventLoop loop,
        ReminderStore rows,
        Store store,
        TurnStore turns,
        Intake intake,
        Counters counters,
        CronClock clock,
        ILogger log
    )
    {
        _loop = loop;
        _rows = rows;
        _store = store;
        _turns = turns;
        _intake = intake;
        _counters = counters;
        _clock = clock;
        _log = log;
        _steps = new Stepper(loop, log, "reminders", StepAsync, wakeAt => _alarm!.Due = wakeAt ?? _next + _pause);
        _alarm = clock.Add(_steps.Wake);
    }

    public bool IsStepping => _steps.IsStepping;

    /// <summary>How many will come.</summary>
    public Task<int> CountAsync() => _rows.CountAsync();

    /// <summary>Those that will come, the next first.</summary>
    public Task<List<Reminder>> ListAsync() => _rows.ActiveAsync();

    public Task<List<Reminder>> ListAsync(SessionKey session) => _rows.OfAsync(session);

    /// <summary>Reads which turns the last process left, before any of them goes on.</summary>
    public async Task LoadAsync()
    {
        foreach (var turn in await _turns.UnfinishedAsync())
        {
            if (ReminderMessage.IdOf(turn.Message) is { } reminder)
            {
                _running[turn.Id] = reminder;
            }
        }
    }

    public Task StartAsync() => _steps.StartAsync();

    public void Stop()
    {
        _steps.Stop();
        _alarm.Due = null;
    }

    /// <summary>A turn's end is on the disk. One that no reminder has set off is passed over.</summary>
    public void TurnEnded(TurnId turn) => _running.Remove(turn);

    /// <summary>The clock was set. A reminder that was set as a length of time keeps the time it has left; one of a time of day stays
    /// there.</summary>
    public void MoveAlong(Batch batch, TimeSpan leap)
    {
        ReminderStore.MoveAlong(batch, leap);
        batch.Then(_steps.Wake);
    }

    /// <summary>Sets a reminder and gives it its number.</summary>
    public async Task<Reminder> SetAsync(Reminder reminder)
    {
        _loop.VerifyAccess();
        var numbered = reminder with { Id = _counters.NextReminder() };
        var batch = new Batch();
        ReminderStore.Add(batch, numbered);
        await _store.CommitAsync(batch);
        _steps.Wake();
        return numbered;
    }

    /// <summary>Takes one of a session's back. Null when it has none of that number.</summary>
    public async Task<Reminder?> CancelAsync(SessionKey session, long id)
    {
        if ((await _rows.OfAsync(session)).Find(reminder => reminder.Id == id) is not { } found)
        {
            return null;
        }
        var batch = new Batch();
        ReminderStore.Cancel(batch, found);
        await _store.CommitAsync(batch);
        _steps.Wake();
        return found;
    }

    private async Task StepAsync()
    {
        _pause = TimeSpan.Zero;
        var active = await _rows.ActiveAsync();
        _next = active.Count == 0 ? null : active[0].NextAt;
        if (active.Count == 0 || !_clock.TryRead(out var now))
        {
            return;
        }
        if (_looked is null || now < _looked - s_backwards)
        {
            active = await PullBackAsync(active, now);
        }
        _looked = now;
        foreach (var reminder in active.Where(reminder => reminder.NextAt <= now))
        {
            await BringAsync(reminder, now);
        }
        _next = (await _rows.ActiveAsync()) is [var first, ..] ? first.NextAt : null;
        // What could not be brought is due already.
        if (_pause > TimeSpan.Zero)
        {
            _next = now;
        }
    }

    /// <summary>One that comes again must not wait for a time that only a wrong clock put it off to.</summary>
    private async Task<List<Reminder>> PullBackAsync(List<Reminder> active, DateTimeOffset now)
    {
        var batch = new Batch();
        foreach (var reminder in active.Where(static reminder => reminder.Repeats))
        {
            if (reminder.NextAt > now && reminder.Schedule.Next(now, reminder.TimeZone) is { } earlier && earlier < reminder.NextAt)
            {
                ReminderStore.Put(batch, reminder, earlier);
            }
        }

        if (batch.IsEmpty)
        {
            return active;
        }
        await _store.CommitAsync(batch);
        return await _rows.ActiveAsync();
    }

    private async Task BringAsync(Reminder reminder, DateTimeOffset now)
    {
        var next = reminder.Repeats ? reminder.Schedule.Next(now, reminder.TimeZone) : null;
        if (_running.ContainsValue(reminder.Id))
        {
            // It would only wait behind itself.
            CronLog.ReminderWaits(_log, reminder.Id, reminder.Session.Value);
            await MoveOnAsync(reminder, next);
            return;
        }

        TurnId? taken = null;
        var message = ReminderMessage.Of(reminder, now, isLate: now - reminder.NextAt > s_late);
        var accepted = await _intake.AcceptAsync(
            message,
            claim: new Claim(
                (batch, turn) =>
                {
                    ReminderStore.MoveOn(batch, reminder, next);
                    _running[turn] = reminder.Id;
                    taken = turn;
                },
                new PinnedRoute(reminder.Session, reminder.Rule)
            )
        );
        if (accepted.Outcome is TurnOutcome.Queued)
        {
            CronLog.Reminds(_log, reminder.Session.Value, reminder.Id, accepted.Turn.Value);
            return;
        }

        if (taken is { } turn)
        {
            _running.Remove(turn);
        }
        // It came at this very time before, when a clock was ahead; or its row is elsewhere by now.
        if (accepted.Outcome is TurnOutcome.Duplicate)
        {
            await MoveOnAsync(reminder, next);
        }
        else if (accepted.Outcome is TurnOutcome.Failed)
        {
            _pause = Stepper.TryAgain;
        }
    }

    private async Task MoveOnAsync(Reminder reminder, DateTimeOffset? next)
    {
        var batch = new Batch();
        ReminderStore.Put(batch, reminder, next);
        await _store.CommitAsync(batch);
    }
}

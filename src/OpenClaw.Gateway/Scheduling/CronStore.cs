using Microsoft.Data.Sqlite;

namespace OpenClaw.Scheduling;

/// <summary>The rows of <c>cron_jobs</c> and <c>cron_runs</c>. What changes them is added to a batch; whoever owns the step commits
/// it.</summary>
internal sealed class CronStore(Store store)
{
    public Task<List<CronJobRow>> JobsAsync() =>
        store.ReadAsync(
            "select name, schedule, since, failures, alerted, resume_at from cron_jobs",
            static row => new CronJobRow(
                row.GetString(0),
                row.GetString(1),
                row.Time(2),
                new JobHealth(row.GetInt32(3), row.GetInt64(4) != 0, row.TimeOrNull(5))
            )
        );

    /// <summary>Attempts that wait or run, as the last process left them.</summary>
    public Task<List<CronRunRow>> OpenAsync() =>
        store.ReadAsync($"{Columns} where state in ('waiting', 'running') order by scheduled_at, attempt", Read);

    /// <summary>The newest occurrence of a job that is settled and does not lie in the future; null when there is none since a
    /// time.</summary>
    public async Task<DateTimeOffset?> SettledAsync(string job, DateTimeOffset since, DateTimeOffset now) =>
        (
            await store.ReadAsync(
                "select max(scheduled_at) from cron_runs where job = @0 and scheduled_at > @1 and scheduled_at <= @2",
                static row => row.TimeOrNull(0),
                job,
                since.ToUnixTimeMilliseconds(),
                now.ToUnixTimeMilliseconds()
            )
        )[0];

    /// <summary>Occurrences after a time that ran: the clock has shown it before.</summary>
    public Task<List<DateTimeOffset>> TakenAsync(string job, DateTimeOffset after) =>
        store.ReadAsync(
            "select scheduled_at from cron_runs where job = @0 and scheduled_at > @1 and turn is not null",
            static row => row.Time(0),
            job,
            after.ToUnixTimeMilliseconds()
        );

    public Task<List<CronRunRow>> HistoryAsync(string job, int limit) =>
        store.ReadAsync($"{Shown} where job = @0 order by scheduled_at desc, attempt desc limit @1", Read, job, limit);

    /// <summary>The newest attempt of a job that ran or runs.</summary>
    public Task<CronRunRow?> LastAsync(string job) =>
        store.ReadOneAsync($"{Shown} where job = @0 and turn is not null order by scheduled_at desc, attempt desc limit 1", Read, job);

    /// <summary>When the attempt before one ended; the pause before a retry counts from there.</summary>
    public async Task<DateTimeOffset?> EndOfAsync(CronRun run) =>
        (
            await store.ReadAsync(
                "select ended_at from cron_runs where job = @0 and scheduled_at = @1 and attempt = @2",
                static row => row.TimeOrNull(0),
                run.Job,
                run.ScheduledAt.ToUnixTimeMilliseconds(),
                run.Attempt
            )
        ).SingleOrDefault();

    /// <summary>How a turn ended; null when its row is gone.</summary>
    public Task<TurnEnd?> TurnEndAsync(TurnId turn) =>
        store.ReadOneAsync(
            """
            select state, failure, ended_at is not null,
              exists(select 1 from effects where turn = @0 and state = 'unknown'),
              exists(select 1 from approvals where turn = @0 and state in ('denied', 'expired', 'withdrawn'))
            from turns where id = @0
            """,
            static row => new TurnEnd(row.GetString(0), row.Text(1), row.GetInt64(2) != 0, row.GetInt64(3) != 0, row.GetInt64(4) != 0),
            turn.Value
        );

    public static void Save(Batch batch, CronJobRow job) =>
        batch.Add(
            """
            insert into cron_jobs(name, schedule, since, failures, alerted, resume_at) values(@0, @1, @2, @3, @4, @5)
            on conflict(name) do update set schedule = @1, since = @2, failures = @3, alerted = @4, resume_at = @5
            """,
            job.Name,
            job.Schedule,
            job.Since,
            job.Health.Failures,
            job.Health.IsAlerted,
            job.Health.ResumeAt
        );

    public static void Save(Batch batch, string job, JobHealth health) =>
        batch.Add(
            "update cron_jobs set failures = @1, alerted = @2, resume_at = @3 where name = @0",
            job,
            health.Failures,
            health.IsAlerted,
            health.ResumeAt
        );

    public static void Forget(Batch batch, string job) => batch.Add("delete from cron_jobs where name = @0", job);

    /// <summary>Takes an occurrence for a turn, or makes the batch a conflict when it ran before. One that was put off, left out or missed
    /// has not run.</summary>
    public static void Claim(Batch batch, CronRun run, TurnId turn, DateTimeOffset now) =>
        batch.Expect(
            1,
            """
            insert into cron_runs(job, scheduled_at, attempt, state, turn, started_at) values(@0, @1, @2, 'running', @3, @4)
            on conflict(job, scheduled_at, attempt) do update set state = 'running', turn = @3, started_at = @4, ended_at = null,
              note = case state when 'waiting' then note end where turn is null
            """,
            run.Job,
            run.ScheduledAt,
            run.Attempt,
            turn.Value,
            now
        );

    /// <summary>Settles an occurrence that does not run, or not yet. One that has a row keeps it.</summary>
    public static void Settle(Batch batch, CronRun run, string state, string? note) =>
        batch.Add(
            "insert into cron_runs(job, scheduled_at, attempt, state, note) values(@0, @1, @2, @3, @4) on conflict(job, scheduled_at, attempt) do nothing",
            run.Job,
            run.ScheduledAt,
            run.Attempt,
            state,
            note
        );

    /// <summary>Leaves out an attempt that was put off.</summary>
    public static void LeaveOut(Batch batch, CronRun run, string note) =>
        batch.Add(
            "update cron_runs set state = 'skipped', note = @3 where job = @0 and scheduled_at = @1 and attempt = @2 and state = 'waiting'",
            run.Job,
            run.ScheduledAt,
            run.Attempt,
            note
        );

    public static void End(Batch batch, CronRun run, string state, string? note, DateTimeOffset now) =>
        batch.Add(
            "update cron_runs set state = @3, note = coalesce(@4, note), ended_at = @5 where job = @0 and scheduled_at = @1 and attempt = @2 and state = 'running'",
            run.Job,
            run.ScheduledAt,
            run.Attempt,
            state,
            note,
            now
        );

    /// <summary>Another machine may have run, or gone on with, whatever is open; a run that waits for an approval goes on here.</summary>
    public static void MarkUnseen(Batch batch, string note, DateTimeOffset now) =>
        batch.Add(
            """
            update cron_runs set state = 'unknown', note = @0, ended_at = @1 where state in ('waiting', 'running')
              and (turn is null or turn not in (select id from turns where ended_at is null and state = 'asking'))
            """,
            note,
            now
        );

    /// <summary>The end of a run whose turn is answered by the same batch. One with a call of unknown end keeps its row for <see cref="End"/>.</summary>
    public static void EndWell(Batch batch, CronRun run, TurnId turn, DateTimeOffset now) =>
        batch.Add(
            """
            update cron_runs set state = 'done', ended_at = @4 where job = @0 and scheduled_at = @1 and attempt = @2 and state = 'running'
              and not exists(select 1 from effects where turn = @3 and state = 'unknown')
            """,
            run.Job,
            run.ScheduledAt,
            run.Attempt,
            turn.Value,
            now
        );

    private const string Columns = "select job, scheduled_at, attempt, state, turn, started_at, ended_at, note from cron_runs";

    // For people: a run whose call waits for an answer does not run.
    private const string Shown = $"""
        select job, scheduled_at, attempt,
          case when state = '{RunStates.Running}' and exists(select 1 from approvals where turn = cron_runs.turn and state = 'pending') then '{RunStates.Asking}' else state end,
          turn, started_at, ended_at, note from cron_runs
        """;

    private static CronRunRow Read(SqliteDataReader row) =>
        new(new CronRun(row.GetString(0), row.Time(1), row.GetInt32(2)), row.GetString(3))
        {
            Turn = row.IsDBNull(4) ? null : new TurnId(row.GetInt64(4)),
            StartedAt = row.TimeOrNull(5),
            EndedAt = row.TimeOrNull(6),
            Note = row.Text(7),
        };
}

/// <summary>A row of <c>cron_jobs</c>.</summary>
/// <param name="Schedule">As the job had it; with another it is another job.</param>
/// <param name="Since">When the job was first seen. It has missed nothing before.</param>
internal sealed record CronJobRow(string Name, string Schedule, DateTimeOffset Since, JobHealth Health);

/// <summary>What the row of a job's turn says of its end.</summary>
/// <param name="HasUnknown">A call of it was running when a process died.</param>
/// <param name="IsRefused">Somebody, or the clock, said no to a call it asked for.</param>
internal sealed record TurnEnd(string State, string? Failure, bool HasEnded, bool HasUnknown, bool IsRefused);

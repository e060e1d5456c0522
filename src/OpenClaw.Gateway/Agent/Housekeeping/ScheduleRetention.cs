namespace OpenClaw.Agent.Housekeeping;

/// <summary>Deletes what is over of cron jobs, reminders and budgets.</summary>
internal static class ScheduleRetention
{
    /// <summary>Runs that ended before a time. The newest of each job stays: what comes next is counted from it.</summary>
    public static IAsyncEnumerable<Batch> ForgetRunsAsync(Store store, DateTimeOffset before) =>
        Slices.Of(
            store,
            """
            select job, scheduled_at, attempt from cron_runs as run
            where (job, scheduled_at, attempt) > (@0, @1, @2) and coalesce(ended_at, started_at, scheduled_at) < @3 and state not in ('running', 'unknown')
              and scheduled_at < (select max(scheduled_at) from cron_runs where job = run.job)
            order by job, scheduled_at, attempt limit @4
            """,
            ["", 0L, 0L],
            before.ToUnixTimeMilliseconds(),
            static (batch, row) =>
                batch.Add(
                    "delete from cron_runs where job = @0 and scheduled_at = @1 and attempt = @2 and state not in ('running', 'unknown')",
                    row
                )
        );

    /// <summary>Reminders that will not come again and were due, or made, before a time.</summary>
    public static IAsyncEnumerable<Batch> ForgetRemindersAsync(Store store, DateTimeOffset before) =>
        Slices.Of(
            store,
            """
            select id from reminders where id > @0 and state in ('done', 'cancelled') and coalesce(next_at, created_at) < @1
              and id < (select max(id) from reminders) order by id limit @2
            """,
            [0L],
            before.ToUnixTimeMilliseconds(),
            static (batch, row) => batch.Add("delete from reminders where id = @0 and state in ('done', 'cancelled')", row)
        );

    /// <summary>What models cost before a time.</summary>
    public static IAsyncEnumerable<Batch> ForgetSpendingAsync(Store store, DateTimeOffset before) =>
        Slices.Of(
            store,
            "select rule, session, day, model from spending where (rule, session, day, model) > (@0, @1, @2, @3) and day < @4 order by rule, session, day, model limit @5",
            ["", "", 0L, ""],
            before.ToUnixTimeSeconds() / 86_400,
            static (batch, row) => batch.Add("delete from spending where rule = @0 and session = @1 and day = @2 and model = @3", row)
        );

    /// <summary>Use of budgets before a time: none looks back for more than a day.</summary>
    public static IAsyncEnumerable<Batch> ForgetUsageAsync(Store store, DateTimeOffset before) =>
        Slices.Of(
            store,
            "select rule, session, minute from usage where (rule, session, minute) > (@0, @1, @2) and minute < @3 order by rule, session, minute limit @4",
            ["", "", 0L],
            before.ToUnixTimeSeconds() / 60,
            static (batch, row) => batch.Add("delete from usage where rule = @0 and session = @1 and minute = @2", row)
        );
}

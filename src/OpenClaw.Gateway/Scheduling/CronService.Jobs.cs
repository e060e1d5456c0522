using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Scheduling;

/// <summary>Takes the jobs of a configuration over, at start and after a reload.</summary>
internal sealed partial class CronService
{
    private async Task AdoptAsync(GatewayConfig config, bool starting)
    {
        var now = _loop.Time.GetUtcNow();
        var known = starting ? await KnownAsync(now) : _jobs;
        var batch = new Batch();
        var jobs = new Dictionary<string, CronJob>(StringComparer.Ordinal);
        foreach (var job in config.Cron)
        {
            var before = known.GetValueOrDefault(job.Name);
            var same = before is not null && before.Config.ScheduleText == job.ScheduleText && before.Config.Enabled == job.Enabled;
            // One that is new, or has another schedule, or was switched off until now, has missed nothing.
            var next = same ? before!.With(job) : new CronJob(job, now) { IsAwaited = true, Running = before?.Running };
            jobs.Add(job.Name, next);
            if (same)
            {
                continue;
            }
            if (before is not null)
            {
                DropWaiting(batch, before, "the job was changed");
            }
            if (job.Enabled)
            {
                CronStore.Save(batch, new CronJobRow(job.Name, job.ScheduleText, now, JobHealth.Healthy));
            }
            else
            {
                CronStore.Forget(batch, job.Name);
            }
        }

        foreach (var gone in known.Values.Where(job => !jobs.ContainsKey(job.Name)))
        {
            DropWaiting(batch, gone, "the job is gone from the configuration");
            CronStore.Forget(batch, gone.Name);
        }

        await _store.CommitAsync(batch);
        _jobs = jobs;
        _adopted = config;
    }

    /// <summary>The jobs as the last process left them. Their configuration is the one that holds now, but for the schedule they were known
    /// by.</summary>
    private async Task<Dictionary<string, CronJob>> KnownAsync(DateTimeOffset now)
    {
        var jobs = new Dictionary<string, CronJob>(StringComparer.Ordinal);
        foreach (var row in await _rows.JobsAsync())
        {
            var config = _config.Value.Cron.FirstOrDefault(job => job.Name == row.Name && job.ScheduleText == row.Schedule);
            // First seen by a clock that was ahead: it counts from now.
            var since = row.Since < now ? row.Since : now;
            var settled = await _rows.SettledAsync(row.Name, since, now) ?? since;
            jobs.Add(
                row.Name,
                new CronJob(config is null ? Unknown(row) : config with { Enabled = true }, settled) { Health = row.Health }
            );
        }

        foreach (var open in await _rows.OpenAsync())
        {
            if (open.State == RunStates.Running && open.Turn is { } turn)
            {
                _runs.Restore(turn, open.Run);
            }
            if (!jobs.TryGetValue(open.Run.Job, out var job))
            {
                jobs.Add(open.Run.Job, job = new CronJob(Unknown(new CronJobRow(open.Run.Job, "", now, JobHealth.Healthy)), now));
            }
            if (open.State == RunStates.Running)
            {
                job.Running = open.Run;
            }
            else
            {
                job.Waiting.Add(new PutOff(open.Run, await NotBeforeAsync(job.Config, open.Run, now)));
            }
        }

        return jobs;
    }

    private async Task<DateTimeOffset> NotBeforeAsync(CronJobConfig job, CronRun run, DateTimeOffset now)
    {
        if (run.Attempt == 1)
        {
            return now;
        }
        var pause = RunEnd.PauseBefore(job, run.Attempt);
        var due = (await _rows.EndOfAsync(run with { Attempt = run.Attempt - 1 }) ?? now) + pause;
        // A clock that was ahead then must not put it off for longer than it was meant to be.
        return due < now + pause ? due : now + pause;
    }

    /// <summary>Stands for a job that the configuration has no more, or has with another schedule.</summary>
    private static CronJobConfig Unknown(CronJobRow row) =>
        new()
        {
            Name = row.Name,
            Schedule = new Schedule.At(DateTime.MinValue, TimeSpan.Zero),
            TimeZone = TimeZoneInfo.Utc,
            Policy = "",
            Chain = "",
            Span = SourceSpan.BuiltIn,
        };

    private static void DropWaiting(Batch batch, CronJob job, string why)
    {
        foreach (var waiting in job.Waiting)
        {
            CronStore.LeaveOut(batch, waiting.Run, why);
        }
    }
}

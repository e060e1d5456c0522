using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Wire;
using OpenClaw.Scheduling;

namespace OpenClaw.Control.Api;

/// <summary>Jobs, their runs and reminders as the wire shows them.</summary>
internal static class CronShapes
{
    private const int MostNext = 1000;

    /// <param name="agent">Runs and pauses are in its zone; the next occurrence is in the job's.</param>
    public static CronJobInfo Of(CronJob job, CronRunRow? last, AgentConfig agent) =>
        new()
        {
            Name = job.Name,
            Schedule = job.Config.Schedule.ToString()!,
            Timezone = job.Config.TimeZone.Id,
            Kind =
                job.Config.Command is not null ? "command"
                : job.Config.Check is not null ? "check"
                : "prompt",
            NextAt = job.Due is { } due ? TimeZoneInfo.ConvertTime(due, job.Config.TimeZone) : null,
            Enabled = job.Config.Enabled,
            Last = last is null ? null : Of(last, agent),
            Failures = job.Health.Failures,
            PausedUntil = job.Health.ResumeAt is { } resume && resume > job.Next ? agent.Here(resume) : null,
        };

    public static CronRunInfo Of(CronRunRow row, AgentConfig agent) =>
        new()
        {
            ScheduledAt = agent.Here(row.Run.ScheduledAt),
            Attempt = row.Run.Attempt,
            State = row.State,
            Turn = row.Turn?.Value,
            StartedAt = row.StartedAt is { } started ? agent.Here(started) : null,
            EndedAt = row.EndedAt is { } ended ? agent.Here(ended) : null,
            Note = row.Note,
        };

    public static ReminderInfo Of(Reminder reminder) =>
        new()
        {
            Id = reminder.Id,
            Session = reminder.Session.Value,
            Text = reminder.Text,
            Schedule = reminder.Repeats ? reminder.Schedule.ToString()! : "once",
            Timezone = reminder.TimeZone.Id,
            NextAt = TimeZoneInfo.ConvertTime(reminder.NextAt, reminder.TimeZone),
        };

    /// <summary>What <c>status</c> says; null where there are neither jobs nor reminders.</summary>
    public static CronStatus? Status(IReadOnlyList<CronJob> jobs, int reminders)
    {
        var next = jobs.Where(static job => job.Due is not null).MinBy(static job => job.Due);
        return jobs.Count == 0 && reminders == 0
            ? null
            : new CronStatus
            {
                Jobs = jobs.Count,
                Reminders = reminders,
                Next = next?.Name,
                NextAt = next?.Due,
                Failing = [.. jobs.Where(static job => job.Health.Failures > 0).Select(static job => job.Name)],
            };
    }

    /// <summary>The next occurrences of a job, without a gateway: all it takes is the configuration and the time.</summary>
    public static CronNextResult Next(GatewayConfig config, string name, int count, DateTimeOffset now)
    {
        var job = Find(config, name);
        var next = new List<DateTimeOffset>();
        for (
            var at = job.Schedule.Next(now, job.TimeZone);
            at is { } due && next.Count < Math.Clamp(count, 1, MostNext);
            at = job.Schedule.Next(due, job.TimeZone)
        )
        {
            next.Add(due);
        }
        return new CronNextResult(job.Name, job.Schedule.ToString()!, job.TimeZone.Id, next);
    }

    /// <exception cref="ControlException">There is none; the message offers the nearest.</exception>
    public static CronJobConfig Find(GatewayConfig config, string name) =>
        config.Cron.FirstOrDefault(job => job.Name == name) ?? throw NoSuchJob(config, name);

    public static ControlException NoSuchJob(GatewayConfig config, string name)
    {
        string[] names = [.. config.Cron.Select(static job => job.Name)];
        var hint =
            NearestName.Suggestion(name, names) is { Length: > 0 } nearest ? nearest
            : names.Length == 0 ? " There is no [[cron]] at all."
            : $" There is: {string.Join(", ", names)}.";
        return ControlException.NotFound($"no cron job \"{(name.Length <= 64 ? name : name[..64] + "...")}\".{hint}");
    }
}

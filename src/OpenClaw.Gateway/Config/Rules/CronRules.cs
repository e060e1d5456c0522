using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Config.Rules;

internal static class CronRules
{
    public static void EachWillFire(GatewayConfig config, BindContext context)
    {
        var now = context.Request.Time.GetUtcNow();
        foreach (var job in config.Cron.Where(job => job.Enabled && job.Schedule.Next(now, job.TimeZone) is null))
        {
            context.Diagnostics.Warning(
                Place(context, job, job.Schedule is Schedule.At ? "at" : "schedule"),
                $"{Path(job)} will not run again: {job.Schedule} is past"
            );
        }
    }

    public static void NoSettingWithoutEffect(GatewayConfig config, BindContext context)
    {
        foreach (var job in config.Cron)
        {
            var isSkipped = job.Missed == MissedMode.Skip;
            context.WarnWithoutEffect(isSkipped, $"{Path(job)}.missed_window", " without missed = \"once\" or \"all\"");
            context.WarnWithoutEffect(job.Retry.Times == 0, $"{Path(job)}.retry.backoff", " without retry.times");
            context.WarnWithoutEffect(job.Command is not null, $"{Path(job)}.chain", ": a command asks no model");
            if ((job.Command ?? job.Check) is not null && job.Timeout > config.Tools.ExecMaxTimeout)
            {
                context.Diagnostics.Warning(
                    context.Place($"{Path(job)}.timeout"),
                    $"{Path(job)}.timeout ({Durations.Show(job.Timeout)}) is longer than tools.exec_max_timeout ({Durations.Show(config.Tools.ExecMaxTimeout)}), which ends its command before"
                );
            }
        }
    }

    /// <summary>A pause as long as the time between two runs would put them in another order than their own.</summary>
    public static void JitterIsShort(GatewayConfig config, BindContext context)
    {
        foreach (var job in config.Cron.Where(static job => job.Jitter > TimeSpan.Zero))
        {
            if (
                job.Schedule.Next(context.Request.Time.GetUtcNow(), job.TimeZone) is { } next
                && job.Schedule.Next(next, job.TimeZone) is { } after
                && after - next <= job.Jitter
            )
            {
                context.Diagnostics.Error(
                    context.Place($"{Path(job)}.jitter"),
                    $"{Path(job)}.jitter ({Durations.Show(job.Jitter)}) is as long as the time between two runs ({Durations.Show(after - next)}); make it shorter"
                );
            }
        }
    }

    private static string Path(CronJobConfig job) => $"cron[{job.Name}]";

    private static OpenClaw.Config.Toml.TomlSpan? Place(BindContext context, CronJobConfig job, string key) =>
        context.Place($"{Path(job)}.{key}") ?? context.Place($"{Path(job)}.name");
}

using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Config.Rules;

internal static class RetentionRules
{
    public static void IdsOutliveMessages(GatewayConfig config, BindContext context)
    {
        var (ids, messages) = (config.Retention.Ids, config.Retention.Messages);
        if (RetentionConfig.IsLonger(messages, ids))
        {
            context.Diagnostics.Error(
                context.Place("retention.ids") ?? context.Place("retention.messages"),
                $"retention.ids ({Durations.Show(ids)}) is shorter than messages ({Durations.Show(messages)}): a message that comes again would be taken for a new one while the first is still here"
            );
        }
    }

    /// <summary>A run's row says that its time was seen to: gone too early, the time would be taken for missed.</summary>
    public static void RunsOutliveTheirWindow(GatewayConfig config, BindContext context)
    {
        foreach (var job in config.Cron.Where(job => RetentionConfig.IsLonger(job.MissedWindow, config.Retention.Cron)))
        {
            context.Diagnostics.Error(
                context.Place("retention.cron") ?? context.Place($"cron[{job.Name}].missed_window"),
                $"retention.cron ({Durations.Show(config.Retention.Cron)}) is shorter than missed_window of cron[{job.Name}] ({Durations.Show(job.MissedWindow)}): runs that were made would be forgotten and made again"
            );
        }
    }

    public static void MessagesGoBeforeTheirTurns(GatewayConfig config, BindContext context)
    {
        var (messages, turns) = (config.Retention.Messages, config.Retention.Turns);
        if (RetentionConfig.IsLonger(messages, turns))
        {
            context.Diagnostics.Warning(
                context.Place("retention.messages") ?? context.Place("retention.turns"),
                $"retention.messages ({Durations.Show(messages)}) is longer than turns ({Durations.Show(turns)}): messages go with their turns"
            );
        }
    }
}

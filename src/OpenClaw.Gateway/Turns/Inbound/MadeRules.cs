using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Config.Tables.Web;

namespace OpenClaw.Turns.Inbound;

/// <summary>Session rules that nobody writes: each cron job is one called <c>cron:NAME</c> and each webhook one called <c>hook:NAME</c>, made
/// from what its <c>[[cron]]</c> or <c>[hooks.NAME]</c> says now. Pure.</summary>
internal static class MadeRules
{
    public static string NameOfJob(string job) => $"{Vocabulary.Clock}:{job}";

    public static string NameOfHook(string hook) => $"{Vocabulary.Hook}:{hook}";

    /// <summary>The rule of that name; null when it is none of a job or a hook, or that is gone.</summary>
    public static SessionRule? Find(GatewayConfig config, string rule)
    {
        if (config.Cron.FirstOrDefault(job => NameOfJob(job.Name) == rule) is { } job)
        {
            return Of(config, job);
        }
        return config.Hooks.FirstOrDefault(hook => NameOfHook(hook.Name) == rule) is { } hook ? Of(hook) : null;
    }

    private static SessionRule Of(GatewayConfig config, CronJobConfig job) =>
        new()
        {
            Name = NameOfJob(job.Name),
            Job = job.Name,
            Key = job.Session ?? SessionKey.Cron(job.Name).Value,
            Policy = job.Policy,
            Chain = job.Chain,
            Deliver = job.Deliver is not null,
            Workspace = config.Agent.Workspace,
            TimeLimit = job.Timeout,
            Budget = job.Budget,
            // In a session of its own each run is by itself: what the last one found is on disk, and a prompt that grew with every run
            // would cost more each day.
            Reset = job.Session is null ? new ResetRule(Idle: TimeSpan.Zero) : ResetRule.Never,
            Span = job.Span,
        };

    private static SessionRule Of(HookConfig hook) =>
        new()
        {
            Name = NameOfHook(hook.Name),
            SettingPath = hook.SettingPath,
            Key = hook.Session ?? SessionKey.Hook(hook.Name).Value,
            Policy = hook.Policy,
            Chain = hook.Chain,
            Deliver = hook.Deliver is not null,
            // A cron job's words are the operator's; a hook's are not. It works where a stranger would.
            Workspace = hook.Workspace,
            QueueLimit = hook.QueueLimit,
            Budget = hook.Budget,
            // In a session of its own what one caller sent is not shown to the turn of the next.
            Reset = hook.Session is null ? new ResetRule(Idle: TimeSpan.Zero) : ResetRule.Never,
            Span = hook.Span,
        };
}

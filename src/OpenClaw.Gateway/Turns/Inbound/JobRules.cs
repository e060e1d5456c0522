using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;

namespace OpenClaw.Turns.Inbound;

/// <summary>Each cron job is a session rule called <c>cron:NAME</c>, made from what its <c>[[cron]]</c> says now. Pure.</summary>
internal static class JobRules
{
    public static string NameOf(string job) => $"{Vocabulary.Clock}:{job}";

    /// <summary>The rule of that name; null when it is none of a job, or the job is gone.</summary>
    public static SessionRule? Find(GatewayConfig config, string rule) =>
        rule.StartsWith(Vocabulary.Clock + ":", StringComparison.Ordinal)
        && config.Cron.FirstOrDefault(job => NameOf(job.Name) == rule) is { } job
            ? Of(config, job)
            : null;

    private static SessionRule Of(GatewayConfig config, CronJobConfig job) =>
        new()
        {
            Name = NameOf(job.Name),
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
}

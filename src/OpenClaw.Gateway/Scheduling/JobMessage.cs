using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables;

namespace OpenClaw.Scheduling;

/// <summary>A run of a job as the message that sets off its turn.</summary>
internal static class JobMessage
{
    public static InboundMessage Of(CronJobConfig job, CronRun run, DateTimeOffset now) =>
        new()
        {
            Identity = new MessageIdentity(
                Vocabulary.Clock,
                "",
                job.Name,
                string.Create(CultureInfo.InvariantCulture, $"{run.ScheduledAt.ToUnixTimeMilliseconds()}#{run.Attempt}")
            ),
            Sender = new Sender(Vocabulary.Clock, job.Name),
            Chat = new Chat(Vocabulary.Clock, "", job.Name, ChatKind.Direct),
            Text = $"[cron {job.Name}] {job.Prompt ?? job.Command}",
            ReceivedAt = now,
            Origin = Origin.Cron,
            ReplyTo = job.Deliver,
            JobRun = (job.Command ?? job.Check) is { } line ? new JobRun(line, ThenAsk: job.Check is not null) : null,
        };
}

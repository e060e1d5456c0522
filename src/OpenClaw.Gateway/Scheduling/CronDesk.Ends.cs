using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Storage;
using OpenClaw.Messages;
using OpenClaw.Turns;

namespace OpenClaw.Scheduling;

/// <summary>How runs end. The turn's own row is the truth: what it says is written to the run, with what follows from it, in one
/// transaction.</summary>
internal sealed partial class CronDesk
{
    private const int LongestNote = 500;

    private async Task EndAsync(TurnId turn)
    {
        if (!_running.TryGetValue(turn, out var run))
        {
            return;
        }
        var end = await _rows.TurnEndAsync(turn);
        // What broke the turn may have broken its end too. It goes on after the next start.
        if (end is { HasEnded: false })
        {
            return;
        }

        var now = _loop.Time.GetUtcNow();
        var (state, note) = Judge(end);
        var batch = new Batch();
        CronStore.End(batch, run, state, note, now);
        var job = _jobs.GetValueOrDefault(run.Job);
        var retry = job is null ? null : Retry(job, run, state, end, now);
        if (retry is not null)
        {
            CronStore.Settle(batch, retry.Run, RunStates.Waiting, $"after attempt {run.Attempt} failed");
        }
        var health =
            job is null || retry is not null || end?.State == TurnStates.Stopped
                ? job?.Health
                : state switch
                {
                    RunStates.Done => JobHealth.Well,
                    RunStates.Unknown => job.Health.Doubted(),
                    _ => job.Health.Failed(run.ScheduledAt),
                };
        using var alert = job is null ? null : await AlertAsync(batch, job, run, state, note, health!);
        if (job is not null && health != job.Health)
        {
            CronStore.Save(batch, job.Name, health!);
        }
        await _store.CommitAsync(batch);

        alert?.Tell();
        _running.Remove(turn);
        if (state != RunStates.Done)
        {
            CronLog.Failed(_log, run.Job, run.ScheduledAt, state, note ?? "");
        }
        if (job is null)
        {
            return;
        }
        if (job.Health.IsAlerted && !health!.IsAlerted)
        {
            CronLog.Recovered(_log, job.Name);
        }
        job.Health = health!;
        job.Running = null;
        if (retry is not null)
        {
            job.Waiting.Add(retry);
        }
    }

    private static (string State, string? Note) Judge(TurnEnd? end) =>
        end switch
        {
            null => (RunStates.Unknown, "its turn is gone"),
            { HasUnknown: true } => (
                RunStates.Unknown,
                "a command of it was running when the gateway stopped; it may have run in part, wholly, or not at all"
            ),
            { State: TurnStates.Answered } => (RunStates.Done, null),
            { State: TurnStates.Stopped } => (RunStates.Failed, "stopped by a person"),
            _ => (RunStates.Failed, Clip(end.Failure ?? end.State)),
        };

    /// <summary>The attempt that follows a failure; null when none does. What may have been done is not done again, and a person's no is an
    /// answer.</summary>
    private static PutOff? Retry(CronJob job, CronRun run, string state, TurnEnd? end, DateTimeOffset now)
    {
        if (
            state != RunStates.Failed
            || run.Attempt > job.Config.Retry.Times
            || end is null or { State: TurnStates.Stopped } or { IsRefused: true }
        )
        {
            return null;
        }
        return new PutOff(run with { Attempt = run.Attempt + 1 }, now + PauseBefore(job.Config, run.Attempt + 1));
    }

    private static TimeSpan PauseBefore(CronJobConfig job, int attempt) => job.Retry.Backoff * Math.Pow(2, Math.Max(0, attempt - 2));

    /// <summary>One alert an incident, and one when it is over.</summary>
    private async Task<IPendingAlert?> AlertAsync(Batch batch, CronJob job, CronRun run, string state, string? note, JobHealth next)
    {
        if (next.IsAlerted && !job.Health.IsAlerted)
        {
            var word = state == RunStates.Unknown ? "ended, nobody knows how" : "failed";
            return await _owner.AddAsync(
                batch,
                $"The cron job \"{job.Name}\" {word}: {note}\nIt is not told again until it works; openclaw cron history {job.Name} shows each run."
            );
        }

        if (next.IsAlerted || !job.Health.IsAlerted)
        {
            return null;
        }
        return await _owner.AddAsync(
            batch,
            $"The cron job \"{job.Name}\" works again{(job.Health.Failures == 0 ? "" : $", after it had failed {Times(job.Health.Failures)}")}."
        );
    }

    private static string Clip(string text)
    {
        // The end of a command's output is where it says what is wrong.
        text = text.Trim();
        return text.Length <= LongestNote ? text : $"... {text[^LongestNote..]}";
    }
}

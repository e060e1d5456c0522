using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;
using OpenClaw.Control.Wire;

namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron</c>: the declared jobs and the reminders, when they come, how they went, and one now.</summary>
internal sealed class CronCommand : GatewayCommand
{
    public CronCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "cron",
            "List cron jobs and reminders; see when a job comes and how it went; run one now.",
            "openclaw cron",
            "openclaw cron next morning -n 5",
            "openclaw cron run morning --wait",
            "openclaw cron history morning"
        )
    {
        Subcommands.Add(new ListCommand(context, common));
        Subcommands.Add(new CronNextCommand(context, common));
        Subcommands.Add(new CronRunCommand(context, common));
        Subcommands.Add(new CronHistoryCommand(context, common));
        SetAction(parse => Ask(parse, CronApi.List, NoParams.Value, result => ShowList(Context, result)));
    }

    private static int ShowList(CommandContext context, CronListResult result)
    {
        var (output, now) = (context.Out, context.Time.GetUtcNow());
        if (result.Jobs.Count == 0 && result.Reminders.Count == 0)
        {
            output.WriteLine("no cron jobs and no reminders");
            return ExitCode.Ok;
        }

        if (result.Jobs.Count > 0)
        {
            Columns.Write(
                output,
                ["JOB", "SCHEDULE", "ZONE", "NEXT", "LAST", "STATE"],
                result.Jobs.Select(job =>
                    new[]
                    {
                        job.Name,
                        job.Schedule,
                        job.Timezone,
                        !job.Enabled ? "switched off"
                        : job.NextAt is { } next ? $"{Wall(next)} ({Ages.In(next, now)})"
                        : "never",
                        Ages.Ago(job.Last?.StartedAt, now),
                        StateLine(job),
                    }
                )
            );
        }

        if (result.Reminders.Count > 0)
        {
            if (result.Jobs.Count > 0)
            {
                output.WriteLine();
            }

            Columns.Write(
                output,
                ["REMINDER", "SESSION", "SCHEDULE", "NEXT", "TEXT"],
                result.Reminders.Select(reminder =>
                    new[]
                    {
                        $"{reminder.Id}",
                        reminder.Session,
                        reminder.Schedule,
                        $"{Wall(reminder.NextAt)} ({Ages.In(reminder.NextAt, now)})",
                        reminder.Text,
                    }
                )
            );
        }

        return ExitCode.Ok;
    }

    private static string StateLine(CronJobInfo job) =>
        (job.Last?.State ?? "")
        + (job.Failures > 1 ? $", {job.Failures} in a row" : "")
        + (job.PausedUntil is { } until ? $", pauses until {until:HH:mm}" : "")
        + (job.Last is { State: "failed" or "unknown", Note: { } note } ? $": {note.Split('\n')[^1]}" : "");

    /// <summary>In the zone it came with, which is the job's.</summary>
    private static string Wall(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>openclaw cron list</c>, the same as without a word.</summary>
    private sealed class ListCommand : GatewayCommand
    {
        public ListCommand(CommandContext context, CommonOptions common)
            : base(context, common, "list", "List cron jobs and reminders.", "openclaw cron list --json") =>
            SetAction(parse => Ask(parse, CronApi.List, NoParams.Value, result => ShowList(Context, result)));
    }
}

namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron</c>: the declared jobs and the reminders, when they come, how they went, and one now.</summary>
internal sealed class CronCommand : CommandBase
{
    public CronCommand(CommandContext context)
        : base(
            context,
            "cron",
            "List cron jobs and reminders; see when a job comes and how it went; run one now.",
            "openclaw cron",
            "openclaw cron next morning -n 5",
            "openclaw cron run morning --wait",
            "openclaw cron history morning"
        )
    {
        Func<ParseResult, int> list = parse => Ask(parse, CronApi.List, NoParams.Value, ShowList);
        SetAction(list);
        Verb("list", "List cron jobs and reminders.", "openclaw cron list --json").SetAction(list);
        Subcommands.Add(new CronNextCommand(context));
        Subcommands.Add(new CronRunCommand(context));

        var history = Verb(
            "history",
            "Show how a job went: runs, what was missed and what was left out, newest first.",
            "openclaw cron history morning -n 50"
        );
        var job = JobWord(history);
        var limit = history.Value<int?>("--limit -n", "N", "How many rows (20)");
        history.SetAction(parse =>
            Ask(parse, CronApi.History, new CronHistoryParams(parse.GetValue(job)!, parse.GetValue(limit)), ShowHistory)
        );
    }

    /// <summary>The name of a cron job on the command line; a shell completes it from the running gateway.</summary>
    public static Argument<string> JobWord(CommandBase command) =>
        command.Word<string>(
            "NAME",
            "A job's name",
            command.NamesOf(CronApi.List, NoParams.Value, static list => list.Jobs.Select(static job => job.Name))
        );

    private void ShowList(CronListResult result)
    {
        var now = Context.Time.GetUtcNow();
        if (result.Jobs.Count == 0 && result.Reminders.Count == 0)
        {
            Context.Out.WriteLine("no cron jobs and no reminders");
        }

        if (result.Jobs.Count > 0)
        {
            Columns.Write(
                Context.Out,
                ["JOB", "SCHEDULE", "ZONE", "NEXT", "LAST", "STATE"],
                result.Jobs,
                job =>
                    [
                        job.Name,
                        job.Schedule,
                        job.Timezone,
                        !job.Enabled ? "switched off"
                        : job.NextAt is { } next ? $"{Wall(next)} ({Ages.In(next, now)})"
                        : "never",
                        Ages.Ago(job.Last?.StartedAt, now),
                        StateLine(job),
                    ]
            );
        }

        if (result.Jobs.Count > 0 && result.Reminders.Count > 0)
        {
            Context.Out.WriteLine();
        }

        if (result.Reminders.Count > 0)
        {
            Columns.Write(
                Context.Out,
                ["REMINDER", "SESSION", "SCHEDULE", "NEXT", "TEXT"],
                result.Reminders,
                reminder =>
                    [
                        $"{reminder.Id}",
                        reminder.Session,
                        reminder.Schedule,
                        $"{Wall(reminder.NextAt)} ({Ages.In(reminder.NextAt, now)})",
                        reminder.Text,
                    ]
            );
        }
    }

    private static string StateLine(CronJobInfo job) =>
        (job.Last?.State ?? "")
        + (job.Failures > 1 ? $", {job.Failures} in a row" : "")
        + (job.PausedUntil is { } until ? $", pauses until {until:HH:mm}" : "")
        + (job.Last is { State: "failed" or "unknown", Note: { } note } ? $": {note.Split('\n')[^1]}" : "");

    /// <summary>In the zone it came with, which is the job's.</summary>
    private static string Wall(DateTimeOffset at) => at.ToString("ddd yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private void ShowHistory(CronHistoryResult result)
    {
        if (result.Runs.Count == 0)
        {
            Context.Out.WriteLine(Escaping.Line($"{result.Job} has not run yet"));
            return;
        }

        Columns.Write(
            Context.Out,
            ["SCHEDULED", "TRY", "STATE", "TOOK", "TURN", "NOTE"],
            result.Runs,
            static run =>
                [
                    WallClock.Show(run.ScheduledAt),
                    $"{run.Attempt}",
                    run.State,
                    run is { StartedAt: { } from, EndedAt: { } to } ? Ages.Span(to - from) : "",
                    run.Turn?.ToString(CultureInfo.InvariantCulture),
                    run.Note?.ReplaceLineEndings(" "),
                ]
        );
    }
}

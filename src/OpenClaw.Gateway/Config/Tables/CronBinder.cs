using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Foundation.Schedules;

namespace OpenClaw.Config.Tables;

/// <summary>Binds <c>[[cron]]</c>.</summary>
internal static class CronBinder
{
    private static readonly string[] s_schedules = ["schedule", "every", "at"];

    /// <summary>Stands where a schedule could not be read, so that reading can go on; its error keeps the configuration from being
    /// used.</summary>
    private static readonly Schedule s_unread = new Schedule.Every(TimeSpan.FromDays(1));

    private static readonly CronJobConfig s_defaults = new()
    {
        Name = "",
        Schedule = s_unread,
        TimeZone = TimeZoneInfo.Utc,
        Policy = BuiltInPolicies.Guarded,
        Chain = "default",
        Span = SourceSpan.BuiltIn,
    };

    public static CronJobConfig Bind(TableReader table, AgentConfig agent)
    {
        var job = new CronJobConfig
        {
            Name = table.RequiredText("name", "\"morning\"", CheckName),
            Schedule = ReadSchedule(table) ?? s_unread,
            TimeZone = table.TimeZone("timezone", agent.TimeZone),
            Prompt = table.OptionalText("prompt", lines: true),
            Command = table.OptionalText("command"),
            Check = table.OptionalText("check"),
            Session = table.OptionalText("session", static name => Vocabulary.CheckSession(name, "a job", "the job")),
            Policy = table.Reference("policy", "policies", s_defaults.Policy),
            Chain = table.Reference("chain", "chains", s_defaults.Chain),
            Deliver = table.TextOrFalse("deliver", Vocabulary.CheckAddress) is { } address ? ReplyAddress.Parse(address) : null,
            Timeout = table.Duration("timeout", s_defaults.Timeout, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            Overlap = table.Choice("overlap", s_defaults.Overlap, ("skip", OverlapMode.Skip), ("queue", OverlapMode.Queue)),
            Missed = table.Choice(
                "missed",
                s_defaults.Missed,
                ("skip", MissedMode.Skip),
                ("once", MissedMode.Once),
                ("all", MissedMode.All)
            ),
            MissedWindow = table.Duration("missed_window", s_defaults.MissedWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(366)),
            Jitter = table.Duration("jitter", s_defaults.Jitter, TimeSpan.Zero, TimeSpan.FromDays(1)),
            Retry = Retry(table.Table("retry")),
            Budget = BudgetBinder.Bind(table.Table("budget")),
            Enabled = table.Flag("enabled", s_defaults.Enabled),
            Span = table.Span,
        };
        CheckWork(table);
        return job;
    }

    private static RetryConfig Retry(TableReader table) =>
        new(table.Integer("times", s_defaults.Retry.Times, 0, 20))
        {
            Backoff = table.Duration("backoff", s_defaults.Retry.Backoff, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
        };

    private static Schedule? ReadSchedule(TableReader table)
    {
        var (text, interval, instant) = (
            table.OptionalText("schedule"),
            table.OptionalDuration("every", TimeSpan.FromSeconds(1), TimeSpan.FromDays(3660)),
            table.OptionalInstant("at")
        );
        switch (s_schedules.Where(table.Has).ToList())
        {
            case []:
                table.Missing("schedule", "\"0 8 * * 1-5\" (or every = \"15m\", or at = \"2026-12-24T18:00\")");
                return null;
            case [_, var second, ..]:
                table.Error(second, "cannot stand beside another; a job has one of schedule, every and at");
                return null;
        }

        if (text is not null)
        {
            return CronExpression.TryParse(text, out var expression, out var error)
                ? new Schedule.Cron(expression)
                : Unreadable(table, "schedule", error);
        }
        if (instant is not null)
        {
            return Schedule.TryParseAt(instant, out var at, out var error) ? at : Unreadable(table, "at", error);
        }
        if (interval is not { } every)
        {
            return null;
        }
        if (Schedule.TryEvery(every, out var schedule, out var refusal))
        {
            return schedule;
        }
        table.Error("every", $"cannot be had: {refusal}");
        return null;
    }

    private static Schedule? Unreadable(TableReader table, string key, CronError error)
    {
        table.ErrorWithin(key, error.Column - 1, error.Length, $"is no time: {error.Message}");
        return null;
    }

    /// <summary>A job is a prompt, a command, or a check with the prompt that follows it.</summary>
    private static void CheckWork(TableReader table)
    {
        var (prompt, command, check) = (table.Has("prompt"), table.Has("command"), table.Has("check"));
        if (command && (prompt || check))
        {
            table.Error(
                "command",
                $"cannot stand beside {(check ? "check" : "prompt")}: a command runs without a model. A command whose output a model is to read is a check"
            );
        }
        else if (check && !prompt)
        {
            table.Error(
                "check",
                "needs a prompt: what the model is asked when the check succeeds. A command that needs no model is a command"
            );
        }
        else if (!prompt && !command)
        {
            table.Missing("prompt", "\"Summarise the night's logs.\" (or command = \"...\")");
        }
    }

    // It is part of a session key and of an address, and it is typed.
    private static string? CheckName(string name) =>
        name.Length <= 64 && Vocabulary.IsPlainName(name)
            ? null
            : "is no name for a job; use letters, digits and . _ -, at most 64 of them";
}

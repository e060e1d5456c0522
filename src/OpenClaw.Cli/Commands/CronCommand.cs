using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Reading;
using OpenClaw.Control.Api;
using OpenClaw.Control.Client;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Text;

namespace OpenClaw.Cli.Commands;

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
        Subcommands.Add(new NextCommand(context, common));
        Subcommands.Add(new RunJobCommand(context, common));
        Subcommands.Add(new HistoryCommand(context, common));
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

    private static Argument<string> Job(CommandContext context, CommonOptions common)
    {
        var job = new Argument<string>("NAME") { HelpName = "NAME", Description = "A job's name" };
        job.CompletionSources.Add(completion =>
            QuietAnswers.Ask(
                context,
                completion,
                common,
                static async (client, ct) =>
                    (await client.CallAsync(CronApi.List, NoParams.Value, ct).ConfigureAwait(false)).Jobs.Select(static job => job.Name)
            )
        );
        return job;
    }

    /// <summary><c>openclaw cron list</c>, the same as without a word.</summary>
    private sealed class ListCommand : GatewayCommand
    {
        public ListCommand(CommandContext context, CommonOptions common)
            : base(context, common, "list", "List cron jobs and reminders.", "openclaw cron list --json") =>
            SetAction(parse => Ask(parse, CronApi.List, NoParams.Value, result => ShowList(Context, result)));
    }

    /// <summary><c>openclaw cron next NAME</c>: of the running gateway, or else of the configuration that <c>run</c> would find.</summary>
    private sealed class NextCommand : GatewayCommand
    {
        private const int DefaultCount = 10;

        public NextCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "next",
                "Say when a job comes next. Without a gateway, or with -c, it reads the configuration.",
                "openclaw cron next morning -n 10",
                "openclaw cron next morning -c new.toml   # before it is in place"
            )
        {
            var job = Job(context, common);
            var count = new Option<int>("--count", "-n")
            {
                Description = "How many (10)",
                HelpName = "N",
                DefaultValueFactory = static _ => DefaultCount,
            };
            var config = new Option<string?>("--config", "-c")
            {
                Description = "Read this configuration, and ask no gateway",
                HelpName = "FILE",
            };
            Arguments.Add(job);
            Options.Add(count);
            Options.Add(config);
            SetAction(parse =>
            {
                var parameters = new CronNextParams { Job = parse.GetValue(job)!, Count = parse.GetValue(count) };
                if (parse.GetValue(config) is { } file)
                {
                    return Offline(parse, parameters, file);
                }

                try
                {
                    return Ask(parse, CronApi.Next, parameters, Show);
                }
                catch (GatewayAbsentException)
                {
                    return Offline(parse, parameters, null);
                }
            });
        }

        private int Offline(ParseResult parse, CronNextParams parameters, string? file)
        {
            var read = ConfigLoader.Load(new ConfigRequest { File = file });
            if (read.Config is not { } config)
            {
                ConfigDiagnosticWriter.WriteText(Context.Error, read.Diagnostics);
                return ExitCode.Configuration;
            }

            var result = CronShapes.Next(config, parameters.Job, parameters.Count ?? DefaultCount, Context.Time.GetUtcNow());
            if (!parse.GetValue(Common.Json))
            {
                return Show(result);
            }

            Context.Out.WriteLine(JsonSerializer.Serialize(result, CronApi.Next.Result));
            return ExitCode.Ok;
        }

        private int Show(CronNextResult result)
        {
            foreach (var at in result.Next)
            {
                Context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at:ddd yyyy-MM-dd HH:mm:ss zzz}"));
            }

            if (result.Next.Count == 0)
            {
                Context.Error.WriteLine(Escaping.Line($"openclaw: {result.Job} will not run again ({result.Schedule})"));
            }

            return ExitCode.Ok;
        }
    }

    /// <summary><c>openclaw cron run NAME</c>.</summary>
    private sealed class RunJobCommand : GatewayCommand
    {
        public RunJobCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "run",
                "Run a job now, beside its schedule.",
                "openclaw cron run morning",
                "openclaw cron run morning --wait"
            )
        {
            var job = Job(context, common);
            var wait = new Option<bool>("--wait", "-w") { Description = "Wait for its end and print the answer" };
            Arguments.Add(job);
            Options.Add(wait);
            SetAction(parse =>
                Ask(parse, CronApi.Run, new CronRunParams { Job = parse.GetValue(job)!, Wait = parse.GetValue(wait) ? true : null }, Show)
            );
        }

        protected override int JsonCode(object result) =>
            result switch
            {
                CronRunResult { State: SendStates.Failed } => ExitCode.Failed,
                CronRunResult { State: SendStates.Asking } => ExitCode.WaitsForApproval,
                _ => ExitCode.Ok,
            };

        private int Show(CronRunResult result)
        {
            switch (result.State)
            {
                case SendStates.Answered:
                    Context.Out.WriteLine(Escaping.Block(result.Reply ?? ""));
                    return ExitCode.Ok;
                case SendStates.Failed:
                    Context.Error.WriteLine(
                        $"openclaw: {Escaping.Line(result.Job)} failed: {Escaping.Block(result.Reply ?? "openclaw logs says more")}"
                    );
                    return ExitCode.Failed;
                case SendStates.Asking when result.Approval is { } approval:
                    Context.Error.WriteLine("It waits for an approval:");
                    ApprovalText.Write(Context.Error, approval, Context.Time.GetUtcNow());
                    Context.Error.WriteLine($"openclaw approve {approval.Id}   or   openclaw deny {approval.Id}");
                    return ExitCode.WaitsForApproval;
                default:
                    Context.Out.WriteLine(Escaping.Line($"{result.Job} runs as turn {result.Turn} in {result.Session}"));
                    return ExitCode.Ok;
            }
        }
    }

    /// <summary><c>openclaw cron history NAME</c>.</summary>
    private sealed class HistoryCommand : GatewayCommand
    {
        public HistoryCommand(CommandContext context, CommonOptions common)
            : base(
                context,
                common,
                "history",
                "Show how a job went: runs, what was missed and what was left out, newest first.",
                "openclaw cron history morning -n 50"
            )
        {
            var job = Job(context, common);
            var limit = new Option<int?>("--limit", "-n") { Description = "How many rows (20)", HelpName = "N" };
            Arguments.Add(job);
            Options.Add(limit);
            SetAction(parse =>
                Ask(parse, CronApi.History, new CronHistoryParams { Job = parse.GetValue(job)!, Limit = parse.GetValue(limit) }, Show)
            );
        }

        private int Show(CronHistoryResult result)
        {
            if (result.Runs.Count == 0)
            {
                Context.Out.WriteLine(Escaping.Line($"{result.Job} has not run yet"));
                return ExitCode.Ok;
            }

            Columns.Write(
                Context.Out,
                ["SCHEDULED", "TRY", "STATE", "TOOK", "TURN", "NOTE"],
                result.Runs.Select(static run =>
                    new[]
                    {
                        WallClock.Show(run.ScheduledAt),
                        $"{run.Attempt}",
                        run.State,
                        run is { StartedAt: { } from, EndedAt: { } to } ? Ages.Span(to - from) : "",
                        run.Turn?.ToString(CultureInfo.InvariantCulture),
                        run.Note?.ReplaceLineEndings(" "),
                    }
                )
            );
            return ExitCode.Ok;
        }
    }
}

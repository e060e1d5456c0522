using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Cli.Terminal;
using OpenClaw.Control.Api;

namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron history NAME</c>.</summary>
internal sealed class CronHistoryCommand : GatewayCommand
{
    public CronHistoryCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "history",
            "Show how a job went: runs, what was missed and what was left out, newest first.",
            "openclaw cron history morning -n 50"
        )
    {
        var job = JobArgument.Create(context, common);
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

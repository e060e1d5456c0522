using System.CommandLine;
using OpenClaw.Cli.Commands.Common;
using OpenClaw.Control.Api;

namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron run NAME</c>.</summary>
internal sealed class CronRunCommand : GatewayCommand
{
    public CronRunCommand(CommandContext context, CommonOptions common)
        : base(
            context,
            common,
            "run",
            "Run a job now, beside its schedule.",
            "openclaw cron run morning",
            "openclaw cron run morning --wait"
        )
    {
        var job = JobArgument.Create(context, common);
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

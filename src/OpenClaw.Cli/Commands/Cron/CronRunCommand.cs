namespace OpenClaw.Cli.Commands.Cron;

/// <summary><c>openclaw cron run NAME</c>.</summary>
internal sealed class CronRunCommand : CommandBase
{
    public CronRunCommand(CommandContext context)
        : base(context, "run", "Run a job now, beside its schedule.", "openclaw cron run morning", "openclaw cron run morning --wait")
    {
        var job = CronCommand.JobWord(this);
        var wait = Flag("--wait -w", "Wait for its end and print the answer");
        SetAction(parse =>
        {
            var parameters = new CronRunParams(parse.GetValue(job)!, parse.GetValue(wait) ? true : null);
            return Ask(parse, CronApi.Run, parameters, Show, static result => ExitCode.OfTurn(result.State));
        });
    }

    private void Show(CronRunResult result)
    {
        switch (result.State)
        {
            case SendStates.Answered:
                Context.Out.WriteLine(Escaping.Block(result.Reply ?? ""));
                break;
            case SendStates.Failed:
                Context.Error.WriteLine(
                    $"openclaw: {Escaping.Line(result.Job)} failed: {Escaping.Block(result.Reply ?? "openclaw logs says more")}"
                );
                break;
            case SendStates.Asking when result.Approval is { } approval:
                ApprovalText.WriteAsked(Context.Error, approval, Context.Time.GetUtcNow());
                break;
            default:
                Context.Out.WriteLine(Escaping.Line($"{result.Job} runs as turn {result.Turn} in {result.Session}"));
                break;
        }
    }
}

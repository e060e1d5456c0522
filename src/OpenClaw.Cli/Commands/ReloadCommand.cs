namespace OpenClaw.Cli.Commands;

/// <summary><c>openclaw reload</c>: the running gateway reads its configuration again; a broken one is refused whole.</summary>
internal sealed class ReloadCommand : CommandBase
{
    public ReloadCommand(CommandContext context)
        : base(
            context,
            "reload",
            "Let the running gateway read its configuration again. A broken one changes nothing.",
            "openclaw check && openclaw reload"
        ) => SetAction(parse => Ask(parse, OperationApi.Reload, NoParams.Value, Show, CodeOf));

    private static int CodeOf(ReloadResult result) => result.Reloaded ? ExitCode.Ok : ExitCode.Configuration;

    private void Show(ReloadResult result)
    {
        foreach (var diagnostic in result.Diagnostics)
        {
            Context.Error.WriteLine(Escaping.Block(diagnostic).TrimEnd());
        }

        if (!result.Reloaded)
        {
            Context.Error.WriteLine("openclaw: not reloaded; the gateway goes on with the configuration it had");
            return;
        }

        Context.Out.WriteLine(result.Changes.Count == 0 ? "reloaded; nothing differs" : "reloaded");
        foreach (var change in result.Changes)
        {
            Context.Out.WriteLine($"  {Escaping.Line(change)}");
        }
    }
}

using OpenClaw.Config.Loading;

namespace OpenClaw.Cli.Commands.Init;

/// <summary>What <c>openclaw</c> alone says above its help: the one thing to do on this machine now.</summary>
internal static class NextStep
{
    /// <summary>A gateway that is busy answers within it; one that hangs must not keep the help away.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public static async Task TellAsync(CommandContext context)
    {
        context.Error.WriteLine(Escaping.Line(await OfGatewayAsync(context).ConfigureAwait(false) ?? OfConfiguration(context.Machine)));
        context.Error.WriteLine();
    }

    /// <summary>Null where no gateway runs.</summary>
    private static async Task<string?> OfGatewayAsync(CommandContext context)
    {
        using var limit = new CancellationTokenSource(s_patience, context.Time);
        try
        {
            await using var client = await context.ConnectAsync(null, limit.Token).ConfigureAwait(false);
            var status = await client.CallAsync(StatusApi.Status, NoParams.Value, limit.Token).ConfigureAwait(false);
            return status.ApprovalsPending switch
            {
                0 =>
                    $"The gateway runs, up {Ages.Span(TimeSpan.FromSeconds(status.UptimeSeconds))}. To talk to it: openclaw tui. How it is: openclaw status",
                1 => "The gateway runs, and a call waits for a person: openclaw approvals",
                var many => $"The gateway runs, and {many} calls wait for a person: openclaw approvals",
            };
        }
        catch (GatewayAbsentException)
        {
            return null;
        }
        catch (Exception e) when (e is ControlException or IOException or JsonException)
        {
            return $"A gateway runs, and does not tell how it is: {e.Message}. What is wrong: openclaw doctor";
        }
        catch (OperationCanceledException)
        {
            return $"A gateway runs, and did not answer within {s_patience.TotalSeconds:0} s. What is wrong: openclaw doctor";
        }
    }

    private static string OfConfiguration(Machine machine)
    {
        var (path, _) = ConfigLocator.Locate(machine.Request);
        var service = machine.At(Machine.ServiceConfig);
        var sudo = machine.User == 0 ? "" : "sudo ";
        if (path is null || (path == service && machine.HasService && InitTarget.IsExample(path)))
        {
            return $"There is no configuration yet. Three questions make one: {(machine.HasService ? sudo : "")}openclaw init";
        }
        // The whole path: the messages' own name may be relative to where nobody looks.
        var result = CheckCommand.Read(machine.Request, null);
        if (result.Config is null)
        {
            return $"The configuration {path} is wrong in {result.Diagnostics.Count(static d => d.IsError) switch { 1 => "one place", var many => $"{many} places" }}. Where, and how to mend it: openclaw check";
        }
        return path == service && machine.HasService
            ? $"No gateway runs. To start the service, now and at each start of the machine: {sudo}systemctl enable --now openclaw"
            : $"No gateway runs. To start it with {path}: openclaw run";
    }
}

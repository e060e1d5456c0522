namespace OpenClaw.Cli.Commands.Upgrade;

/// <summary>What a gateway says of itself, read by its names: it may be newer than this command.</summary>
internal sealed record RunningGateway(string Version, long Process, string? ConfigFile, string? StateDirectory)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Null where none answers in time.</summary>
    public static async Task<RunningGateway?> FindAsync(CommandContext context, string? socket, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(s_patience, context.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var client = await context.ConnectAsync(socket, both.Token).ConfigureAwait(false);
            var status = new ResultView(await client.CallRawAsync(StatusApi.Status, NoParams.Value, both.Token).ConfigureAwait(false));
            return new RunningGateway(status.Need("version"), status.Whole("pid"), status.Text("config_file"), status.Text("state_dir"));
        }
        catch (Exception e) when (e is IOException or JsonException or ControlException)
        {
            // None listens, it goes just now, or it starts and says so.
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}

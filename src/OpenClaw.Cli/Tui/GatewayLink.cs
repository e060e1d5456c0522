using System.Threading.Channels;

namespace OpenClaw.Cli.Tui;

/// <summary>Keeps the chat connected: subscribes, loads the transcript, passes events on, and begins again when the gateway goes
/// away.</summary>
internal sealed class GatewayLink(CommandContext context, string? socket, string session, ChannelWriter<ChatInput> inputs)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(5);

    public const int PageSize = 100;

    public async Task RunAsync(CancellationToken ct)
    {
        var pause = TimeSpan.FromMilliseconds(250);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var client = await context.ConnectAsync(socket, ct).ConfigureAwait(false);
                await ServeAsync(client, ct).ConfigureAwait(false);
                pause = TimeSpan.FromMilliseconds(250);
                inputs.TryWrite(new ChatInput.Disconnected("the gateway is gone, connecting again; what you type is kept"));
            }
            catch (Exception e) when (e is IOException or ControlException)
            {
                inputs.TryWrite(
                    new ChatInput.Disconnected(
                        e is GatewayAbsentException ? "the gateway is not running (openclaw run), trying again" : e.Message
                    )
                );
            }

            await Task.Delay(pause, context.Time, ct).ConfigureAwait(false);
            pause = pause * 2 < s_longest ? pause * 2 : s_longest;
        }
    }

    private async Task ServeAsync(ControlClient client, CancellationToken ct)
    {
        await client.CallAsync(EventsApi.Subscribe, new SubscribeParams(session), ct).ConfigureAwait(false);
        SessionsShowResult? page = null;
        try
        {
            page = await client.CallAsync(SessionsApi.Show, new SessionsShowParams(session, PageSize), ct).ConfigureAwait(false);
        }
        catch (ControlException e) when (e.Code == ControlErrors.NotFound)
        {
            // A session begins with its first message.
        }

        var approvals = await client.CallAsync(ApprovalsApi.List, new ApprovalsListParams(), ct).ConfigureAwait(false);
        // What happened since the subscription began is in the page that was read after it.
        while (client.Notifications.TryRead(out _)) { }

        inputs.TryWrite(new ChatInput.Connected(client, page, approvals.Approvals));
        await foreach (var notification in client.Notifications.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (notification.As(EventsApi.Event) is { } happened)
            {
                inputs.TryWrite(new ChatInput.Heard(happened));
            }
        }
    }
}

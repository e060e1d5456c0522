using OpenClaw.Config.Tables.Channels;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Channels.Slack;

/// <summary>Opens connections of Socket Mode, and notes down in the channel's health why one is not to be had.</summary>
internal sealed class SlackConnector(
    EventLoop loop,
    SlackApi api,
    SlackConfig config,
    Dialer dialer,
    ChannelHealth health,
    ChannelLife life
)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>A connection says hello at once or never.</summary>
    private static readonly TimeSpan s_hello = TimeSpan.FromSeconds(10);

    /// <summary>Asks which bot the token belongs to. Null when Slack did not say; the channel's health says why.</summary>
    public async Task<SlackBot?> WhoAmIAsync(CancellationToken ct)
    {
        var answer = await api.WhoAmIAsync(s_patience, ct);
        if (answer is not ChannelAnswer.Done { Result: var result })
        {
            Failed(answer, SlackFaults.BotToken);
            return null;
        }
        if (Shapes.Read(result, SlackJson.Default.SlackBot) is { UserId: not null, TeamId: not null } bot)
        {
            return bot;
        }
        health.Failing($"{config.ApiUrl.Host} does not say which bot this is");
        return null;
    }

    /// <summary>A connection that has said hello; null when there is none to be had now.</summary>
    public async Task<SlackConnection?> OpenAsync(CancellationToken ct)
    {
        var answer = await api.OpenConnectionAsync(s_patience, ct);
        if (answer is not ChannelAnswer.Done { Result: var result })
        {
            Failed(answer, SlackFaults.AppToken);
            return null;
        }
        if (
            !Uri.TryCreate(Shapes.Text(result, "url"), UriKind.Absolute, out var url)
            || url.Scheme is not ("ws" or "wss")
            || !config.MayFollow(url)
        )
        {
            health.Failing($"{config.ApiUrl.Host} names no place of Slack's to connect to");
            return null;
        }

        var socket = new SlackSocket(dialer, loop.Time);
        try
        {
            var problem = await socket.ConnectAsync(url, ct);
            if (problem is null)
            {
                (var message, problem) = await socket.ReceiveAsync(s_hello, ct);
                if (message is not null && SlackConnection.Read(message) is { Type: "hello" })
                {
                    var connection = new SlackConnection(loop, socket);
                    socket = null;
                    return connection;
                }
            }

            health.Failing(problem ?? $"{url.Host} opened a connection and does not say hello");
            return null;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private void Failed(ChannelAnswer answer, string setting)
    {
        switch (answer)
        {
            case SlackRefusal refused when SlackFaults.NeedsAPerson(refused.Error):
                health.Stopped($"{SlackFaults.Words(refused, setting)}, then reload");
                break;
            case SlackRefusal refused:
                health.Failing(SlackFaults.Words(refused, setting));
                break;
            case ChannelAnswer.NotDone notDone:
                life.Failed(notDone);
                break;
        }
    }
}

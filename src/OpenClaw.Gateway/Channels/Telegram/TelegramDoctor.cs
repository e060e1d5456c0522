using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Telegram;

/// <summary>Asks the Bot API what is usually wrong with a bot, and says what to do about it.</summary>
internal sealed class TelegramDoctor(TelegramApi api, TelegramConfig config)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    public async Task<IReadOnlyList<ChannelCheck>> LookAsync(CancellationToken ct)
    {
        var me = await api.CallAsync("getMe", s_patience, ct);
        if (
            me is not ChannelAnswer.Done { Result: var described }
            || Shapes.Read(described, TelegramJson.Default.TelegramBot) is not { } bot
        )
        {
            return [ChannelCheck.Bad(Words(me))];
        }

        List<ChannelCheck> checks =
        [
            ChannelCheck.Good($"the token is that of @{bot.Username}"),
            .. ChannelCheck.Clock("Telegram", api.Skew),
        ];
        if (config.Groups.Any(static group => !group.RequireMention) && bot.CanReadAllGroupMessages is false)
        {
            checks.Add(
                ChannelCheck.Bad(
                    "a group has require_mention = false, and Telegram tells this bot only what is meant for it; switch its privacy off with @BotFather (/setprivacy), then add it to the group again"
                )
            );
        }

        if (
            await api.CallAsync("getWebhookInfo", s_patience, ct) is ChannelAnswer.Done { Result: var told }
            && Shapes.Read(told, TelegramJson.Default.WebhookInfo) is { } info
            && Look(info) is { } check
        )
        {
            checks.Add(check);
        }

        return [.. checks, .. ChannelCheck.Open(TelegramReader.Channel, config.AllowFrom.IsEmpty && config.Groups.IsEmpty)];
    }

    private ChannelCheck? Look(WebhookInfo info)
    {
        var host = Uri.TryCreate(info.Url, UriKind.Absolute, out var url) ? url.Host : info.Url;
        if (config.Webhook is not { } wanted)
        {
            return string.IsNullOrEmpty(info.Url)
                ? null
                : ChannelCheck.Bad(
                    $"a webhook from before gives this bot's messages to {host}, and none come here; to remove it, run this and paste the bot's token when it waits for it: read -rs TOKEN; echo \"url={config.ApiUrl.AbsoluteUri.TrimEnd('/')}/bot$TOKEN/deleteWebhook\" | curl -K -"
                );
        }

        if (url != wanted.Url)
        {
            return ChannelCheck.Bad(
                $"Telegram does not tell {wanted.Url.Host} of this bot's messages, but {(string.IsNullOrEmpty(host) ? "nobody" : host)}; openclaw reload sets the webhook, when openclaw status shows no reason that it could not be set"
            );
        }

        var waits = info.PendingUpdateCount == 1 ? "1 update waits" : $"{info.PendingUpdateCount} updates wait";
        // An old mistake of the network's that was made up for is nobody's concern.
        return info is { PendingUpdateCount: > 0, LastErrorMessage: { } error }
            ? ChannelCheck.Bad(
                $"Telegram cannot tell {wanted.Url} of this bot's messages, and {waits}: {Escaping.Line(error)}. It must be reachable from outside, with a certificate that is valid, and lead to [web] listen"
            )
            : ChannelCheck.Good($"Telegram tells {wanted.Url.Host} of this bot's messages; {waits}");
    }

    private static string Words(ChannelAnswer answer) =>
        answer switch
        {
            TelegramRefusal { Code: 401 or 404 } =>
                "Telegram does not know the token; set the right one (channels.telegram.token) and reload",
            TelegramRefusal refused => $"Telegram says: {refused.Reason}",
            ChannelAnswer.NotDone notDone => notDone.Reason,
            _ => "what answers at channels.telegram.api_url is no Bot API",
        };
}

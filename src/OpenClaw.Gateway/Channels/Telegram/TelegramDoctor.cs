using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Telegram;

/// <summary>Asks the Bot API what is usually wrong with a bot, and says what to do about it.</summary>
internal sealed class TelegramDoctor(TelegramApi api, TelegramConfig config)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Telegram answers with whole seconds, and the answer takes its time.</summary>
    private static readonly TimeSpan s_skew = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<ChannelCheck>> LookAsync(CancellationToken ct)
    {
        var me = await api.CallAsync("getMe", "{}"u8.ToArray(), s_patience, ct);
        if (
            me is not TelegramAnswer.Done { Result: var described }
            || Shapes.Read(described, TelegramJson.Default.TelegramBot) is not { } bot
        )
        {
            return [new ChannelCheck(false, Words(me))];
        }

        var checks = new List<ChannelCheck> { new(true, $"the token is that of @{bot.Username}") };
        if (api.Skew is { } skew && skew.Duration() > s_skew)
        {
            checks.Add(
                new ChannelCheck(
                    false,
                    $"this machine's clock is {skew.Duration().TotalSeconds:0} s {(skew > TimeSpan.Zero ? "behind" : "ahead of")} Telegram's; switch on time synchronisation (timedatectl set-ntp true)"
                )
            );
        }

        if (config.Groups.Any(static group => !group.RequireMention) && bot.CanReadAllGroupMessages is false)
        {
            checks.Add(
                new ChannelCheck(
                    false,
                    "a group has require_mention = false, and Telegram tells this bot only what is meant for it; switch its privacy off with @BotFather (/setprivacy), then add it to the group again"
                )
            );
        }

        if (
            await api.CallAsync("getWebhookInfo", "{}"u8.ToArray(), s_patience, ct) is TelegramAnswer.Done { Result: var told }
            && Shapes.Read(told, TelegramJson.Default.WebhookInfo) is { } info
            && Look(info) is { } check
        )
        {
            checks.Add(check);
        }

        if (config.AllowFrom.IsEmpty && config.Groups.IsEmpty)
        {
            checks.Add(
                new ChannelCheck(
                    false,
                    "nobody may write to it: channels.telegram.allow_from is empty. The log shows the id of whoever tries"
                )
            );
        }
        return checks;
    }

    private ChannelCheck? Look(WebhookInfo info)
    {
        var host = Uri.TryCreate(info.Url, UriKind.Absolute, out var url) ? url.Host : info.Url;
        if (config.Webhook is not { } wanted)
        {
            return string.IsNullOrEmpty(info.Url)
                ? null
                : new ChannelCheck(
                    false,
                    $"a webhook from before gives this bot's messages to {host}, and none come here; to remove it, run this and paste the bot's token when it waits for it: read -rs TOKEN; echo \"url={config.ApiUrl.AbsoluteUri.TrimEnd('/')}/bot$TOKEN/deleteWebhook\" | curl -K -"
                );
        }

        if (url != wanted.Url)
        {
            return new ChannelCheck(
                false,
                $"Telegram does not tell {wanted.Url.Host} of this bot's messages, but {(string.IsNullOrEmpty(host) ? "nobody" : host)}; openclaw reload sets the webhook, when openclaw status shows no reason that it could not be set"
            );
        }

        var waits = info.PendingUpdateCount == 1 ? "1 update waits" : $"{info.PendingUpdateCount} updates wait";
        // An old mistake of the network's that was made up for is nobody's concern.
        return info is { PendingUpdateCount: > 0, LastErrorMessage: { } error }
            ? new ChannelCheck(
                false,
                $"Telegram cannot tell {wanted.Url} of this bot's messages, and {waits}: {Escaping.Line(error)}. It must be reachable from outside, with a certificate that is valid, and lead to [web] listen"
            )
            : new ChannelCheck(true, $"Telegram tells {wanted.Url.Host} of this bot's messages; {waits}");
    }

    private static string Words(TelegramAnswer answer) =>
        answer switch
        {
            TelegramAnswer.Refused { Code: 401 or 404 } =>
                "Telegram does not know the token; set the right one (channels.telegram.token) and reload",
            TelegramAnswer.Refused refused => $"Telegram says: {refused.Reason}",
            TelegramAnswer.Later later => later.Reason,
            TelegramAnswer.NotSent notSent => notSent.Reason,
            TelegramAnswer.Lost lost => lost.Reason,
            _ => "what answers at channels.telegram.api_url is no Bot API",
        };
}

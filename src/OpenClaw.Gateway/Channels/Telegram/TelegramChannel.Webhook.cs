using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// A bot that Telegram comes to. An update is acknowledged by the answer to its request, when it is on the disk. In place of an offset the
/// webhook's address is committed: a bot that is polled again begins with whatever Telegram still has, and knows that the webhook which is
/// in its way is its own.
/// </summary>
internal sealed partial class TelegramChannel
{
    /// <summary>How often Telegram is asked whether it is still so.</summary>
    private static readonly TimeSpan s_round = TimeSpan.FromMinutes(10);

    /// <summary>The webhook of this bot before; null when it had none. Anybody else's is not touched.</summary>
    public string? Former { get; set; }

    public async Task<bool> TakeAsync(JsonElement update)
    {
        Loop.VerifyAccess();
        // While it begins or ends nobody is there to take it; Telegram tells it again.
        if (_config.Webhook is null || _bot is not { } bot || IsStopped)
        {
            return false;
        }
        if (!await TakeAsync(Read([update]), bot))
        {
            return false;
        }
        Health.Working();
        return true;
    }

    private async Task ReceiveAsync(TelegramWebhook webhook, CancellationToken ct)
    {
        if (await MeetAsync(ct) is not { } bot)
        {
            return;
        }
        await RecallAsync(bot);
        // Before it is known that the webhook is set: it may be, from the last start, and what comes is good.
        _bot = bot;
        var wanted = new SetWebhook(webhook.Url.AbsoluteUri, webhook.Secret.Reveal(), s_updates);
        while (true)
        {
            var answer = await _api.CallAsync("setWebhook", wanted, TelegramJson.Default.SetWebhook, Patience, ct);
            if (answer is not ChannelAnswer.Done)
            {
                if (!await IsTriedAgainAsync(answer, ct))
                {
                    return;
                }
                continue;
            }

            Health.Working();
            Life.WentWell();
            while (await IsSetAsync(webhook, ct)) { }
        }
    }

    /// <summary>After a while, whether Telegram still tells us. An answer that is none is no reason to think otherwise.</summary>
    private async Task<bool> IsSetAsync(TelegramWebhook webhook, CancellationToken ct)
    {
        await Loop.Delay(s_round, ct);
        var asked = Loop.Time.GetUtcNow();
        if (
            await _api.CallAsync("getWebhookInfo", Patience, ct) is not ChannelAnswer.Done { Result: var told }
            || Shapes.Read(told, TelegramJson.Default.WebhookInfo) is not { } info
        )
        {
            return true;
        }
        if (!IsAt(info, webhook.Url.AbsoluteUri))
        {
            Health.Failing("somebody else took this bot's webhook away; it is set again");
            return false;
        }

        if (
            info is { PendingUpdateCount: > 0, LastErrorMessage: { } error, LastErrorDate: { } at }
            && asked - DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(at, 0, 253_402_300_799)) < s_round
        )
        {
            Health.Failing($"Telegram cannot tell {webhook.Url.Host} of messages: {OpenClaw.Foundation.Text.Escaping.Line(error)}");
        }
        else
        {
            Health.Working();
        }

        return true;
    }

    /// <summary>Before polls, which Telegram refuses while there is a webhook: takes away the one that was this bot's own. False when a
    /// person has to look first.</summary>
    private async Task<bool> TakeBackAsync(CancellationToken ct)
    {
        while (Former is { } former)
        {
            var answer = await _api.CallAsync("getWebhookInfo", Patience, ct);
            if (answer is ChannelAnswer.Done { Result: var told })
            {
                if (Shapes.Read(told, TelegramJson.Default.WebhookInfo) is { } info && IsAt(info, former))
                {
                    answer = await _api.CallAsync("deleteWebhook", new DeleteWebhook(), TelegramJson.Default.DeleteWebhook, Patience, ct);
                }
            }

            if (answer is ChannelAnswer.Done)
            {
                Former = null;
            }
            else if (!await IsTriedAgainAsync(answer, ct))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAt(WebhookInfo info, string url) =>
        Uri.TryCreate(info.Url, UriKind.Absolute, out var at) && at.AbsoluteUri == url;
}

using Microsoft.AspNetCore.Http;
using OpenClaw.Channels;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Web.Hooks;

/// <summary>The address that Telegram calls (https://core.telegram.org/bots/api#setwebhook). 200 is an acknowledgement: it is said when the
/// update is on the disk, and anything else has it told again.</summary>
/// <param name="receiver">The bot, when there is one. Called on the loop.</param>
internal sealed class TelegramHookPart(EventLoop loop, Func<IWebhookReceiver?> receiver) : IWebPart
{
    private const string SecretHeader = "X-Telegram-Bot-Api-Secret-Token";

    public IEnumerable<WebRoute> Routes(GatewayConfig config) =>
        config.Channels.Telegram?.Webhook is { } webhook
            ? [new WebRoute("POST", webhook.Path, context => AnswerAsync(context, webhook)) { AsksForProof = true }]
            : [];

    private async Task AnswerAsync(HttpContext context, TelegramWebhook webhook)
    {
        // Wrong ones are not counted: the secret is too long to be found by trying, and whoever tries must not be able to keep Telegram
        // out.
        if (!ShownToken.Equal(context.Request.Headers[SecretHeader].ToString(), webhook.Secret.Value))
        {
            throw new WebRefusal(StatusCodes.Status401Unauthorized, "this is for Telegram");
        }

        var body = await context.BodyAsync().ConfigureAwait(false);
        using var update = WebAnswers.JsonOf(body);
        if (update is not { RootElement.ValueKind: JsonValueKind.Object })
        {
            throw new WebRefusal(StatusCodes.Status400BadRequest, "this is no update");
        }

        if (!await loop.InvokeAsync(() => receiver()?.TakeAsync(update.RootElement) ?? Task.FromResult(false)).ConfigureAwait(false))
        {
            throw new WebRefusal(StatusCodes.Status503ServiceUnavailable, "it was not taken", after: 1);
        }
    }
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Messages;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Hosting;

/// <summary>Who may speak: on <c>local</c> the control socket has asked the kernel already; elsewhere whom the channel's <c>allow_from</c>
/// names.</summary>
internal sealed class ChannelAdmission(Current<GatewayConfig> config) : IAdmission
{
    public string? Refusal(InboundMessage message) =>
        message.Chat.Channel switch
        {
            "local" => null,
            // It stands in the configuration.
            "cron" when Router.IsOfJob(message) => null,
            // A reminder that a webhook's turn has set.
            "hook" when message.Origin == Origin.Cron => null,
            // He has shown what its [hooks.NAME] asks for.
            "hook" when Router.IsOfHook(message) => config.Value.Hooks.Any(hook => hook.Enabled && hook.Name == message.Chat.Id)
                ? null
                : $"[hooks.{message.Chat.Id}] is not configured",
            // The page has asked for his token.
            "webchat" when config.Value.Channels.WebChat is not null => null,
            // So has the door.
            "api" => config.Value.Api?.Client(message.Sender.Id) is null ? $"[api.clients.{message.Sender.Id}]" : null,
            "telegram" => Telegram(message),
            "slack" => Slack(message),
            var other => $"[channels.{other}] is not configured",
        };

    private string? Telegram(InboundMessage message)
    {
        if (config.Value.Channels.Telegram is not { } telegram)
        {
            return "[channels.telegram] is not configured";
        }
        var (chat, sender) = (message.Chat, message.Sender.Id);
        if (chat.Kind == ChatKind.Direct)
        {
            return Names(telegram.AllowFrom, sender) ? null : $"channels.telegram.allow_from = [\"{sender}\"]";
        }
        if (telegram.Group(chat.Id) is not { } group)
        {
            return $"channels.telegram.groups = {{ \"{chat.Id}\" = {{ require_mention = true }} }}";
        }
        return Names(group.AllowFrom ?? telegram.AllowFrom, sender)
            ? null
            : $"channels.telegram.groups = {{ \"{chat.Id}\" = {{ allow_from = [\"{sender}\"] }} }}";
    }

    private string? Slack(InboundMessage message)
    {
        if (config.Value.Channels.Slack is not { } slack)
        {
            return "[channels.slack] is not configured";
        }
        var (chat, sender) = (message.Chat, message.Sender.Id);
        if (chat.Kind == ChatKind.Direct)
        {
            return Names(slack.AllowFrom, sender) ? null : $"channels.slack.allow_from = [\"{sender}\"]";
        }
        if (slack.Place(chat.Id) is not { } place)
        {
            return $"channels.slack.channels = {{ \"{chat.Id}\" = {{ require_mention = true }} }}";
        }
        return Names(place.AllowFrom ?? slack.AllowFrom, sender)
            ? null
            : $"channels.slack.channels = {{ \"{chat.Id}\" = {{ allow_from = [\"{sender}\"] }} }}";
    }

    private static bool Names(EquatableArray<string> allowed, string sender) => allowed.Contains(sender) || allowed.Contains("*");
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
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
            var other => ChannelTable.Kinds.FirstOrDefault(kind => kind.Name == other) is { } kind
            && kind.SettingsIn(config.Value.Channels) is { } settings
                ? kind.Refusal(settings, message)
                : $"[channels.{other}] is not configured",
        };
}

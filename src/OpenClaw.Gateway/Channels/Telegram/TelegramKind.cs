using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Telegram;

/// <inheritdoc/>
internal sealed class TelegramKind() : ChannelKind<TelegramConfig>(TelegramReader.Channel)
{
    protected override TelegramConfig? In(ChannelsConfig channels) => channels.Telegram;

    protected override IChannel Make(TelegramConfig settings, TelegramConfig? former, ChannelParts parts) =>
        new TelegramChannel(settings, parts) { Former = former?.Webhook?.Url.AbsoluteUri };

    protected override string? Refusal(TelegramConfig settings, InboundMessage message) =>
        AllowFrom.Refusal(
            message,
            "groups",
            settings.AllowFrom,
            settings.Group(message.Chat.Id) is { } group ? (message.Chat.Id, group.AllowFrom) : null
        );
}

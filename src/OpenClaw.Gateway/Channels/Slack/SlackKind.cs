using OpenClaw.Config.Tables.Channels;

namespace OpenClaw.Channels.Slack;

/// <inheritdoc/>
internal sealed class SlackKind() : ChannelKind<SlackConfig>(SlackReader.Channel)
{
    protected override SlackConfig? In(ChannelsConfig channels) => channels.Slack;

    protected override IChannel Make(SlackConfig settings, SlackConfig? former, ChannelParts parts) => new SlackChannel(settings, parts);

    protected override string? Refusal(SlackConfig settings, InboundMessage message) =>
        AllowFrom.Refusal(
            message,
            "channels",
            settings.AllowFrom,
            settings.Place(message.Chat.Id) is { } place ? (message.Chat.Id, place.AllowFrom) : null
        );
}

using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary><c>[channels]</c>: those that are configured. <c>local</c>, the terminal, is always there.</summary>
internal sealed record ChannelsConfig
{
    public TelegramConfig? Telegram { get; init; }

    public SlackConfig? Slack { get; init; }

    public WebChatConfig? WebChat { get; init; }

    /// <summary>Where configured channels connect to, which <c>local_only</c> lets them.</summary>
    public IEnumerable<string> Hosts =>
        [.. Telegram is { } telegram ? [telegram.ApiUrl.Host] : Enumerable.Empty<string>(), .. Slack?.Hosts ?? []];

    public IEnumerable<Secret> Secrets =>
        [
            .. Telegram is { } telegram ? [telegram.Token] : Enumerable.Empty<Secret>(),
            .. Telegram?.Webhook is { } webhook ? [webhook.Secret] : Enumerable.Empty<Secret>(),
            .. Slack is { } slack ? [slack.AppToken, slack.BotToken] : Enumerable.Empty<Secret>(),
            .. WebChat?.Users.Select(static user => user.Token) ?? [],
        ];

    /// <summary>Whether what is sent to a channel has a way out.</summary>
    public bool Has(string channel) =>
        channel switch
        {
            "telegram" => Telegram is not null,
            "slack" => Slack is not null,
            "webchat" => WebChat is not null,
            // It answers whoever asks, and nothing is sent to it.
            "api" => false,
            _ => true,
        };
}

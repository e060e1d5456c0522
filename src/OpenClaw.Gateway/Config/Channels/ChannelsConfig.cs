namespace OpenClaw.Config.Channels;

/// <summary><c>[channels]</c>: those that are configured. <c>local</c>, the terminal, is always there.</summary>
internal sealed record ChannelsConfig
{
    public TelegramConfig? Telegram { get; init; }

    /// <summary>Where configured channels connect to, which <c>local_only</c> lets them.</summary>
    public IEnumerable<string> Hosts => Telegram is { } telegram ? [telegram.ApiUrl.Host] : [];

    public IEnumerable<Secret> Secrets => Telegram is { } telegram ? [telegram.Token] : [];
}

using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary><c>[channels.telegram]</c>.</summary>
internal sealed record TelegramConfig
{
    public required Secret Token { get; init; }

    /// <summary>Where the Bot API is: Telegram's own server, or one's own.</summary>
    public Uri ApiUrl { get; init; } = new("https://api.telegram.org");

    /// <summary>User ids that may speak; <c>*</c> is everybody.</summary>
    public EquatableArray<string> AllowFrom { get; init; } = [];

    public EquatableArray<TelegramGroup> Groups { get; init; } = [];

    /// <summary>How long Telegram holds a poll open when there is nothing to tell.</summary>
    public TimeSpan PollTimeout { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Where Telegram tells of updates; null asks for them.</summary>
    public TelegramWebhook? Webhook { get; init; }

    /// <summary>What a chat sees of a turn that runs.</summary>
    public TelegramStream Stream { get; init; } = TelegramStream.Off;

    /// <summary>The largest file of a chat that is fetched; Telegram itself gives no bot more than 20 MB.</summary>
    public long MaxFile { get; init; } = 20 << 20;

    public TelegramGroup? Group(string chat) =>
        Groups.FirstOrDefault(g => g.Chat == chat) ?? Groups.FirstOrDefault(static g => g.Chat == "*");

    public bool NeedsMention(string chat) => Group(chat)?.RequireMention ?? true;
}

/// <summary>What a chat sees of a turn that runs, beside "typing".</summary>
internal enum TelegramStream
{
    /// <summary>Nothing: the answer comes when it is whole.</summary>
    Off,

    /// <summary>One message that is changed as the agent works and speaks, and becomes the answer.</summary>
    Edit,
}

/// <summary><c>webhook</c>: Telegram comes to the web server.</summary>
/// <param name="Url">As it is reached from outside; its path is the one that is served.</param>
/// <param name="Secret">What Telegram shows in <c>X-Telegram-Bot-Api-Secret-Token</c>.</param>
internal sealed record TelegramWebhook(Uri Url, Secret Secret)
{
    public string Path => Uri.UnescapeDataString(Url.AbsolutePath);
}

/// <summary>One entry of <c>groups</c>.</summary>
/// <param name="Chat">The group's id, or <c>*</c> for those not named.</param>
/// <param name="AllowFrom">Who may speak in it; null is as in the channel.</param>
internal sealed record TelegramGroup(string Chat, bool RequireMention, EquatableArray<string>? AllowFrom);

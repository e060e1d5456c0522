using System.Text.Json;
using System.Text.Json.Serialization;

namespace OpenClaw.Channels.Telegram;

/// <summary><c>getUpdates</c>.</summary>
internal sealed record GetUpdates(long? Offset, int Timeout, string[] AllowedUpdates);

/// <summary><c>sendMessage</c>. A chat's id is a number, or an @name: text is taken for both.</summary>
internal sealed record SendMessage(string ChatId, string Text, long? MessageThreadId, LinkPreview LinkPreviewOptions);

/// <summary>Previews are off: a link in an answer must not make Telegram fetch it.</summary>
internal sealed record LinkPreview(bool IsDisabled);

/// <summary>The bot itself, as <c>getMe</c> describes it.</summary>
internal sealed record TelegramBot(long Id, string? Username);

/// <summary><c>Update</c>, the parts that are read. Whatever came into being later is left out in silence, as Telegram asks of bots.</summary>
internal sealed record TelegramUpdate
{
    public required long UpdateId { get; init; }
    public TelegramMessage? Message { get; init; }
    public TelegramMessage? EditedMessage { get; init; }
}

/// <summary><c>Message</c>.</summary>
internal sealed record TelegramMessage
{
    public required long MessageId { get; init; }
    public long? MessageThreadId { get; init; }
    public bool IsTopicMessage { get; init; }
    public TelegramUser? From { get; init; }
    public required TelegramChat Chat { get; init; }

    /// <summary>Unix seconds.</summary>
    public long Date { get; init; }

    public long? EditDate { get; init; }
    public TelegramMessage? ReplyToMessage { get; init; }
    public string? Text { get; init; }
    public TelegramEntity[]? Entities { get; init; }
    public string? Caption { get; init; }
    public TelegramEntity[]? CaptionEntities { get; init; }
}

/// <summary><c>User</c>.</summary>
internal sealed record TelegramUser
{
    public required long Id { get; init; }
    public bool IsBot { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Username { get; init; }
}

/// <summary><c>Chat</c>; its type is private, group, supergroup or channel.</summary>
internal sealed record TelegramChat(long Id, string? Type);

/// <summary><c>MessageEntity</c>: a piece of a text, in UTF-16 units.</summary>
internal sealed record TelegramEntity
{
    public string? Type { get; init; }
    public int Offset { get; init; }
    public int Length { get; init; }
    public TelegramUser? User { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GetUpdates))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(TelegramBot))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(TelegramMessage))]
internal sealed partial class TelegramJson : JsonSerializerContext;

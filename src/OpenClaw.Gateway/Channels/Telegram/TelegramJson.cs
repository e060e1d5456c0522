using System.Text.Json.Serialization;

namespace OpenClaw.Channels.Telegram;

/// <summary><c>getUpdates</c>.</summary>
internal sealed record GetUpdates(long? Offset, int Timeout, string[] AllowedUpdates);

/// <summary><c>sendMessage</c>, and with the id of a message <c>editMessageText</c>. A chat's id is a number, or an @name: text is taken
/// for both.</summary>
internal sealed record SendMessage(string ChatId, string Text)
{
    /// <summary>The message that is edited.</summary>
    public long? MessageId { get; init; }

    public long? MessageThreadId { get; init; }

    /// <summary><c>HTML</c>; null for letters as they are.</summary>
    public string? ParseMode { get; init; }

    public LinkPreview LinkPreviewOptions { get; init; } = new(true);

    /// <summary>Absent in an edit it takes away what was there.</summary>
    public InlineKeyboard? ReplyMarkup { get; init; }
}

/// <summary>Rows of buttons below a message.</summary>
internal sealed record InlineKeyboard([property: JsonPropertyName("inline_keyboard")] InlineButton[][] Rows);

/// <param name="CallbackData">What a press tells us; at most 64 bytes.</param>
internal sealed record InlineButton(string Text, string CallbackData);

/// <summary>Previews are off: a link in an answer must not make Telegram fetch it.</summary>
internal sealed record LinkPreview(bool IsDisabled);

/// <summary><c>sendChatAction</c>: shown for five seconds.</summary>
internal sealed record SendChatAction(string ChatId, string Action, long? MessageThreadId);

/// <summary><c>setMyCommands</c>.</summary>
internal sealed record SetMyCommands(BotCommand[] Commands);

/// <summary>A line of the menu that a chat offers after a slash.</summary>
internal sealed record BotCommand(string Command, string Description);

/// <summary><c>answerCallbackQuery</c>: a toast of up to 200 characters, or with <paramref name="ShowAlert"/> one that is closed by
/// hand.</summary>
internal sealed record AnswerCallbackQuery(string CallbackQueryId, string Text, bool ShowAlert);

/// <summary><c>deleteMessage</c>.</summary>
internal sealed record DeleteMessage(string ChatId, long MessageId);

/// <summary><c>getFile</c>.</summary>
internal sealed record GetFile(string FileId);

/// <summary><c>File</c>: where its bytes are for the next hour, below <c>/file/bot{token}/</c>.</summary>
internal sealed record TelegramFile(string? FilePath, long? FileSize);

/// <summary>The bot itself, as <c>getMe</c> describes it.</summary>
internal sealed record TelegramBot(long Id, string? Username)
{
    /// <summary>False while its privacy mode is on.</summary>
    public bool? CanReadAllGroupMessages { get; init; }
}

/// <summary><c>WebhookInfo</c>; the url is empty when there is none.</summary>
internal sealed record WebhookInfo(string? Url)
{
    /// <summary>Updates that wait to be told.</summary>
    public int PendingUpdateCount { get; init; }

    /// <summary>Unix seconds of the last one that could not be told; absent when there was none.</summary>
    public long? LastErrorDate { get; init; }

    public string? LastErrorMessage { get; init; }
}

/// <summary><c>setWebhook</c>.</summary>
/// <param name="MaxConnections">One: what somebody writes comes in the order he wrote it.</param>
/// <param name="DropPendingUpdates">False: what was said meanwhile is not lost.</param>
internal sealed record SetWebhook(
    string Url,
    string SecretToken,
    string[] AllowedUpdates,
    int MaxConnections = 1,
    bool DropPendingUpdates = false
);

/// <summary><c>deleteWebhook</c>.</summary>
internal sealed record DeleteWebhook(bool DropPendingUpdates = false);

// A converter of its own keeps the generated writers from being used: only the shapes are made.
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WellFormedText)]
)]
[JsonSerializable(typeof(GetUpdates))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(SendChatAction))]
[JsonSerializable(typeof(SetMyCommands))]
[JsonSerializable(typeof(AnswerCallbackQuery))]
[JsonSerializable(typeof(DeleteMessage))]
[JsonSerializable(typeof(GetFile))]
[JsonSerializable(typeof(TelegramFile))]
[JsonSerializable(typeof(WebhookInfo))]
[JsonSerializable(typeof(SetWebhook))]
[JsonSerializable(typeof(DeleteWebhook))]
[JsonSerializable(typeof(TelegramBot))]
[JsonSerializable(typeof(TelegramUpdate))]
[JsonSerializable(typeof(TelegramMessage))]
[JsonSerializable(typeof(TelegramMedia[]))]
[JsonSerializable(typeof(TelegramOrigin))]
[JsonSerializable(typeof(TelegramExternalReply))]
[JsonSerializable(typeof(TelegramQuote))]
[JsonSerializable(typeof(TelegramLocation))]
[JsonSerializable(typeof(TelegramVenue))]
[JsonSerializable(typeof(TelegramContact))]
[JsonSerializable(typeof(TelegramPoll))]
[JsonSerializable(typeof(TelegramSticker))]
[JsonSerializable(typeof(TelegramDice))]
[JsonSerializable(typeof(TelegramEntity[]))]
internal sealed partial class TelegramJson : JsonSerializerContext;

using System.Text.Json.Serialization;

namespace OpenClaw.Channels.Telegram;

/// <summary><c>Update</c>, the parts that are read. Whatever came into being later is left out in silence, as Telegram asks of
/// bots.</summary>
internal sealed record TelegramUpdate
{
    public required long UpdateId { get; init; }
    public TelegramMessage? Message { get; init; }
    public TelegramMessage? EditedMessage { get; init; }
    public TelegramPress? CallbackQuery { get; init; }
}

/// <summary><c>CallbackQuery</c>: somebody pressed a button below a message of ours.</summary>
internal sealed record TelegramPress
{
    public required string Id { get; init; }
    public required TelegramUser From { get; init; }
    public string? Data { get; init; }
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

    /// <summary>The chat in whose name it was written: the group itself for an anonymous admin, or a channel.</summary>
    [JsonConverter(typeof(OptionalPart<TelegramChat>))]
    public TelegramChat? SenderChat { get; init; }

    /// <summary>The bot that wrote it on behalf of its sender.</summary>
    [JsonConverter(typeof(OptionalPart<TelegramUser>))]
    public TelegramUser? ViaBot { get; init; }

    /// <summary>Where it comes from, when it was forwarded.</summary>
    [JsonConverter(typeof(OptionalPart<TelegramOrigin>))]
    public TelegramOrigin? ForwardOrigin { get; init; }

    /// <summary>Unix seconds of what was forwarded; servers older than <see cref="ForwardOrigin"/> say no more that is read.</summary>
    public long? ForwardDate { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMessage>))]
    public TelegramMessage? ReplyToMessage { get; init; }

    /// <summary>What it answers in another chat.</summary>
    [JsonConverter(typeof(OptionalPart<TelegramExternalReply>))]
    public TelegramExternalReply? ExternalReply { get; init; }

    /// <summary>The part that it answers of a message.</summary>
    [JsonConverter(typeof(OptionalPart<TelegramQuote>))]
    public TelegramQuote? Quote { get; init; }

    public string? Text { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramEntity[]>))]
    public TelegramEntity[]? Entities { get; init; }

    public string? Caption { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramEntity[]>))]
    public TelegramEntity[]? CaptionEntities { get; init; }

    /// <summary>The supergroup that this group has become.</summary>
    public long? MigrateToChatId { get; init; }

    /// <summary>The group that this supergroup was.</summary>
    public long? MigrateFromChatId { get; init; }

    /// <summary>The album that a picture is a part of.</summary>
    public string? MediaGroupId { get; init; }

    /// <summary>The same picture in several sizes, the largest last.</summary>
    [JsonConverter(typeof(OptionalPart<TelegramMedia[]>))]
    public TelegramMedia[]? Photo { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMedia>))]
    public TelegramMedia? Document { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMedia>))]
    public TelegramMedia? Voice { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMedia>))]
    public TelegramMedia? Audio { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMedia>))]
    public TelegramMedia? Video { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMedia>))]
    public TelegramMedia? VideoNote { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramMedia>))]
    public TelegramMedia? Animation { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramLocation>))]
    public TelegramLocation? Location { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramVenue>))]
    public TelegramVenue? Venue { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramContact>))]
    public TelegramContact? Contact { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramPoll>))]
    public TelegramPoll? Poll { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramSticker>))]
    public TelegramSticker? Sticker { get; init; }

    [JsonConverter(typeof(OptionalPart<TelegramDice>))]
    public TelegramDice? Dice { get; init; }
}

/// <summary><c>MessageOrigin</c> of any type: each has one of these.</summary>
internal sealed record TelegramOrigin
{
    public TelegramUser? SenderUser { get; init; }

    /// <summary>The name alone, of somebody who hides the rest.</summary>
    public string? SenderUserName { get; init; }

    public TelegramChat? SenderChat { get; init; }

    public TelegramChat? Chat { get; init; }
}

/// <summary><c>ExternalReplyInfo</c>.</summary>
internal sealed record TelegramExternalReply(TelegramOrigin? Origin);

/// <summary><c>TextQuote</c>.</summary>
internal sealed record TelegramQuote(string? Text)
{
    [JsonConverter(typeof(OptionalPart<TelegramEntity[]>))]
    public TelegramEntity[]? Entities { get; init; }
}

/// <summary><c>Location</c>; a live one is told again, as an edit, each time that it moves.</summary>
internal sealed record TelegramLocation(double Latitude, double Longitude, int? LivePeriod);

/// <summary><c>Venue</c>.</summary>
internal sealed record TelegramVenue(string? Title, string? Address);

/// <summary><c>Contact</c>.</summary>
internal sealed record TelegramContact(string? PhoneNumber, string? FirstName, string? LastName);

/// <summary><c>Poll</c>.</summary>
internal sealed record TelegramPoll(string? Question, TelegramPollOption[]? Options);

/// <summary><c>PollOption</c>.</summary>
internal sealed record TelegramPollOption(string? Text);

/// <summary><c>Sticker</c>.</summary>
internal sealed record TelegramSticker(string? Emoji, string? SetName);

/// <summary><c>Dice</c>.</summary>
internal sealed record TelegramDice(string? Emoji, int Value);

/// <summary><c>PhotoSize</c>, <c>Document</c>, <c>Voice</c> and their kind: what they have in common.</summary>
internal sealed record TelegramMedia
{
    /// <summary>Without one there is nothing to fetch; the words beside are read all the same.</summary>
    public string? FileId { get; init; }

    public long? FileSize { get; init; }
    public string? FileName { get; init; }
    public string? MimeType { get; init; }
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
internal sealed record TelegramChat(long Id, string? Type)
{
    public string? Title { get; init; }
}

/// <summary><c>MessageEntity</c>: a piece of a text, in UTF-16 units.</summary>
internal sealed record TelegramEntity
{
    public string? Type { get; init; }
    public int Offset { get; init; }
    public int Length { get; init; }
    public TelegramUser? User { get; init; }

    /// <summary>Where it leads, with <c>text_link</c>.</summary>
    public string? Url { get; init; }
}

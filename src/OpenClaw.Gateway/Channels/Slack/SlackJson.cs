using System.Text.Json.Serialization;

namespace OpenClaw.Channels.Slack;

/// <summary><c>chat.postMessage</c>, and with the time of a message <c>chat.update</c>.</summary>
internal sealed record SlackPost(string Channel, string Text)
{
    /// <summary>The message that is changed.</summary>
    public string? Ts { get; init; }

    public string? ThreadTs { get; init; }

    /// <summary>False shows the text letter for letter.</summary>
    public bool? Mrkdwn { get; init; }

    /// <summary>What is shown in place of the text, which stays for notifications.</summary>
    public SlackBlock[]? Blocks { get; init; }

    /// <summary>Off: a link in an answer must not make Slack fetch it.</summary>
    public bool UnfurlLinks { get; init; }

    public bool UnfurlMedia { get; init; }
}

/// <summary><c>chat.postEphemeral</c>: only that user sees it.</summary>
internal sealed record SlackWhisper(string Channel, string User, string Text, string? ThreadTs);

/// <summary>A piece of a message: a <c>section</c> with a text, or <c>actions</c> with buttons.</summary>
internal sealed record SlackBlock(string Type)
{
    public SlackLabel? Text { get; init; }
    public SlackButton[]? Elements { get; init; }
}

/// <summary>Text without markup.</summary>
internal sealed record SlackLabel(string Text)
{
    public string Type { get; init; } = "plain_text";

    // Absent is on: ":+1:" in a command would be shown as a thumb.
    public bool Emoji { get; init; }
}

/// <param name="Value">What a press tells us.</param>
internal sealed record SlackButton(string ActionId, string Value, SlackLabel Text, string Style)
{
    public string Type { get; init; } = "button";
}

/// <summary>The bot itself, as <c>auth.test</c> describes it.</summary>
internal sealed record SlackBot(string UserId, string TeamId, string? BotId = null);

/// <summary>What comes over a connection (https://docs.slack.dev/apis/events-api/using-socket-mode): <c>hello</c>, <c>disconnect</c>, or an
/// event in an envelope that is to be acknowledged.</summary>
internal sealed record SlackEnvelope
{
    public string? Type { get; init; }
    public string? EnvelopeId { get; init; }

    /// <summary>Why it will be closed, with <c>disconnect</c>.</summary>
    public string? Reason { get; init; }

    public JsonElement Payload { get; init; }
}

/// <summary>An acknowledgement; a slash command may be answered with it.</summary>
internal sealed record SlackAck(string EnvelopeId, SlackHint? Payload);

/// <summary>Words that only the one who typed the command sees.</summary>
internal sealed record SlackHint(string Text)
{
    public string ResponseType { get; init; } = "ephemeral";
}

/// <summary>The payload of <c>events_api</c>.</summary>
internal sealed record SlackCallback
{
    public SlackEvent? Event { get; init; }

    /// <summary>For whom it was told: one entry, a bot or a person who installed the app.</summary>
    [JsonConverter(typeof(OptionalPart<SlackAuthorization[]>))]
    public SlackAuthorization[]? Authorizations { get; init; }
}

internal sealed record SlackAuthorization(string? UserId, bool IsBot);

/// <summary>A <c>message</c> or an <c>app_mention</c>. With <c>message_changed</c> what it says now is in <see cref="Message"/>.</summary>
internal sealed record SlackEvent
{
    public string? Type { get; init; }
    public string? Subtype { get; init; }
    public string? Channel { get; init; }

    /// <summary><c>im</c>, <c>channel</c>, <c>group</c> or <c>mpim</c>.</summary>
    public string? ChannelType { get; init; }

    public string? User { get; init; }
    public string? BotId { get; init; }
    public string? Text { get; init; }

    /// <summary>When it was said, to the microsecond, which is also what it is called in its channel.</summary>
    public string? Ts { get; init; }

    /// <summary>The message that the thread is under.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>Who wrote that one.</summary>
    public string? ParentUserId { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackEdit>))]
    public SlackEdit? Edited { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackFile[]>))]
    public SlackFile[]? Files { get; init; }

    /// <summary>What it says in pieces with a form. Mostly the text says the same.</summary>
    public JsonElement Blocks { get; init; }

    /// <summary>What it shares, among what Slack or an app has put below it.</summary>
    [JsonConverter(typeof(OptionalPart<SlackAttachment[]>))]
    public SlackAttachment[]? Attachments { get; init; }

    public SlackEvent? Message { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackEvent>))]
    public SlackEvent? PreviousMessage { get; init; }
}

/// <summary>When a message was last changed by its author.</summary>
internal sealed record SlackEdit(string? Ts);

/// <summary>An attachment, the parts of one that shares a message.</summary>
internal sealed record SlackAttachment
{
    public bool IsShare { get; init; }
    public string? AuthorId { get; init; }
    public string? AuthorName { get; init; }
    public string? Text { get; init; }
    public string? Fallback { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackSharedBlocks[]>))]
    public SlackSharedBlocks[]? MessageBlocks { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackFile[]>))]
    public SlackFile[]? Files { get; init; }
}

/// <summary>The blocks of a message that is shared.</summary>
internal sealed record SlackSharedBlocks(SlackSharedMessage? Message);

internal sealed record SlackSharedMessage(JsonElement Blocks);

/// <summary>What <c>users.info</c> answers.</summary>
internal sealed record SlackUserAnswer(SlackUser? User);

internal sealed record SlackUser(string? Name, string? RealName, SlackProfile? Profile);

internal sealed record SlackProfile(string? DisplayName);

/// <summary>A file, the parts that are read.</summary>
internal sealed record SlackFile
{
    public string? Id { get; init; }
    public string? Name { get; init; }
    public string? Mimetype { get; init; }
    public long? Size { get; init; }
    public string? UrlPrivate { get; init; }
    public string? UrlPrivateDownload { get; init; }
}

/// <summary>What <c>files.info</c> answers.</summary>
internal sealed record SlackFileAnswer(SlackFile? File);

/// <summary>The payload of <c>slash_commands</c>.</summary>
internal sealed record SlackSlash
{
    public string? Command { get; init; }
    public string? Text { get; init; }
    public string? UserId { get; init; }
    public string? ChannelId { get; init; }

    /// <summary>Differs with each time that somebody types it.</summary>
    public string? TriggerId { get; init; }
}

/// <summary>The payload of <c>interactive</c>, of a press of a button.</summary>
internal sealed record SlackPress
{
    public string? Type { get; init; }
    public SlackNamed? User { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackNamed>))]
    public SlackNamed? Channel { get; init; }

    [JsonConverter(typeof(OptionalPart<SlackContainer>))]
    public SlackContainer? Container { get; init; }

    public SlackAction[]? Actions { get; init; }
}

internal sealed record SlackNamed(string? Id, string? Name = null);

/// <summary>Where the button was shown.</summary>
internal sealed record SlackContainer(string? ChannelId, string? ThreadTs);

internal sealed record SlackAction(string? ActionId, string? Value);

// A converter of its own keeps the generated writers from being used: only the shapes are made.
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(WellFormedText)]
)]
[JsonSerializable(typeof(SlackPost))]
[JsonSerializable(typeof(SlackWhisper))]
[JsonSerializable(typeof(SlackBot))]
[JsonSerializable(typeof(SlackEnvelope))]
[JsonSerializable(typeof(SlackAck))]
[JsonSerializable(typeof(SlackCallback))]
[JsonSerializable(typeof(SlackFileAnswer))]
[JsonSerializable(typeof(SlackAuthorization[]))]
[JsonSerializable(typeof(SlackFile[]))]
[JsonSerializable(typeof(SlackAttachment[]))]
[JsonSerializable(typeof(SlackSharedBlocks[]))]
[JsonSerializable(typeof(SlackUserAnswer))]
[JsonSerializable(typeof(SlackSlash))]
[JsonSerializable(typeof(SlackPress))]
internal sealed partial class SlackJson : JsonSerializerContext;

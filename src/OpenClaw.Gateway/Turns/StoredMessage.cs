using System.Text.Json.Serialization;

namespace OpenClaw.Turns;

/// <summary>How a turn's row keeps the message that began it.</summary>
internal sealed record StoredMessage(
    string Channel,
    string Account,
    string ChatId,
    bool Group,
    string? Thread,
    string MessageId,
    long Edit,
    string SenderId,
    string? Name,
    string Text,
    long At,
    string Origin,
    ImageAttachment[]? Images,
    ReplyAddress? ReplyTo = null,
    [property: JsonPropertyName("errand")] JobRun? JobRun = null,
    RemoteFile[]? Files = null,
    string? Chain = null,
    StoredWords[]? Borrowed = null
)
{
    public static StoredMessage Of(InboundMessage message) =>
        new(
            message.Chat.Channel,
            message.Chat.Account,
            message.Chat.Id,
            message.Chat.Kind == ChatKind.Group,
            message.Chat.Thread,
            message.Identity.MessageId,
            message.Identity.Edit,
            message.Sender.Id,
            message.Sender.DisplayName,
            message.Text,
            message.ReceivedAt.ToUnixTimeMilliseconds(),
            message.Origin.ToString(),
            message.Images.IsEmpty ? null : [.. message.Images],
            message.ReplyTo,
            message.JobRun,
            message.Files.IsEmpty ? null : [.. message.Files],
            message.Chain,
            message.Borrowed.IsEmpty ? null : [.. message.Borrowed.Select(StoredWords.Of)]
        );

    /// <summary>The same without what was said, and without the name its sender gave himself.</summary>
    public StoredMessage WithoutWords() =>
        this with
        {
            Text = "",
            Name = null,
            Images = null,
            JobRun = null,
            Files = null,
            Borrowed = null,
        };

    public InboundMessage ToMessage() =>
        new()
        {
            Identity = new MessageIdentity(Channel, Account, ChatId, MessageId, Edit),
            Sender = new Sender(Channel, SenderId, Name),
            Chat = new Chat(Channel, Account, ChatId, Group ? ChatKind.Group : ChatKind.Direct, Thread),
            Text = Text,
            ReceivedAt = DateTimeOffset.FromUnixTimeMilliseconds(At),
            Origin = Enum.Parse<Origin>(Origin),
            Images = Images is null ? [] : [.. Images],
            ReplyTo = ReplyTo,
            JobRun = JobRun,
            Chain = Chain,
            Files = Files is null ? [] : [.. Files],
            Borrowed = Borrowed is null ? [] : [.. Borrowed.Select(static words => words.ToWords())],
        };
}

/// <summary>Borrowed words as a row keeps them. The words of the closed sets are text here and in the message: what reads and writes an enum as
/// JSON is 30 kB of the executable for each.</summary>
internal sealed record StoredWords(string Use, string Whose, string? By, string Text)
{
    public static StoredWords Of(BorrowedWords words) => new(words.Use.ToString(), words.Whose.ToString(), words.By, words.Text);

    public BorrowedWords ToWords() => new(Enum.Parse<BorrowedUse>(Use), Enum.Parse<BorrowedFrom>(Whose), By, Text);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(StoredMessage))]
internal sealed partial class MessageJson : JsonSerializerContext;

using System.Globalization;
using System.Text.Json;
using OpenClaw.Delivery;

namespace OpenClaw.Channels.Telegram;

/// <summary>Sends what the outbox has for Telegram, one attempt at a time.</summary>
internal sealed class TelegramSender(TelegramApi api) : IOutboundChannel
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait while only a person can help (a wrong token).</summary>
    private static readonly TimeSpan s_untilMended = TimeSpan.FromMinutes(5);

    public string Channel => TelegramReader.Channel;

    /// <summary>4,096 UTF-16 units (https://core.telegram.org/bots/api#sendmessage).</summary>
    public TextLimit Limit => new(4096);

    public async Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var chat = message.To.ChatId;
        var answer = await CallAsync(chat, message, ct);
        // The group has a new id: the message was refused for certain, so it may be sent there at once.
        if (answer is TelegramAnswer.Refused { MigratedTo: { } moved }) answer = await CallAsync(moved.ToString(CultureInfo.InvariantCulture), message, ct);
        return Outcome(answer);
    }

    private async Task<TelegramAnswer> CallAsync(string chat, OutboxMessage message, CancellationToken ct)
    {
        var thread = long.TryParse(message.To.Thread, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        var arguments = JsonSerializer.SerializeToUtf8Bytes(new SendMessage(chat, message.Text, thread, new LinkPreview(true)), TelegramJson.Default.SendMessage);
        try
        {
            return await api.CallAsync("sendMessage", arguments, s_patience, ct);
        }
        catch (OperationCanceledException)
        {
            return new TelegramAnswer.Lost("the gateway stopped before the answer came");
        }
    }

    private static SendOutcome Outcome(TelegramAnswer answer) => answer switch
    {
        TelegramAnswer.Done done => new SendOutcome.Sent(MessageId(done.Result)),
        TelegramAnswer.NotSent notSent => new SendOutcome.Later(notSent.Reason, WholeChannel: true),
        TelegramAnswer.Lost lost => new SendOutcome.Unknown(lost.Reason),
        TelegramAnswer.Refused { Code: 429 } limited => new SendOutcome.Later(limited.Reason, limited.RetryAfter),
        TelegramAnswer.Refused { Code: 401 or 404 } => new SendOutcome.Later("Telegram does not know the token (channels.telegram.token)", s_untilMended, WholeChannel: true),
        TelegramAnswer.Refused { Code: >= 500 } broken => new SendOutcome.Later(broken.Reason, broken.RetryAfter, WholeChannel: true),
        TelegramAnswer.Refused refused => new SendOutcome.Refused(refused.Reason),
        _ => throw new InvalidOperationException($"no outcome for {answer.GetType().Name}"),
    };

    private static string? MessageId(JsonElement result) =>
        result.ValueKind == JsonValueKind.Object && result.TryGetProperty("message_id", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetRawText() : null;
}

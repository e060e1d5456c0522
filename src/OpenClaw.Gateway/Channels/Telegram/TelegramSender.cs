using OpenClaw.Delivery.Cutting;
using OpenClaw.Delivery.Outbound;

namespace OpenClaw.Channels.Telegram;

/// <summary>Sends what the outbox has for Telegram, one attempt at a time.</summary>
internal sealed class TelegramSender(TelegramApi api, TelegramActivity activity) : IOutboundChannel
{
    /// <summary>4,096 UTF-16 units (https://core.telegram.org/bots/api#sendmessage).</summary>
    private const int LongestText = 4096;

    /// <summary>https://core.telegram.org/api/entities: what comes after them is shown without its form.</summary>
    private const int MostEntities = 100;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait while only a person can help (a wrong token).</summary>
    private static readonly TimeSpan s_untilMended = TimeSpan.FromMinutes(5);

    public string Channel => TelegramReader.Channel;

    public TextLimit Limit => new(LongestText);

    public async Task<SendOutcome> SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var form = Form(message);
        if (message is { Turn: { } turn, Edits: null, Approval: null } && await activity.FindAsync(turn, message.To) is { } draft)
        {
            if (activity.PauseOf(draft) is { } pause)
            {
                return new SendOutcome.Later("Telegram wants a pause in this chat, as it told the draft of this answer", pause);
            }
            var written = draft.MessageId is { } id ? form with { MessageId = id, MessageThreadId = null } : form;
            var replaced = await SendAsync(written, message, ct);
            if (replaced is not SendOutcome.Later)
            {
                activity.Forget(turn);
            }
            // Somebody has deleted the draft: the answer is a message of its own.
            if (draft.MessageId is null || replaced is not SendOutcome.Refused)
            {
                return replaced;
            }
        }

        return await SendAsync(form, message, ct);
    }

    private async Task<SendOutcome> SendAsync(SendMessage form, OutboxMessage message, CancellationToken ct)
    {
        var answer = await CallAsync(form, ct);
        // Each of these refusals is certain: nothing has arrived, so the same words may go once more in another way.
        if (answer is TelegramRefusal { MigratedTo: { } moved })
        {
            form = form with { ChatId = moved.ToString(CultureInfo.InvariantCulture) };
            answer = await CallAsync(form, ct);
        }

        if (
            form.ParseMode is not null
            && answer is TelegramRefusal { Code: 400 } refused
            && refused.Reason.Contains("parse", StringComparison.OrdinalIgnoreCase)
        )
        {
            answer = await CallAsync(form with { Text = message.Text, ParseMode = null }, ct);
        }

        return Outcome(answer, form);
    }

    /// <summary>Telegram shows the form of the first hundred pieces that have one, and a table's blanks count as letters.</summary>
    public bool TakesForm(string markdown) => TelegramHtml.Of(markdown) is { Length: <= LongestText, Entities: <= MostEntities };

    private static SendMessage Form(OutboxMessage message)
    {
        var (text, mode) = Written(message);
        return new SendMessage(message.To.ChatId, text)
        {
            ParseMode = mode,
            MessageThreadId = message.Edits is null ? TelegramReader.Number(message.To.Thread) : null,
            MessageId = TelegramReader.Number(message.Edits?.ChannelMessage),
            ReplyMarkup = message.Approval is { IsWhole: true } approval ? TelegramButtons.For(approval) : null,
        };
    }

    /// <summary>Bullets and the blanks of a table may make it longer than it was, and marks alone say nothing: then it goes as it was
    /// written.</summary>
    private static (string Text, string? Mode) Written(OutboxMessage message) =>
        message.Approval is not null ? (TelegramQuestion.Html(message.Text), "HTML")
        : message.IsMarkdown && TelegramHtml.Of(message.Text) is { Length: > 0 and <= LongestText, Html: var html } ? (html, "HTML")
        : (message.Text, null);

    private async Task<ChannelAnswer> CallAsync(SendMessage form, CancellationToken ct)
    {
        try
        {
            var method = form.MessageId is null ? "sendMessage" : "editMessageText";
            return await api.CallAsync(method, form, TelegramJson.Default.SendMessage, s_patience, ct);
        }
        catch (OperationCanceledException)
        {
            return new ChannelAnswer.Lost("the gateway stopped before the answer came");
        }
    }

    private static SendOutcome Outcome(ChannelAnswer answer, SendMessage form) =>
        answer switch
        {
            ChannelAnswer.Done done => new SendOutcome.Sent(MessageId(done.Result)),
            // The second time that an edit is made Telegram says that it changes nothing.
            TelegramRefusal { Code: 400 } same
                when form.MessageId is { } id && same.Reason.Contains("not modified", StringComparison.OrdinalIgnoreCase) =>
                new SendOutcome.Sent(id.ToString(CultureInfo.InvariantCulture)),
            TelegramRefusal { Code: 429 } limited => new SendOutcome.Later(limited.Reason, limited.After),
            TelegramRefusal { Code: 401 or 404 } => new SendOutcome.Later(
                "Telegram does not know the token (channels.telegram.token)",
                s_untilMended,
                WholeChannel: true
            ),
            TelegramRefusal { Code: 503 } broken => new SendOutcome.Later(broken.Reason, broken.After, WholeChannel: true),
            ChannelAnswer.Refused refused => new SendOutcome.Refused(refused.Reason),
            _ => answer.Outcome(isChange: form.MessageId is not null),
        };

    private static string? MessageId(JsonElement result) => Shapes.Number(result, "message_id")?.ToString(CultureInfo.InvariantCulture);
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Delivery.Cutting;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Delivery.Outbox;

/// <summary>The rows of <c>outbox</c>, one a piece of a message, each with its own state and receipt. Writers add to a batch; whoever owns
/// the step commits.</summary>
internal sealed partial class OutboxStore(
    Store store,
    Counters counters,
    Current<OutboundChannels> channels,
    Current<GatewayConfig> config,
    TimeProvider time
)
{
    /// <summary>A message that is to be sent is on the disk. Raised by the commit that put it there.</summary>
    public event Action<QueuedMessage>? Queued;

    /// <summary>
    /// Adds a message that is to go out, cut into pieces that its channel takes. One to a transcript (the terminal, the page) is
    /// <c>sent</c> at once: what stands there, in the same transaction, is its delivery.
    /// </summary>
    public void Add(Batch batch, OutboundMessage message, TurnId? turn)
    {
        var now = time.GetUtcNow();
        if (message.To.IsTranscript)
        {
            Insert(batch, message with { Approval = null }, turn, "", OutboxStates.Sent, now, now, null);
            return;
        }

        var keepsForm = message.IsMarkdown ? piece => channels.Value.TakesForm(message.To.Channel, piece) : (Func<string, bool>?)null;
        var pieces = TextCutter.Cut(message.Text, channels.Value.LimitOf(message.To.Channel), keepsForm);
        if (pieces.Count == 0)
        {
            return;
        }
        var expires = now + (message.Ttl ?? config.Value.Delivery.Ttl);
        for (var i = 0; i < pieces.Count; i++)
        {
            // A button below one of several pieces would hang below words that a model chose.
            var approval =
                pieces.Count == 1 ? message.Approval
                : i == pieces.Count - 1 && message.Approval is { } cut ? cut with { Fingerprint = "" }
                : null;
            Insert(batch, message with { Approval = approval }, turn, pieces[i], OutboxStates.Pending, now, null, expires);
        }

        batch.Then(() => Queued?.Invoke(new QueuedMessage(message, turn, expires)));
    }

    /// <summary>Whether one message there takes a question whole. What is read in a transcript has no messages and no limit.</summary>
    public bool TakesQuestion(ReplyAddress to, string text) => to.IsTranscript || channels.Value.TakesQuestion(to.Channel, text);

    public TextLimit LimitOf(ReplyAddress to) => channels.Value.LimitOf(to.Channel);

    /// <summary>
    /// What was being sent when the process died: nobody knows whether it arrived, and a second send would be a guess. With <c>on_unknown =
    /// "resend"</c> it is guessed once.
    /// </summary>
    public void MarkInterrupted(Batch batch)
    {
        const string Why = "the gateway ended between the request and its answer";
        if (config.Value.Delivery.OnUnknown == OnUnknown.Resend)
        {
            batch.Add(
                $"update outbox set state = 'pending', resends = 1, next_at = null, failure = @0 where {Waiting} and state = 'sending' and resends = 0",
                Why
            );
        }

        // A change made twice is made once.
        batch
            .Add(
                $"update outbox set state = 'pending', next_at = null, failure = @0 where {Waiting} and state = 'sending' and edits is not null",
                Why
            )
            .Add($"update outbox set state = 'unknown', failure = @0 where {Waiting} and state = 'sending'", Why)
            .AuditIfChanged(AuditKinds.Delivery, null, null, ("state", OutboxStates.Unknown));
    }

    /// <summary>Another machine may have sent whatever waits here. Nothing is sent on a guess, whatever <c>on_unknown</c> says; only a change
    /// may be made twice.</summary>
    public static void MarkUnseen(Batch batch, string why) =>
        batch
            .Add($"update outbox set state = 'pending', next_at = null where {Waiting} and edits is not null")
            .Add($"update outbox set state = 'unknown', next_at = null, failure = @0 where {Waiting} and edits is null", why)
            .AuditIfChanged(AuditKinds.Delivery, null, null, ("state", OutboxStates.Unknown));

    /// <summary>The row that announces an attempt. A conflict means that it was dropped or has expired in this moment.</summary>
    public static Batch SetSending(Batch batch, long id) =>
        batch
            .Expect(
                1,
                "update outbox set state = 'sending', attempts = attempts + 1, next_at = null where id = @0 and state = 'pending'",
                id
            )
            .Became(id, OutboxStates.Sending);

    public Batch SetSent(Batch batch, long id, string? channelMessage) =>
        batch
            .Add(
                "update outbox set state = 'sent', sent_at = @1, channel_message = @2, failure = null where id = @0",
                id,
                time.GetUtcNow(),
                channelMessage
            )
            .Became(id, OutboxStates.Sent);

    /// <param name="nextAt">Null leaves it to the channel when it is tried again.</param>
    public static Batch SetPending(Batch batch, long id, DateTimeOffset? nextAt, string why) =>
        batch
            .Add("update outbox set state = 'pending', next_at = @1, failure = @2 where id = @0", id, nextAt, why)
            .Became(id, OutboxStates.Pending);

    public static Batch SetResending(Batch batch, long id, DateTimeOffset nextAt, string why) =>
        batch
            .Add("update outbox set state = 'pending', resends = 1, next_at = @1, failure = @2 where id = @0", id, nextAt, why)
            .Became(id, OutboxStates.Pending);

    /// <param name="state"><c>failed</c> or <c>unknown</c>.</param>
    public static Batch SetEnded(Batch batch, long id, string state, string why) =>
        batch.Add("update outbox set state = @1, failure = @2 where id = @0", id, state, why).Became(id, state);

    public static Batch SetExpired(Batch batch, long id) =>
        batch
            .Expect(1, "update outbox set state = 'expired', next_at = null where id = @0 and state = 'pending'", id)
            .Became(id, OutboxStates.Expired);

    /// <summary>Sends a message now that waits, or again one of which the gateway had let go. It is worth as much time as a new
    /// one.</summary>
    public Batch SetWanted(Batch batch, long id) =>
        batch
            .Expect(
                1,
                "update outbox set state = 'pending', attempts = 0, next_at = null, expires_at = @1 where id = @0 and state in ('pending', 'unknown', 'failed', 'expired')",
                id,
                time.GetUtcNow() + config.Value.Delivery.Ttl
            )
            .Became(id, OutboxStates.Pending);

    public static Batch SetDropped(Batch batch, long id, string why) =>
        batch
            .Expect(
                1,
                "update outbox set state = 'dropped', next_at = null, failure = @1 where id = @0 and state in ('pending', 'unknown', 'failed', 'expired')",
                id,
                why
            )
            .Became(id, OutboxStates.Dropped);

    /// <summary>The clock was set: what waits is as old, and worth as much time, as it was.</summary>
    public static void MoveAlong(Batch batch, TimeSpan leap) =>
        batch.Add(
            $"update outbox set queued_at = queued_at + @0, expires_at = expires_at + @0, next_at = next_at + @0 where {Waiting}",
            (long)leap.TotalMilliseconds
        );

    private void Insert(
        Batch batch,
        OutboundMessage message,
        TurnId? turn,
        string text,
        string state,
        DateTimeOffset queued,
        DateTimeOffset? sent,
        DateTimeOffset? expires
    )
    {
        var id = counters.NextOutbox();
        batch
            .Add(
                """
                insert into outbox(id, session, turn, channel, account, chat, thread, text, state, queued_at, sent_at, expires_at, markdown, approval, edits)
                values(@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14)
                """,
                id,
                message.Session.Value,
                turn?.Value,
                message.To.Channel,
                message.To.Account,
                message.To.ChatId,
                message.To.Thread,
                text,
                state,
                queued,
                sent,
                expires,
                message.IsMarkdown ? 1L : 0L,
                message.Approval?.ToString(),
                message.Edits
            )
            .Audit(
                AuditKinds.Delivery,
                message.Session.Value,
                turn?.Value,
                ("id", id),
                ("to", message.To.ToString()),
                ("state", state),
                ("length", text.Length)
            );
    }
}

file static class OutboxAudit
{
    /// <summary>What became of a row, in the batch that says so.</summary>
    public static Batch Became(this Batch batch, long id, string state) =>
        batch.AuditIfChanged(AuditKinds.Delivery, null, null, ("id", id), ("state", state));
}

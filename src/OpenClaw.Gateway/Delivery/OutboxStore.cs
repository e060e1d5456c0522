using OpenClaw.Messages;
using OpenClaw.Storage;
using OpenClaw.Storage.Audit;

namespace OpenClaw.Delivery;

/// <summary>The rows of <c>outbox</c>.</summary>
internal sealed class OutboxStore(Counters counters, TimeProvider time)
{
    /// <summary>Adds a message that is to go out. One to the terminal is <c>sent</c> at once: its transcript, in the same transaction, is its delivery.</summary>
    public void Add(Batch batch, OutboundMessage message, TurnId? turn)
    {
        var local = message.To.Channel == "local";
        var now = time.GetUtcNow();
        var (id, state) = (counters.NextOutbox(), local ? "sent" : "pending");
        batch.Add(
            "insert into outbox(id, session, turn, channel, account, chat, thread, text, state, queued_at, sent_at) values(@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10)",
            id, message.Session.Value, turn?.Value, message.To.Channel, message.To.Account, message.To.ChatId, message.To.Thread,
            local ? "" : message.Text, state, now, local ? now : (DateTimeOffset?)null);
        batch.Audit(AuditKinds.Delivery, message.Session.Value, turn?.Value, ("id", id), ("to", message.To.ToString()), ("state", state), ("length", message.Text.Length));
    }

    /// <summary>What was being sent when the process died: nobody knows whether it arrived, and a second send would be a guess.</summary>
    public static void MarkInterrupted(Batch batch) => batch.Add("update outbox set state = 'unknown' where state = 'sending'");
}

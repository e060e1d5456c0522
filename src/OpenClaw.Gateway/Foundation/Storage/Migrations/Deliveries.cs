namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What the senders of the outbox look for, and how to find it among everything that was ever sent.</summary>
internal static class Deliveries
{
    public static Migration Step { get; } =
        new(
            "deliveries",
            """
            -- Whether a message of which nobody knows if it arrived was sent once more (on_unknown = "resend").
            alter table outbox add column resends integer not null default 0;
            -- Nobody sent these so far, and days later is too late.
            update outbox set expires_at = queued_at + 86400000 where state = 'pending';

            -- The oldest message of a conversation that waits. A statement uses these two only if it repeats their condition word for word.
            drop index outbox_open;
            create index outbox_waiting on outbox(channel, account, chat, thread, id) where state in ('pending', 'sending');
            create index outbox_left on outbox(id) where state in ('unknown', 'failed', 'expired');
            """
        );
}

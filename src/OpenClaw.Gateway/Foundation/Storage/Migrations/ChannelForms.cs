namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What a channel has to know of a message beside its words: how it is written, which approval it shows, which message it
/// changes.</summary>
internal static class ChannelForms
{
    public static Migration Step { get; } =
        new(
            "channel forms",
            """
            alter table outbox add column markdown integer not null default 0;
            alter table outbox add column approval text;
            alter table outbox add column edits integer;
            create index outbox_approvals on outbox(approval) where approval is not null;
            create index outbox_edits on outbox(edits) where edits is not null;
            """
        );
}

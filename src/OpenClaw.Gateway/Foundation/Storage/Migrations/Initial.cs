namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>The first schema. Times are Unix milliseconds; states are the words of docs/architecture.md.</summary>
internal static class Initial
{
    public static Migration Step { get; } =
        new(
            "initial",
            """
            -- What came in: one row a message, for ever, so that what comes twice is known. Its text is the turn's.
            create table inbox(
              channel text not null, account text not null, chat text not null, message text not null, edit integer not null,
              sender text not null, received_at integer not null,
              primary key(channel, account, chat, message, edit)) strict, without rowid;

            -- How far a channel was read.
            create table cursors(channel text not null, account text not null, value text not null, primary key(channel, account)) strict, without rowid;

            -- A conversation's operating state. The context begins at entry context_start; resets move it forward.
            create table sessions(
              key text primary key, rule text not null, created_at integer not null, updated_at integer not null, activity_at integer not null,
              context_start integer not null, model text, policy text not null, reply_to text not null) strict, without rowid;

            -- The transcript, one row an entry.
            create table entries(
              session text not null, seq integer not null, turn integer, kind text not null, body text not null, at integer not null,
              primary key(session, seq)) strict, without rowid;

            -- A turn: queued, thinking, acting, asking, answered, failed, stopped, joined.
            create table turns(
              id integer primary key, session text not null, state text not null, rule text not null, origin text not null, sender text not null,
              message text not null, queued_at integer not null, started_at integer, ended_at integer, steps integer not null default 0,
              joined_to integer, failure text) strict;
            -- On the id and not on the state: a step of a turn then writes no page of the index.
            create index turns_unfinished on turns(id) where ended_at is null;

            -- A tool call on its way to the world: started, finished, unknown.
            create table effects(
              turn integer not null, call text not null, session text not null, tool text not null, digest text not null, state text not null,
              result_hash text, approval text, started_at integer not null, finished_at integer, primary key(turn, call)) strict, without rowid;
            -- Those that started belong to unfinished turns and are found through these.
            create index effects_unknown on effects(turn) where state = 'unknown';

            -- An asked call: pending, approved, denied, expired, withdrawn, used.
            create table approvals(
              id text primary key, turn integer not null, call text not null, session text not null, sender text not null, tool text not null,
              arguments text not null, display text not null, digest text not null, policy text not null, rule text not null, span text not null,
              reason text, approvers text not null, self integer not null, asked_at integer not null, expires_at integer not null,
              state text not null, decided_by text, decided_at integer, note text) strict, without rowid;
            create unique index approvals_call on approvals(turn, call);
            create index approvals_pending on approvals(state) where state = 'pending';

            -- What goes out: pending, sending, sent, unknown, expired, failed.
            create table outbox(
              id integer primary key, session text not null, turn integer, channel text not null, account text not null, chat text not null, thread text,
              text text not null, state text not null, queued_at integer not null, sent_at integer, channel_message text, failure text) strict;
            create index outbox_open on outbox(state) where state in ('pending', 'sending');
            """
        );
}

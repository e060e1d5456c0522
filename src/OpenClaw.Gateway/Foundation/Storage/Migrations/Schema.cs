namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>The whole schema, oldest step first. A step's number is its place, counted from 1; a landed step is never edited. Times are
/// Unix milliseconds; states are the words of docs/architecture.md.</summary>
internal static class Schema
{
    public static IReadOnlyList<string> Steps { get; } =
    [
        // The first schema.
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
            """,
        // What makes deliveries, schedules, budgets and the audit survive anything.
        """
            -- How often a message was tried, when the next try is due (null: at once), and until when it is worth sending.
            alter table outbox add column attempts integer not null default 0;
            alter table outbox add column next_at integer;
            alter table outbox add column expires_at integer;

            -- A declared job as the gateway knows it: since when, so that a new one catches nothing up, and how it fares.
            create table cron_jobs(
              name text primary key, schedule text not null, since integer not null, failures integer not null default 0, alerted integer not null default 0,
              resume_at integer) strict, without rowid;

            -- An occurrence, claimed before it runs: waiting, running, done, failed, unknown, missed, skipped. One row an attempt. What has no turn never ran.
            create table cron_runs(
              job text not null, scheduled_at integer not null, attempt integer not null, state text not null, turn integer, started_at integer,
              ended_at integer, note text, primary key(job, scheduled_at, attempt)) strict, without rowid;
            create index cron_runs_open on cron_runs(job) where state in ('waiting', 'running');

            -- What the agent was asked to bring up again: active, done, cancelled. next_at is null when it will not come again.
            create table reminders(
              id integer primary key, session text not null, text text not null, schedule text not null, zone text not null, message text not null,
              rule text not null, state text not null, created_at integer not null, next_at integer) strict;
            create index reminders_due on reminders(next_at) where next_at is not null;

            -- What a session has used under a rule that has a budget, by the minute (Unix time / 60); told is when its people were told that it is used up.
            create table usage(
              rule text not null, session text not null, minute integer not null, turns integer not null default 0, tokens integer not null default 0,
              told integer not null default 0, primary key(rule, session, minute)) strict, without rowid;

            -- What happened, each row with the hash of the one before. Only ever appended to; cut at its beginning by retention, which says so in a row.
            create table audit(
              seq integer primary key, at integer not null, kind text not null, session text, turn integer, body text not null, before blob not null) strict;
            """,
        // What the senders of the outbox look for, and how to find it among everything that was ever sent.
        """
            -- Whether a message of which nobody knows if it arrived was sent once more (on_unknown = "resend").
            alter table outbox add column resends integer not null default 0;
            -- Nobody sent these so far, and days later is too late.
            update outbox set expires_at = queued_at + 86400000 where state = 'pending';

            -- The oldest message of a conversation that waits. A statement uses these two only if it repeats their condition word for word.
            drop index outbox_open;
            create index outbox_waiting on outbox(channel, account, chat, thread, id) where state in ('pending', 'sending');
            create index outbox_left on outbox(id) where state in ('unknown', 'failed', 'expired');
            """,
        // What became of a message, for whoever repeats it, and of a command that went on in the background, for the next start.
        """
            -- The number the message was given. A command's, and one's that was refused, leads to no turn.
            alter table inbox add column turn integer;

            -- A state more of an effect, running: its call has its result and its command goes on, under this name.
            alter table effects add column running_as text;
            create index effects_running on effects(turn) where state = 'running';
            """,
        // What a channel has to know of a message beside its words: how it is written, which approval it shows, which message it changes.
        """
            alter table outbox add column markdown integer not null default 0;
            alter table outbox add column approval text;
            alter table outbox add column edits integer;
            create index outbox_approvals on outbox(approval) where approval is not null;
            create index outbox_edits on outbox(edits) where edits is not null;
            """,
        // What models with a price have cost.
        """
            -- What the replies of one day cost (days since 1970-01-01 in the agent's zone), in billionths of the currency's unit. One row for a session, its rule and a model.
            create table spending(
              rule text not null, session text not null, day integer not null, model text not null, input integer not null, output integer not null, cost integer not null,
              primary key(rule, session, day, model)) strict, without rowid;
            create index spending_day on spending(day);
            """,
        // What tells a clock that was set from a machine that was off, and which reminders move along with it.
        """
            -- One row: what the wall clock showed at which uptime of which boot, both in milliseconds, and how far it is behind what the state knows.
            create table clock(id integer primary key check(id = 1), boot text not null, uptime integer not null, wall integer not null, behind integer not null) strict;

            -- Whether a reminder was set as a length of time ("in 20 minutes") and not as a time of day.
            alter table reminders add column from_now integer not null default 0;
            """,
        // Where each owner was last heard from, so that what nobody asked for is told there.
        """
            create table owner_places(sender text primary key, channel text not null, account text not null, chat text not null, at integer not null) strict, without rowid;
            """,
        // What a session's text costs in tokens: without it a start would have to find out again which transcripts are too long.
        "alter table sessions add column tokens_per_character real;",
    ];
}

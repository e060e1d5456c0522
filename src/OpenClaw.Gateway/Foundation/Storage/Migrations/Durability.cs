namespace OpenClaw.Foundation.Storage.Migrations;

/// <summary>What makes deliveries, schedules, budgets and the audit survive anything.</summary>
internal static class Durability
{
    public static Migration Step { get; } =
        new(
            "durability",
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
            """
        );
}

using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <param name="Text">What was said to begin it.</param>
internal sealed record TurnRow(long Id, string Session, string State, string Text, long? JoinedTo, bool HasEnded);

/// <param name="Text">What was said or answered; of a result, what the model reads.</param>
/// <param name="Calls">Ids of the calls a reply asks for.</param>
/// <param name="Call">Of a result, the call it belongs to.</param>
internal sealed record EntryRow(string Session, long Seq, long? Turn, string Kind, string Text, IReadOnlyList<string> Calls, string? Call);

/// <param name="Approval">What let it run; null where the policy did.</param>
internal sealed record EffectRow(long Turn, string Call, string Tool, string State, string? Approval);

internal sealed record ApprovalRow(string Id, long Turn, string Call, string State);

/// <param name="To">The channel and its chat: <c>telegram:7</c>.</param>
internal sealed record OutboxRow(long Id, long? Turn, string To, string Text, string State);

internal sealed record CronRunRow(string Job, long ScheduledAt, long Attempt, string State, long? Turn);

/// <param name="State">active, done or cancelled.</param>
internal sealed record ReminderRow(long Id, string Session, string Text, string State);

/// <summary>All that lies on the disk at one moment: the rows, and what commands and tools left in the workspace.</summary>
internal sealed class Evidence
{
    private readonly string _workspace;
    private readonly Dictionary<string, long> _contextStarts;

    private Evidence(StateFile state, string workspace)
    {
        _workspace = workspace;
        Integrity = state.Query("pragma integrity_check", static row => row.GetString(0));
        Inbox = state.Query("select turn from inbox where turn is not null", static row => row.GetInt64(0)).ToHashSet();
        Turns = state.Query(
            "select id, session, state, message, joined_to, ended_at from turns",
            static row => new TurnRow(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                (string)JsonNode.Parse(row.GetString(3))!["text"]!,
                row.IsDBNull(4) ? null : row.GetInt64(4),
                !row.IsDBNull(5)
            )
        );
        Entries = state.Query(
            "select session, seq, turn, kind, body from entries order by session, seq",
            static row =>
            {
                var body = JsonNode.Parse(row.GetString(4))!;
                return new EntryRow(
                    row.GetString(0),
                    row.GetInt64(1),
                    row.IsDBNull(2) ? null : row.GetInt64(2),
                    row.GetString(3),
                    (string?)body["text"] ?? "",
                    [.. (body["calls"]?.AsArray() ?? []).Select(static call => (string)call!["id"]!)],
                    (string?)body["call"]
                );
            }
        );
        Effects = state.Query(
            "select turn, call, tool, state, approval from effects",
            static row => new EffectRow(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.GetString(3),
                row.IsDBNull(4) ? null : row.GetString(4)
            )
        );
        Approvals = state.Query(
            "select id, turn, call, state from approvals",
            static row => new ApprovalRow(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3))
        );
        AskedAgain = state
            .Query(
                "select json_extract(body, '$.id') from audit where kind = 'approval' and json_extract(body, '$.state') = 'asked again'",
                static row => row.GetString(0)
            )
            .ToHashSet();
        Outbox = state.Query(
            "select id, turn, channel || ':' || chat, text, state from outbox order by id",
            static row => new OutboxRow(
                row.GetInt64(0),
                row.IsDBNull(1) ? null : row.GetInt64(1),
                row.GetString(2),
                row.GetString(3),
                row.GetString(4)
            )
        );
        CronRuns = state.Query(
            "select job, scheduled_at, attempt, state, turn from cron_runs order by job, scheduled_at, attempt",
            static row => new CronRunRow(
                row.GetString(0),
                row.GetInt64(1),
                row.GetInt64(2),
                row.GetString(3),
                row.IsDBNull(4) ? null : row.GetInt64(4)
            )
        );
        CronJobs = state
            .Query("select name, since from cron_jobs", static row => (Name: row.GetString(0), Since: row.GetInt64(1)))
            .ToDictionary(static job => job.Name, static job => job.Since);
        Reminders = state.Query(
            "select id, session, text, state from reminders",
            static row => new ReminderRow(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3))
        );
        _contextStarts = state
            .Query("select key, context_start from sessions", static row => (Key: row.GetString(0), Start: row.GetInt64(1)))
            .ToDictionary(static s => s.Key, static s => s.Start);
        Ran = File("ran") is { } ran ? ran.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    public IReadOnlyList<string> Integrity { get; }

    /// <summary>Numbers that messages were given when they were taken in: those of their turns, where they have any.</summary>
    public IReadOnlySet<long> Inbox { get; }

    public IReadOnlyList<TurnRow> Turns { get; }

    public IReadOnlyList<EntryRow> Entries { get; }

    public IReadOnlyList<EffectRow> Effects { get; }

    public IReadOnlyList<ApprovalRow> Approvals { get; }

    /// <summary>Approvals that a start found answered and not begun.</summary>
    public IReadOnlySet<string> AskedAgain { get; }

    public IReadOnlyList<OutboxRow> Outbox { get; }

    public IReadOnlyList<CronRunRow> CronRuns { get; }

    /// <summary>When each job was first seen, in Unix milliseconds: what was due before is none of its occurrences.</summary>
    public IReadOnlyDictionary<string, long> CronJobs { get; }

    public IReadOnlyList<ReminderRow> Reminders { get; }

    /// <summary>The lines that commands appended.</summary>
    public IReadOnlyList<string> Ran { get; }

    /// <summary>Reads a copy, so that looking at a killed gateway's files does not repair them. Null when it died before it had
    /// any.</summary>
    public static Evidence? Read(string stateFolder, string workspace)
    {
        using var state = StateFile.OpenCopy(stateFolder);
        return state is null ? null : new Evidence(state, workspace);
    }

    /// <summary>The turn a message became.</summary>
    public TurnRow? TurnOf(Said message) => Turns.FirstOrDefault(turn => message.IsIn(turn.Text));

    /// <summary>The turn that answered it: its own, or the one it was joined to.</summary>
    public TurnRow? AnsweringTurnOf(Said message)
    {
        var turn = TurnOf(message);
        while (turn is { JoinedTo: { } other })
        {
            turn = Turns.FirstOrDefault(next => next.Id == other);
        }
        return turn;
    }

    public IReadOnlyList<EntryRow> EntriesOf(string session) => [.. Entries.Where(entry => entry.Session == Said.KeyOf(session))];

    public IReadOnlyList<EffectRow> EffectsOf(Said message) =>
        TurnOf(message) is { } turn ? [.. Effects.Where(effect => effect.Turn == turn.Id)] : [];

    public IReadOnlyList<ApprovalRow> ApprovalsOf(Said message) =>
        TurnOf(message) is { } turn ? [.. Approvals.Where(approval => approval.Turn == turn.Id)] : [];

    /// <summary>A call of its turn was cut off, and is listed as such.</summary>
    public bool IsUnknown(Said message) => EffectsOf(message).Any(static effect => effect.State == "unknown");

    public long ContextStart(string session) => _contextStarts.GetValueOrDefault(Said.KeyOf(session));

    /// <summary>The text of a file in the workspace; null when there is none.</summary>
    public string? File(string name) =>
        Path.Combine(_workspace, name) is var path && System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : null;
}

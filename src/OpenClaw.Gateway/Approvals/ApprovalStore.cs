using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Approvals;

/// <summary>The rows of <c>approvals</c>. A state changes only from the one it is expected to have, so of two who answer one
/// wins.</summary>
internal sealed class ApprovalStore(Store store)
{
    public void Add(Batch batch, Approval approval) =>
        batch
            .Add(
                """
                insert into approvals(id, turn, call, session, sender, tool, arguments, display, digest, policy, rule, span, reason, approvers, self, asked_at, expires_at, state)
                values(@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12, @13, @14, @15, @16, 'pending')
                """,
                approval.Id.Value,
                approval.Turn.Value,
                approval.Call,
                approval.Session.Value,
                approval.Sender,
                approval.Tool,
                approval.Arguments,
                approval.Display,
                approval.Digest,
                approval.Policy,
                approval.Rule,
                approval.Span,
                approval.Reason,
                string.Join('\n', approval.Approvers),
                approval.Self,
                approval.AskedAt,
                approval.ExpiresAt
            )
            .Audited(approval, ApprovalEvidence.Asked, approval.Sender);

    /// <summary>Moves an approval from one state to another, or makes its batch a conflict when it is elsewhere by now.</summary>
    public void Move(Batch batch, Approval approval, ApprovalState from, ApprovalState to, string? by, DateTimeOffset at, string? note) =>
        batch
            .Expect(
                1,
                "update approvals set state = @2, decided_by = coalesce(@3, decided_by), decided_at = coalesce(decided_at, @4), note = case state when 'pending' then @5 else coalesce(@5, note) end where id = @0 and state = @1",
                approval.Id.Value,
                Word(from),
                Word(to),
                by,
                at,
                note
            )
            .Audited(approval, Word(to), by);

    /// <summary>Puts an approved call that was not begun back to the question. Nobody's answer stands in its row any more, and its note
    /// says why it is asked again.</summary>
    public void Reopen(Batch batch, Approval approval, string why) =>
        batch
            .Expect(
                1,
                "update approvals set state = 'pending', decided_by = null, decided_at = null, note = @2, expires_at = @1 where id = @0 and state = 'approved'",
                approval.Id.Value,
                approval.ExpiresAt,
                why
            )
            .Audited(approval, ApprovalEvidence.AskedAgain, null, why);

    /// <summary>Ends an approval whose row is not as this gateway wrote it, whatever it says of itself.</summary>
    public void Refuse(Batch batch, Approval approval, DateTimeOffset at, string why) =>
        batch
            .Expect(
                1,
                "update approvals set state = 'expired', decided_by = 'gateway', decided_at = @2, note = @3 where id = @0 and state = @1",
                approval.Id.Value,
                Word(approval.State),
                at,
                why
            )
            .Audited(approval, Word(ApprovalState.Expired), "gateway", why);

    /// <summary>Takes back an approval that is not used up; one that is decided for good stays as it is.</summary>
    public void Withdraw(Batch batch, ApprovalId id, SessionKey session, TurnId turn, string by, DateTimeOffset at) =>
        batch
            .Add(
                "update approvals set state = 'withdrawn', note = iif(state = 'pending', null, note), decided_by = @1, decided_at = @2 where id = @0 and state in ('pending', 'approved')",
                id.Value,
                by,
                at
            )
            .AuditIfChanged(
                AuditKinds.Approval,
                session.Value,
                turn.Value,
                ("id", id.Value),
                ("state", Word(ApprovalState.Withdrawn)),
                ("by", by)
            );

    public Task<Approval?> FindAsync(ApprovalId id) => store.LookOneAsync($"{Columns} where id = @0", Read, id.Value);

    public Task<Approval?> FindForCallAsync(TurnId turn, string call) =>
        store.LookOneAsync($"{Columns} where turn = @0 and call = @1", Read, turn.Value, call);

    /// <summary>All that a turn has asked, oldest first.</summary>
    public Task<List<Approval>> OfTurnAsync(TurnId turn) =>
        store.LookAsync($"{Columns} where turn = @0 order by asked_at, call", Read, turn.Value);

    /// <summary>What may still come to run (what waits, and what was approved and not begun), each with what the audit says of
    /// it.</summary>
    public Task<List<(Approval Row, ApprovalEvidence Evidence)>> OpenWithEvidenceAsync() =>
        store.ReadAsync(connection =>
            connection
                .Query($"{Columns} where state in ('pending', 'approved') order by asked_at", Read)
                .ConvertAll(row => (row, ApprovalEvidence.Of(connection, row)))
        );

    public Task<List<Approval>> PendingAsync() => store.ReadAsync($"{Columns} where state = 'pending' order by asked_at", Read);

    /// <summary>The newest ones, decided or not.</summary>
    public Task<List<Approval>> RecentAsync(int limit) => store.ReadAsync($"{Columns} order by asked_at desc limit @0", Read, (long)limit);

    public async Task<bool> IsFreeAsync(ApprovalId id) => await FindAsync(id) is null;

    /// <summary>Deletes the approvals of a turn that is over, apart from one that still waits.</summary>
    public static void Forget(Batch batch, TurnId turn) =>
        batch.Add("delete from approvals where turn = @0 and state <> 'pending'", turn.Value);

    /// <summary>The clock was set: what waits for an answer was asked, and ends, that much later by it.</summary>
    public static void MoveAlong(Batch batch, TimeSpan leap) =>
        batch.Add(
            "update approvals set asked_at = asked_at + @0, expires_at = expires_at + @0 where state = 'pending'",
            (long)leap.TotalMilliseconds
        );

    public static string Word(ApprovalState state) => state.ToString().ToLowerInvariant();

    private const string Columns = """
        select id, turn, call, session, sender, tool, arguments, display, digest, policy, rule, span, reason, approvers, self, asked_at, expires_at, state,
          decided_by, decided_at, note from approvals
        """;

    private static Approval Read(SqliteDataReader row) =>
        new()
        {
            Id = new ApprovalId(row.GetString(0)),
            Turn = new TurnId(row.GetInt64(1)),
            Call = row.GetString(2),
            Session = new SessionKey(row.GetString(3)),
            Sender = row.GetString(4),
            Tool = row.GetString(5),
            Arguments = row.GetString(6),
            Display = row.GetString(7),
            Digest = row.GetString(8),
            Policy = row.GetString(9),
            Rule = row.GetString(10),
            Span = row.GetString(11),
            Reason = row.Text(12),
            Approvers = [.. row.GetString(13).Split('\n', StringSplitOptions.RemoveEmptyEntries)],
            Self = row.GetInt64(14) != 0,
            AskedAt = row.Time(15),
            ExpiresAt = row.Time(16),
            State = Enum.Parse<ApprovalState>(row.GetString(17), ignoreCase: true),
            DecidedBy = row.Text(18),
            DecidedAt = row.TimeOrNull(19),
            Note = row.Text(20),
        };
}

file static class ApprovalAudit
{
    // What somebody said with his answer is words and stays out.
    public static void Audited(this Batch batch, Approval approval, string state, string? by, string? why = null) =>
        batch.Audit(
            AuditKinds.Approval,
            approval.Session.Value,
            approval.Turn.Value,
            ("id", approval.Id.Value),
            ("state", state),
            ("by", by),
            ("tool", approval.Tool),
            ("digest", approval.Digest),
            (ApprovalEvidence.Shown, ApprovalFingerprint.Whole(approval)),
            ("why", why)
        );
}

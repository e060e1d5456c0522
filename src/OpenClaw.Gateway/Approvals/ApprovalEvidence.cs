namespace OpenClaw.Approvals;

/// <summary>
/// Holds the rows of <c>approvals</c> against the audit, which tells of each change of theirs. The chain of the audit shows where it was
/// changed itself, so a row without its record there was written by something else than the gateway.
/// </summary>
internal sealed class ApprovalEvidence
{
    /// <summary>States that only the audit knows: both are <c>pending</c> in the row.</summary>
    public const string Asked = "asked";
    public const string AskedAgain = "asked again";

    /// <summary>The field with the whole fingerprint. Audits of older versions do not have it.</summary>
    public const string Shown = "shown";

    private const string Records =
        "select body from audit where kind = 'approval' and turn = @0 and json_valid(body) and json_extract(body, '$.id') = @1 order by seq";

    private readonly List<Record> _records;

    private ApprovalEvidence(List<Record> records) => _records = records;

    /// <summary>The last word of the audit is that somebody approved it.</summary>
    public bool HasAnswer => _records is [.., { State: "approved" }];

    /// <summary>What the audit says of one approval.</summary>
    public static ApprovalEvidence Of(PreparedConnection connection, Approval row) =>
        new(connection.Query(Records, static record => Record.Of(record.GetString(0)), row.Turn.Value, row.Id.Value));

    /// <summary>What keeps a row from being what the audit says was asked; null when the audit has the asking of this very call.</summary>
    public string? Against(Approval row)
    {
        var asked = _records.FindAll(static record => record.State == Asked);
        if (asked.Count == 0)
        {
            return "the audit has no such question";
        }
        var same = asked.FindAll(record => record.Digest == row.Digest);
        if (same.Count == 0)
        {
            return "another digest";
        }
        if (!same.Exists(record => (record.Shown ?? ApprovalFingerprint.Whole(row)) == ApprovalFingerprint.Whole(row)))
        {
            return "other words, arguments, tool or session";
        }
        // An answer's note is dropped when it is asked again. A question has one only if it was asked again, and people are shown it.
        return row.State == ApprovalState.Pending && row.Note is not null && row.Note != _records[^1].Why ? "another note" : null;
    }

    /// <summary>The first row whose state or call is not what the audit says last of it, in words; null when all agree. One statement, so
    /// it sees one moment.</summary>
    public static string? Contradiction(PreparedConnection connection) =>
        connection
            .Query(
                """
                select id, state, digest, (select body from audit where kind = 'approval' and turn = approvals.turn and json_valid(body) and json_extract(body, '$.id') = approvals.id
                  order by seq desc limit 1), asked_at < coalesce((select min(at) from audit), 0) from approvals
                """,
                static row =>
                    Contradiction(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3), isOlder: row.GetInt64(4) != 0)
            )
            .Find(static found => found is not null);

    private static string? Contradiction(string id, string state, string digest, string? body, bool isOlder)
    {
        // What retention has cut off nothing can be said of.
        if (body is null)
        {
            return isOlder
                ? null
                : $"approval {id} is {state}, and the audit knows of no such approval: its row was not written by the gateway";
        }
        using var record = JsonDocument.Parse(body);
        var said = Text(record, "state") is Asked or AskedAgain ? ApprovalStore.Word(ApprovalState.Pending) : Text(record, "state");
        if (said != state)
        {
            return $"approval {id} is {state}, and the audit says {said}: its row was not written by the gateway";
        }
        return Text(record, "digest") is { } bound && bound != digest
            ? $"approval {id} is bound to another call than the audit says: its row was not written by the gateway"
            : null;
    }

    private static string? Text(JsonDocument record, string name) =>
        record.RootElement is { ValueKind: JsonValueKind.Object } root
        && root.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private readonly record struct Record(string? State, string? Digest, string? Shown, string? Why)
    {
        public static Record Of(string body)
        {
            using var record = JsonDocument.Parse(body);
            return new Record(Text(record, "state"), Text(record, "digest"), Text(record, ApprovalEvidence.Shown), Text(record, "why"));
        }
    }
}

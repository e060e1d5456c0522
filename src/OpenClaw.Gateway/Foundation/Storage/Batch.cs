using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>
/// Rows that are written together or not at all. Several rooms add to one batch; whoever owns the step commits it. Not thread-safe: it is
/// filled on the loop and handed to <see cref="Store.CommitAsync"/> whole.
/// </summary>
internal sealed class Batch
{
    private readonly List<Statement> _statements = [];
    private readonly List<Action> _told = [];

    public bool IsEmpty => _statements.Count == 0;

    /// <summary>How many rows its statements changed, the audit's own apart. Known when it was committed.</summary>
    public int Changed { get; internal set; }

    internal IReadOnlyList<Statement> Statements => _statements;

    internal IReadOnlyList<Action> Told => _told;

    /// <summary>Adds a statement. Values take the places <c>@0</c>, <c>@1</c> ... of the SQL; times are written as Unix
    /// milliseconds.</summary>
    public Batch Add(string sql, params ReadOnlySpan<object?> values)
    {
        _statements.Add(new Statement(sql, Convert(values), null));
        return this;
    }

    /// <summary>Adds a statement that must change exactly <paramref name="rows"/> rows; else the whole batch is undone with
    /// <see cref="BatchConflictException"/>.</summary>
    public Batch Expect(int rows, string sql, params ReadOnlySpan<object?> values)
    {
        _statements.Add(new Statement(sql, Convert(values), rows));
        return this;
    }

    /// <summary>
    /// Something to do when the rows are on the disk, where the commit is awaited: on the loop. For effects that no committer may forget,
    /// whichever of the rooms he belongs to. It must not throw: the rows are there, and whoever committed them would hear that they are
    /// not.
    /// </summary>
    public Batch Then(Action told)
    {
        _told.Add(told);
        return this;
    }

    /// <summary>
    /// Adds a row of the audit: what happened, as ids, addresses, names, states, sizes and digests. Words that people, models or tools said
    /// never go in, for the audit is kept longer than they are and shown to more eyes. Its number, time and hash are made when the batch is
    /// committed. </summary>
    /// <param name="kind">One of <see cref="AuditKinds"/>.</param>
    /// <param name="fields">Texts, whole numbers and flags; what is null is left out.</param>
    public Batch Audit(string kind, string? session, long? turn, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        _statements.Add(new Statement(AuditTable.Insert, [], null, new AuditEntry(kind, session, turn, AuditEntry.BodyOf(fields))));
        return this;
    }

    /// <summary>The same, written only when the statement that was added before it has changed a row.</summary>
    public Batch AuditIfChanged(string kind, string? session, long? turn, params ReadOnlySpan<(string Name, object? Value)> fields)
    {
        _statements.Add(
            new Statement(AuditTable.Insert, [], null, new AuditEntry(kind, session, turn, AuditEntry.BodyOf(fields)), IfChanged: true)
        );
        return this;
    }

    private static object[] Convert(ReadOnlySpan<object?> values)
    {
        var converted = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            converted[i] = values[i] switch
            {
                null => DBNull.Value,
                DateTimeOffset at => at.ToUnixTimeMilliseconds(),
                bool flag => flag ? 1L : 0L,
                int number => (long)number,
                var other => other,
            };
        }

        return converted;
    }

    /// <param name="Audit">Makes the values when it is applied.</param>
    /// <param name="IfChanged">Passed over when the statement before it changed nothing.</param>
    internal sealed record Statement(string Sql, object[] Values, int? ExpectedRows, AuditEntry? Audit = null, bool IfChanged = false);
}

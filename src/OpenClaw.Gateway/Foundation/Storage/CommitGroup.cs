using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>Writes the batches that wait in one transaction, and so with one sync. One that is at fault itself is undone alone; what the
/// disk refuses, it refuses all of them. On the writer thread; what it says of itself is read on others.</summary>
internal sealed class CommitGroup(string path, PreparedConnection writer, TimeProvider time)
{
    private const int Constraint = 19;

    private readonly AuditChain _chain = new(AuditTable.Head(writer));

    /// <summary>Transactions committed since start, each one sync; and the batches in them.</summary>
    public (long Transactions, long Batches) Commits { get; private set; }

    /// <summary>Where the audit ends on the disk.</summary>
    public AuditHead AuditHead { get; private set; } = AuditTable.Head(writer);

    /// <summary>Why the last commit failed; null when it did not.</summary>
    public StorageException? Fault { get; private set; }

    /// <summary>Commits batches together; each hears whether its own rows are on the disk.</summary>
    public void Commit(List<StoreWork.Commit> group)
    {
        try
        {
            // What a fault has left in doubt the disk knows.
            if (Fault is not null)
            {
                _chain.Return(AuditTable.Head(writer));
            }
            var now = time.GetUtcNow();
            writer.Run("begin immediate");
            foreach (var pending in group)
            {
                pending.Refusal = Apply(pending.Batch, now);
            }
            writer.Run("commit");
            AuditHead = _chain.Head;
            Commits = (Commits.Transactions + 1, Commits.Batches + group.Count);
            Fault = null;
        }
        catch (Exception e)
        {
            var fault = e is SqliteException sqlite
                ? Database.Translate(sqlite, path)
                : new StorageException(StorageFault.Other, $"{path}: {e.Message}", e);
            Fault = fault;
            RollBack();
            _chain.Return(AuditHead);
            foreach (var pending in group)
            {
                pending.Refusal = fault;
            }
        }

        foreach (var pending in group)
        {
            if (pending.Refusal is { } refusal)
            {
                pending.Done.TrySetException(refusal);
            }
            else
            {
                pending.Done.TrySetResult();
            }
        }
    }

    /// <summary>Applies one batch inside the open transaction; one that is at fault itself is undone alone, and why is returned.</summary>
    private Exception? Apply(Batch batch, DateTimeOffset now)
    {
        writer.Run("savepoint batch");
        var head = _chain.Head;
        var (changed, total) = (0, 0);
        foreach (var statement in batch.Statements)
        {
            Exception? refusal = null;
            try
            {
                if (statement.Audit is { } entry)
                {
                    if (!statement.IfChanged || changed > 0)
                    {
                        writer.Run(statement.Sql, AuditTable.Values(_chain.Next(entry, now)));
                    }
                    continue;
                }

                changed = writer.Run(statement.Sql, statement.Values);
                total += Math.Max(0, changed);
                if (statement.ExpectedRows is { } rows && rows != changed)
                {
                    refusal = new BatchConflictException(statement.Sql);
                }
            }
            catch (SqliteException e) when (e.SqliteErrorCode == Constraint)
            {
                // No conflict of ours: a message would be taken for one that was here before.
                refusal = statement.Audit is null
                    ? new BatchConflictException(statement.Sql)
                    : new StorageException(
                        StorageFault.Other,
                        $"{path}: somebody else has written to the audit ({e.Message}). Stop the gateway and look at it: openclaw audit verify --file",
                        e
                    );
            }
            catch (Exception e) when (e is not SqliteException sqlite || IsOwnFault(sqlite))
            {
                // A value too large or of a wrong type, a slip in the SQL: no reason to refuse those that were committed with it by chance.
                refusal = new StorageException(StorageFault.Other, $"{path}: {e.Message}", e);
            }

            if (refusal is null)
            {
                continue;
            }
            writer.Run("rollback to batch");
            writer.Run("release batch");
            _chain.Return(head);
            return refusal;
        }

        writer.Run("release batch");
        batch.Changed = total;
        return null;
    }

    // SQLITE_ERROR, TOOBIG, MISMATCH, RANGE: about the statement, not about the disk.
    private static bool IsOwnFault(SqliteException e) => e.SqliteErrorCode is 1 or 18 or 20 or 25;

    private void RollBack()
    {
        try
        {
            writer.Run("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has already undone it (a full disk, an I/O error): there is no transaction left to roll back.
        }
    }
}

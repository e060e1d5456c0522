using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Foundation.Storage;

/// <summary>The state on disk. Commits and reads are asked for on the loop and done elsewhere: commits and looks at a few rows on one
/// writer thread, other reads on the pool.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly string _path;
    private readonly PreparedConnection _writer;
    private readonly PreparedConnection _reader;
    private readonly SemaphoreSlim _reading = new(1);
    private readonly BlockingCollection<Work> _waiting = [];
    private readonly Thread _thread;
    private readonly TimeProvider _time;
    private readonly AuditChain _chain;
    private volatile bool _closed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Store(string path, PreparedConnection writer, PreparedConnection reader, TimeProvider time)
    {
        _path = path;
        _time = time;
        _writer = writer;
        _reader = reader;
        _chain = new AuditChain(AuditTable.Head(writer));
        AuditHead = _chain.Head;
        _thread = new Thread(WriteLoop) { Name = "storage", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Transactions committed since start, each one sync; and the batches in them.</summary>
    public (long Transactions, long Batches) Commits { get; private set; }

    /// <summary>Where the audit ends on the disk.</summary>
    public AuditHead AuditHead { get; private set; }

    /// <summary>Why the last commit failed; null when it did not. Shown by <c>status</c>.</summary>
    public StorageException? Fault { get; private set; }

    /// <param name="time">Tells when a row of the audit was committed; the system's clock when absent.</param>
    public static Store Open(string path, TimeProvider? time = null)
    {
        var writer = Database.OpenWriter(path);
        try
        {
            return new Store(
                path,
                new PreparedConnection(writer),
                new PreparedConnection(Database.OpenReader(path)),
                time ?? TimeProvider.System
            );
        }
        catch (SqliteException e)
        {
            writer.Dispose();
            throw Database.Translate(e, path);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Ends when every row of the batch is on the disk.</summary>
    /// <exception cref="BatchConflictException">A row was not as expected; nothing of this batch was kept.</exception>
    /// <exception cref="StorageException">The disk refused; nothing of this batch was kept.</exception>
    public Task CommitAsync(Batch batch)
    {
        if (batch.IsEmpty)
        {
            return Task.CompletedTask;
        }
        var pending = new Work.Commit(batch);
        Enqueue(pending);
        return batch.Told.Count == 0 ? pending.Done.Task : TellAsync(batch, pending.Done.Task);
    }

    /// <summary>
    /// Reads a few rows by their key on the writer's own connection, between two commits: its pages are in memory, whereas a reader forgets
    /// all of its own with every commit, and is a thread of the pool away. For what each message needs; what reads more must not keep
    /// commits waiting. </summary>
    public async Task<T> LookAsync<T>(Func<PreparedConnection, T> read)
    {
        T found = default!;
        var pending = new Work.Look(connection => found = read(connection));
        Enqueue(pending);
        await pending.Done.Task;
        return found;
    }

    /// <summary>Reads on a pool thread, one reader at a time. What it sees is what was committed when it began.</summary>
    public async Task<T> ReadAsync<T>(Func<PreparedConnection, T> read)
    {
        await _reading.WaitAsync();
        try
        {
            if (_closed)
            {
                throw Stopped();
            }
            return await Task.Run(() => read(_reader));
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, _path);
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Reads on a connection of its own, on a pool thread: for what takes long, so that nobody's read waits behind it.</summary>
    public async Task<T> ReadApartAsync<T>(Func<PreparedConnection, T> read)
    {
        if (_closed)
        {
            throw Stopped();
        }
        try
        {
            return await Task.Run(() =>
            {
                using var connection = new PreparedConnection(Database.OpenReader(_path));
                return read(connection);
            });
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, _path);
        }
    }

    /// <summary>Writes a copy of the whole state to a file of its own; see <see cref="StateCopy"/>. Commits go on meanwhile.</summary>
    public Task<AuditHead> CopyAsync(string file, bool overwrite)
    {
        if (_closed)
        {
            throw Stopped();
        }
        return Task.Run(() =>
        {
            using var connection = Database.OpenReader(_path);
            return StateCopy.Write(_path, connection, file, overwrite);
        });
    }

    /// <summary>The same to be read at once; see <see cref="StateCopy.Open(string, SqliteConnection)"/>.</summary>
    public Task<(FileStream Copy, AuditHead Head)> OpenCopyAsync()
    {
        if (_closed)
        {
            throw Stopped();
        }
        return Task.Run(() =>
        {
            using var connection = Database.OpenReader(_path);
            return StateCopy.Open(_path, connection);
        });
    }

    /// <summary>
    /// Copies the log back into the file and cuts it to nothing, as far as readers let it: one that still looks at an old state keeps the
    /// log as it is. </summary>
    /// <returns>Whether the log is empty now.</returns>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<bool> CheckpointAsync()
    {
        var pending = new Work.Checkpoint();
        Enqueue(pending);
        await pending.Done.Task;
        return pending.IsLogEmpty;
    }

    /// <summary>Commits what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_waiting.IsAddingCompleted)
        {
            return;
        }
        _waiting.CompleteAdding();
        await _ended.Task.ConfigureAwait(false);
        await _reading.WaitAsync().ConfigureAwait(false);
        _closed = true;
        _reader.Dispose();
        _writer.Dispose();
        // Whoever still wants to read is told, and does not wait for ever.
        _reading.Release();
    }

    private static async Task TellAsync(Batch batch, Task committed)
    {
        await committed;
        foreach (var tell in batch.Told)
        {
            tell();
        }
    }

    private void Enqueue(Work pending)
    {
        try
        {
            _waiting.Add(pending);
        }
        catch (InvalidOperationException)
        {
            throw Stopped();
        }
    }

    private static StorageException Stopped() => new(StorageFault.Stopped, "the gateway is shutting down");

    private void WriteLoop()
    {
        var group = new List<Work.Commit>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            var (next, checkpoint) = ((Work?)first, (Work.Checkpoint?)null);
            group.Clear();
            do
            {
                switch (next)
                {
                    // Whoever looks has waited for what he wrote: what waits here is others', and he need not wait for it.
                    case Work.Look look:
                        Look(look);
                        break;
                    case Work.Commit commit:
                        group.Add(commit);
                        break;
                    // It is no part of a transaction: what waited before it is committed first.
                    case Work.Checkpoint asked:
                        checkpoint = asked;
                        break;
                }
            } while (checkpoint is null && group.Count < 256 && _waiting.TryTake(out next));

            if (group.Count > 0)
            {
                CommitGroup(group);
            }
            if (checkpoint is not null)
            {
                Checkpoint(checkpoint);
            }
        }

        _ended.SetResult();
    }

    private void Look(Work.Look pending)
    {
        try
        {
            pending.Read(_writer);
            pending.Done.TrySetResult();
        }
        catch (Exception e)
        {
            pending.Done.TrySetException(e is SqliteException sqlite ? Database.Translate(sqlite, _path) : e);
        }
    }

    private void Checkpoint(Work.Checkpoint pending)
    {
        try
        {
            var (busy, left) = _writer.Query("pragma wal_checkpoint(truncate)", static row => (row.GetInt64(0), row.GetInt64(1)))[0];
            pending.IsLogEmpty = busy == 0 && left == 0;
            pending.Done.TrySetResult();
        }
        catch (SqliteException e)
        {
            pending.Done.TrySetException(Database.Translate(e, _path));
        }
    }

    private void CommitGroup(List<Work.Commit> group)
    {
        try
        {
            // What a fault has left in doubt the disk knows.
            if (Fault is not null)
            {
                _chain.Return(AuditTable.Head(_writer));
            }
            var now = _time.GetUtcNow();
            _writer.Run("begin immediate");
            foreach (var pending in group)
            {
                pending.Refusal = Apply(pending.Batch, now);
            }
            _writer.Run("commit");
            AuditHead = _chain.Head;
            Commits = (Commits.Transactions + 1, Commits.Batches + group.Count);
            Fault = null;
        }
        catch (Exception e)
        {
            var fault = e is SqliteException sqlite
                ? Database.Translate(sqlite, _path)
                : new StorageException(StorageFault.Other, $"{_path}: {e.Message}", e);
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
        _writer.Run("savepoint batch");
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
                        _writer.Run(statement.Sql, AuditTable.Values(_chain.Next(entry, now)));
                    }
                    continue;
                }

                changed = _writer.Run(statement.Sql, statement.Values);
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
                        $"{_path}: somebody else has written to the audit ({e.Message}). Stop the gateway and look at it: openclaw audit verify --file",
                        e
                    );
            }
            catch (Exception e) when (e is not SqliteException sqlite || IsOwnFault(sqlite))
            {
                // A value too large or of a wrong type, a slip in the SQL: no reason to refuse those that were committed with it by chance.
                refusal = new StorageException(StorageFault.Other, $"{_path}: {e.Message}", e);
            }

            if (refusal is null)
            {
                continue;
            }
            _writer.Run("rollback to batch");
            _writer.Run("release batch");
            _chain.Return(head);
            return refusal;
        }

        _writer.Run("release batch");
        batch.Changed = total;
        return null;
    }

    private const int Constraint = 19;

    // SQLITE_ERROR, TOOBIG, MISMATCH, RANGE: about the statement, not about the disk.
    private static bool IsOwnFault(SqliteException e) => e.SqliteErrorCode is 1 or 18 or 20 or 25;

    private void RollBack()
    {
        try
        {
            _writer.Run("rollback");
        }
        catch (SqliteException)
        {
            // SQLite has already undone it (a full disk, an I/O error): there is no transaction left to roll back.
        }
    }

    /// <summary>What the writer thread is asked to do.</summary>
    private abstract class Work
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public sealed class Commit(Batch batch) : Work
        {
            public Batch Batch => batch;

            /// <summary>Why it is not on the disk.</summary>
            public Exception? Refusal { get; set; }
        }

        public sealed class Look(Action<PreparedConnection> read) : Work
        {
            public Action<PreparedConnection> Read => read;
        }

        public sealed class Checkpoint : Work
        {
            public bool IsLogEmpty { get; set; }
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OpenClaw.Storage;

/// <summary>The state on disk. Commits and reads are asked for on the loop and done elsewhere: commits on one writer thread, reads on the pool.</summary>
internal sealed class Store : IAsyncDisposable
{
    private readonly string _path;
    private readonly PreparedConnection _writer;
    private readonly PreparedConnection _reader;
    private readonly SemaphoreSlim _reading = new(1);
    private readonly BlockingCollection<Pending> _waiting = [];
    private readonly Thread _thread;
    private volatile bool _closed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Store(string path, PreparedConnection writer, PreparedConnection reader)
    {
        _path = path;
        _writer = writer;
        _reader = reader;
        _thread = new Thread(WriteLoop) { Name = "storage", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Transactions committed since start, each one sync; and the batches in them.</summary>
    public (long Transactions, long Batches) Commits { get; private set; }

    /// <summary>Why the last commit failed; null when it did not. Shown by <c>status</c>.</summary>
    public StorageException? Fault { get; private set; }

    public static Store Open(string path)
    {
        var writer = Database.OpenWriter(path);
        try
        {
            return new Store(path, new PreparedConnection(writer), new PreparedConnection(Database.OpenReader(path)));
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
        if (batch.IsEmpty) return Task.CompletedTask;
        var pending = new Pending(batch);
        try
        {
            _waiting.Add(pending);
        }
        catch (InvalidOperationException)
        {
            throw Stopped();
        }

        return batch.Told.Count == 0 ? pending.Done.Task : TellAsync(batch, pending.Done.Task);
    }

    /// <summary>Reads on a pool thread, one reader at a time. What it sees is what was committed when it began.</summary>
    public async Task<T> ReadAsync<T>(Func<PreparedConnection, T> read)
    {
        await _reading.WaitAsync();
        try
        {
            if (_closed) throw Stopped();
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

    /// <summary>Commits what waits, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_waiting.IsAddingCompleted) return;
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
        foreach (var tell in batch.Told) tell();
    }

    private static StorageException Stopped() => new(StorageFault.Stopped, "the gateway is shutting down");

    private void WriteLoop()
    {
        var group = new List<Pending>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            group.Clear();
            group.Add(first);
            while (group.Count < 256 && _waiting.TryTake(out var more)) group.Add(more);
            CommitGroup(group);
        }

        _ended.SetResult();
    }

    private void CommitGroup(List<Pending> group)
    {
        try
        {
            _writer.Run("begin immediate");
            foreach (var pending in group) pending.Refusal = Apply(pending.Batch);
            _writer.Run("commit");
            Commits = (Commits.Transactions + 1, Commits.Batches + group.Count);
            Fault = null;
        }
        catch (Exception e)
        {
            var fault = e is SqliteException sqlite ? Database.Translate(sqlite, _path) : new StorageException(StorageFault.Other, $"{_path}: {e.Message}", e);
            Fault = fault;
            RollBack();
            foreach (var pending in group) pending.Refusal = fault;
        }

        foreach (var pending in group)
        {
            if (pending.Refusal is { } refusal) pending.Done.TrySetException(refusal);
            else pending.Done.TrySetResult();
        }
    }

    /// <summary>Applies one batch inside the open transaction; one that is at fault itself is undone alone, and why is returned.</summary>
    private Exception? Apply(Batch batch)
    {
        _writer.Run("savepoint batch");
        foreach (var statement in batch.Statements)
        {
            Exception? refusal = null;
            try
            {
                var changed = _writer.Run(statement.Sql, statement.Values);
                if (statement.ExpectedRows is { } rows && rows != changed) refusal = new BatchConflictException(statement.Sql);
            }
            catch (SqliteException e) when (e.SqliteErrorCode == Constraint)
            {
                refusal = new BatchConflictException(statement.Sql);
            }
            catch (Exception e) when (e is not SqliteException sqlite || IsOwnFault(sqlite))
            {
                // A value too large or of a wrong type, a slip in the SQL: no reason to refuse those that were committed with it by chance.
                refusal = new StorageException(StorageFault.Other, $"{_path}: {e.Message}", e);
            }

            if (refusal is null) continue;
            _writer.Run("rollback to batch");
            _writer.Run("release batch");
            return refusal;
        }

        _writer.Run("release batch");
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

    private sealed class Pending(Batch batch)
    {
        public Batch Batch { get; } = batch;

        /// <summary>Why it is not on the disk.</summary>
        public Exception? Refusal { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

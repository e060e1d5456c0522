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
            throw new StorageException(StorageFault.Stopped, "the gateway is shutting down");
        }

        return pending.Done.Task;
    }

    /// <summary>Reads on a pool thread, one reader at a time. What it sees is what was committed when it began.</summary>
    public async Task<T> ReadAsync<T>(Func<PreparedConnection, T> read)
    {
        await _reading.WaitAsync();
        try
        {
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
        _reader.Dispose();
        _writer.Dispose();
    }

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
        var conflicts = new List<(Pending Pending, BatchConflictException Conflict)>();
        try
        {
            _writer.Run("begin immediate");
            foreach (var pending in group)
            {
                if (TryApply(pending.Batch) is { } conflict) conflicts.Add((pending, conflict));
            }

            _writer.Run("commit");
            Commits = (Commits.Transactions + 1, Commits.Batches + group.Count);
            Fault = null;
        }
        catch (SqliteException e)
        {
            var fault = Database.Translate(e, _path);
            Fault = fault;
            RollBack();
            foreach (var pending in group) pending.Done.TrySetException(fault);
            return;
        }

        foreach (var (pending, conflict) in conflicts) pending.Done.TrySetException(conflict);
        foreach (var pending in group) pending.Done.TrySetResult();
    }

    /// <summary>Applies one batch inside the open transaction; a conflict undoes it alone and is returned.</summary>
    private BatchConflictException? TryApply(Batch batch)
    {
        _writer.Run("savepoint batch");
        foreach (var statement in batch.Statements)
        {
            int changed;
            try
            {
                changed = _writer.Run(statement.Sql, statement.Values);
            }
            catch (SqliteException e) when (e.SqliteErrorCode == 19)
            {
                _writer.Run("rollback to batch");
                _writer.Run("release batch");
                return new BatchConflictException(statement.Sql);
            }

            if (statement.ExpectedRows is { } rows && rows != changed)
            {
                _writer.Run("rollback to batch");
                _writer.Run("release batch");
                return new BatchConflictException(statement.Sql);
            }
        }

        _writer.Run("release batch");
        return null;
    }

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

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

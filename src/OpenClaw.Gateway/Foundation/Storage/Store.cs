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
    private readonly BlockingCollection<StoreWork> _waiting = [];
    private readonly Thread _thread;
    private readonly CommitGroup _group;
    private volatile bool _closed;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Store(string path, PreparedConnection writer, PreparedConnection reader, TimeProvider time)
    {
        _path = path;
        _writer = writer;
        _reader = reader;
        _group = new CommitGroup(path, writer, time);
        _thread = new Thread(WriteLoop) { Name = "storage", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Transactions committed since start, each one sync; and the batches in them.</summary>
    public (long Transactions, long Batches) Commits => _group.Commits;

    /// <summary>Where the audit ends on the disk.</summary>
    public AuditHead AuditHead => _group.AuditHead;

    /// <summary>Why the last commit failed; null when it did not. Shown by <c>status</c>.</summary>
    public StorageException? Fault => _group.Fault;

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
        var pending = new StoreWork.Commit(batch);
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
        var pending = new StoreWork.Look(connection => found = read(connection));
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
        try
        {
            return await ApartAsync(connection =>
            {
                using var prepared = new PreparedConnection(connection);
                return read(prepared);
            });
        }
        catch (SqliteException e)
        {
            throw Database.Translate(e, _path);
        }
    }

    /// <summary>Writes a copy of the whole state to a file of its own; see <see cref="StateCopy"/>. Commits go on meanwhile.</summary>
    public Task<AuditHead> CopyAsync(string file, bool overwrite) =>
        ApartAsync(connection => StateCopy.Write(_path, connection, file, overwrite));

    /// <summary>The same to be read at once; see <see cref="StateCopy.Open(string, SqliteConnection)"/>.</summary>
    public Task<(FileStream Copy, AuditHead Head)> OpenCopyAsync() => ApartAsync(connection => StateCopy.Open(_path, connection));

    /// <summary>
    /// Copies the log back into the file and cuts it to nothing, as far as readers let it: one that still looks at an old state keeps the
    /// log as it is. </summary>
    /// <returns>Whether the log is empty now.</returns>
    /// <exception cref="StorageException">The disk refused.</exception>
    public async Task<bool> CheckpointAsync()
    {
        var pending = new StoreWork.Checkpoint();
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

    private Task<T> ApartAsync<T>(Func<SqliteConnection, T> read)
    {
        if (_closed)
        {
            throw Stopped();
        }
        return Task.Run(() =>
        {
            using var connection = Database.OpenReader(_path);
            return read(connection);
        });
    }

    private static async Task TellAsync(Batch batch, Task committed)
    {
        await committed;
        foreach (var tell in batch.Told)
        {
            tell();
        }
    }

    private void Enqueue(StoreWork pending)
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
        var group = new List<StoreWork.Commit>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            var (next, checkpoint) = ((StoreWork?)first, (StoreWork.Checkpoint?)null);
            group.Clear();
            do
            {
                switch (next)
                {
                    // Whoever looks has waited for what he wrote: what waits here is others', and he need not wait for it.
                    case StoreWork.Look look:
                        Look(look);
                        break;
                    case StoreWork.Commit commit:
                        group.Add(commit);
                        break;
                    // It is no part of a transaction: what waited before it is committed first.
                    case StoreWork.Checkpoint asked:
                        checkpoint = asked;
                        break;
                }
            } while (checkpoint is null && group.Count < 256 && _waiting.TryTake(out next));

            if (group.Count > 0)
            {
                _group.Commit(group);
            }
            if (checkpoint is not null)
            {
                Checkpoint(checkpoint);
            }
        }

        _ended.SetResult();
    }

    private void Look(StoreWork.Look pending)
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

    private void Checkpoint(StoreWork.Checkpoint pending)
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
}

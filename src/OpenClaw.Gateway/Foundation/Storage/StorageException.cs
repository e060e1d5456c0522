namespace OpenClaw.Foundation.Storage;

/// <summary>What went wrong with the disk or the file.</summary>
internal enum StorageFault
{
    DiskFull,
    ReadOnly,
    Io,
    Corrupt,
    Locked,
    Newer,
    NotOurs,
    Stopped,
    Other,
}

/// <summary>The state could not be opened, read or written. The message names the place and the next step; nothing of the batch was
/// kept.</summary>
internal sealed class StorageException(StorageFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public StorageFault Fault { get; } = fault;

    /// <summary>The same may succeed later: space is freed, a lock is given back, a file system is mounted for writing again.</summary>
    public bool MayPass => Fault is StorageFault.DiskFull or StorageFault.ReadOnly or StorageFault.Io or StorageFault.Locked;
}

/// <summary>A statement added with <see cref="Batch.Expect"/> found the world different: somebody else was first.</summary>
internal sealed class BatchConflictException(string sql) : Exception($"the row was not as expected: {sql}")
{
    /// <summary>The statement that met it.</summary>
    public string Sql => sql;
}

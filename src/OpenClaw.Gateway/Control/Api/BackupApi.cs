using OpenClaw.Control.Peers;
using OpenClaw.Control.Wire;

namespace OpenClaw.Control.Api;

/// <summary>The methods that copy the state: into a file, or over the socket, where a connection reads one copy at a time. A copy whose
/// connection ends before its reader said that everything has arrived has failed. On the loop.</summary>
internal sealed class BackupApi(EventLoop loop, Store store, BackupRows rows, PeerRights rights)
{
    public static ControlCall<BackupParams, BackupResult> Backup { get; } = new("backup", ControlJson.Get);
    public static ControlCall<NoParams, BackupOpenResult> Open { get; } = new("backup.open", ControlJson.Get);
    public static ControlCall<BackupReadParams, BackupReadResult> Read { get; } = new("backup.read", ControlJson.Get);

    /// <summary>In base64 and with its frame it stays below the length of a line.</summary>
    private const int Piece = 512 << 10;

    private readonly Dictionary<long, FileStream> _open = [];

    /// <summary>A copy of the whole state in a file, made while the gateway works.</summary>
    public async Task<BackupResult> BackupAsync(BackupParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "take a backup");
        if (!Path.IsPathFullyQualified(parameters.Path))
        {
            throw ControlException.InvalidParams($"path must be absolute, not \"{parameters.Path}\"");
        }
        var path = Path.GetFullPath(parameters.Path);
        var warning = await rows.AnnounceAsync(peer, path);
        try
        {
            var head = await store.CopyAsync(path, parameters.Force is true);
            var bytes = await Task.Run(() => new FileInfo(path).Length, ct);
            return new BackupResult(path, bytes, AuditStatus.Of(head), warning);
        }
        catch (StorageException e)
        {
            await rows.FailAsync(peer, path, e.Fault.ToString());
            throw;
        }
    }

    /// <summary>A copy of the whole state that the caller reads over this connection.</summary>
    public async Task<BackupOpenResult> OpenAsync(NoParams parameters, ControlPeer peer)
    {
        rights.OwnersOnly(peer, "take a backup");
        if (_open.ContainsKey(peer.ConnectionId))
        {
            throw ControlException.Failed("this connection reads a backup already");
        }
        var warning = await rows.AnnounceAsync(peer, BackupRows.Output);
        try
        {
            var (copy, head) = await store.OpenCopyAsync();
            if (!_open.TryAdd(peer.ConnectionId, copy))
            {
                await copy.DisposeAsync();
                await rows.FailAsync(peer, BackupRows.Output, "AnotherIsOpen");
                throw ControlException.Failed("this connection reads a backup already");
            }

            peer.Closed.Register(() => loop.Post(_ => loop.Track(LoseAsync(peer), "end of a backup"), null));
            return new BackupOpenResult(copy.Length, AuditStatus.Of(head), warning);
        }
        catch (StorageException e)
        {
            await rows.FailAsync(peer, BackupRows.Output, e.Fault.ToString());
            throw;
        }
    }

    /// <summary>A piece of the copy that <c>backup.open</c> made. Reading at its end says that everything has arrived.</summary>
    public async Task<BackupReadResult> ReadAsync(BackupReadParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "take a backup");
        var offset = parameters.Offset;
        if (!_open.TryGetValue(peer.ConnectionId, out var copy))
        {
            throw ControlException.Failed($"this connection reads no backup; {Open.Name} begins one");
        }
        if (offset < 0 || offset > copy.Length)
        {
            throw ControlException.InvalidParams($"offset is 0 to {copy.Length}, not {offset}");
        }
        if (offset == copy.Length)
        {
            _open.Remove(peer.ConnectionId);
            await copy.DisposeAsync();
            return new BackupReadResult([]);
        }

        var piece = new byte[Math.Min(Piece, copy.Length - offset)];
        var length = await RandomAccess.ReadAsync(copy.SafeFileHandle, piece, offset, ct);
        return new BackupReadResult(piece[..length]);
    }

    private async Task LoseAsync(ControlPeer peer)
    {
        if (!_open.Remove(peer.ConnectionId, out var copy))
        {
            return;
        }
        await copy.DisposeAsync();
        await rows.FailAsync(peer, BackupRows.Output, "ReaderGone");
    }
}

/// <param name="Path">Absolute: the gateway's current directory is not the caller's.</param>
/// <param name="Force">Replace a copy that was made earlier.</param>
internal sealed record BackupParams(string Path, bool? Force = null);

/// <param name="Audit">Where the audit ends in the copy.</param>
/// <param name="Warning">What went wrong beside the copy, which is whole: the row of the audit could not be written.</param>
internal sealed record BackupResult(string Path, long Bytes, AuditStatus Audit, string? Warning = null);

/// <summary>A copy that this connection may read now. It is gone when the connection is. See <see cref="BackupResult"/>.</summary>
internal sealed record BackupOpenResult(long Bytes, AuditStatus Audit, string? Warning = null);

/// <param name="Offset">Where to read. The end itself says that everything before it has arrived: a connection that ends without is a
/// backup that failed.</param>
internal sealed record BackupReadParams(long Offset = 0);

/// <param name="Data">Base64; empty at the end.</param>
internal sealed record BackupReadResult(byte[] Data);

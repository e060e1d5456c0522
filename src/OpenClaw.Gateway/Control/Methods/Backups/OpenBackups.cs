using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;

namespace OpenClaw.Control.Methods;

/// <summary>The copies that are being read over the socket, one a connection. One whose connection ends before its reader said that he has
/// it all has failed. On the loop.</summary>
internal sealed class OpenBackups(EventLoop loop, Store store, BackupRows rows)
{
    /// <summary>In base64 and with its frame it stays below the length of a line.</summary>
    private const int Piece = 512 << 10;

    private readonly Dictionary<long, FileStream> _open = [];

    public async Task<BackupOpenResult> OpenAsync(ControlPeer peer)
    {
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
            return new BackupOpenResult
            {
                Bytes = copy.Length,
                Audit = new AuditStatus(head.Count, head.HashText),
                Warning = warning,
            };
        }
        catch (StorageException e)
        {
            await rows.FailAsync(peer, BackupRows.Output, e.Fault.ToString());
            throw;
        }
    }

    public async Task<BackupReadResult> ReadAsync(ControlPeer peer, long offset, CancellationToken ct)
    {
        if (!_open.TryGetValue(peer.ConnectionId, out var copy))
        {
            throw ControlException.Failed($"this connection reads no backup; {ControlCalls.BackupOpen.Name} begins one");
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

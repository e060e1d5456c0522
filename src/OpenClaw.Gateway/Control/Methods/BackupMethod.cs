using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Storage;
using OpenClaw.Storage.Audit;

namespace OpenClaw.Control.Methods;

/// <summary><c>backup</c>: a copy of the whole state, made while the gateway works. The audit says who took it, before he has it.</summary>
internal sealed class BackupMethod(Store store, PeerRights rights) : ControlMethod<BackupParams, BackupResult>(ControlCalls.Backup)
{
    protected override async Task<BackupResult> InvokeAsync(BackupParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "take a backup");
        if (!Path.IsPathFullyQualified(parameters.Path)) throw ControlException.InvalidParams($"path must be absolute, not \"{parameters.Path}\"");
        var path = Path.GetFullPath(parameters.Path);
        await store.CommitAsync(new Batch().Audit(AuditKinds.Backup, null, null, ("by", peer.Sender.Address), ("file", path)));
        var head = await CopyAsync(path, parameters.Force is true, peer);
        var bytes = await Task.Run(() => new FileInfo(path).Length, ct);
        return new BackupResult { Path = path, Bytes = bytes, Audit = new AuditStatus(head.Count, head.HashText) };
    }

    /// <summary>The row that announced it must not stand alone when nothing was written.</summary>
    private async Task<AuditHead> CopyAsync(string path, bool overwrite, ControlPeer peer)
    {
        try
        {
            return await store.CopyAsync(path, overwrite);
        }
        catch (StorageException e)
        {
            await store.CommitAsync(new Batch().Audit(AuditKinds.Backup, null, null, ("by", peer.Sender.Address), ("file", path), ("state", "failed"), ("fault", e.Fault.ToString())));
            throw;
        }
    }
}

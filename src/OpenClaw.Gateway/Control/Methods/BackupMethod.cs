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
        var head = await store.CopyAsync(path, parameters.Force is true);
        var bytes = await Task.Run(() => new FileInfo(path).Length, ct);
        return new BackupResult { Path = path, Bytes = bytes, Audit = new AuditStatus(head.Count, head.HashText) };
    }
}

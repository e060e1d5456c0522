using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Storage;

namespace OpenClaw.Control.Methods;

/// <summary><c>backup</c>: a copy of the whole state in a file, made while the gateway works.</summary>
internal sealed class BackupMethod(Store store, BackupRows rows, PeerRights rights)
    : ControlMethod<BackupParams, BackupResult>(ControlCalls.Backup)
{
    protected override async Task<BackupResult> InvokeAsync(BackupParams parameters, ControlPeer peer, CancellationToken ct)
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
            return new BackupResult
            {
                Path = path,
                Bytes = bytes,
                Audit = new AuditStatus(head.Count, head.HashText),
                Warning = warning,
            };
        }
        catch (StorageException e)
        {
            await rows.FailAsync(peer, path, e.Fault.ToString());
            throw;
        }
    }
}

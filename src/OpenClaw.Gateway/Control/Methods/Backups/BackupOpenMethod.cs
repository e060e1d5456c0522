using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>backup.open</c>: a copy of the whole state that the caller reads over this connection.</summary>
internal sealed class BackupOpenMethod(OpenBackups backups, PeerRights rights)
    : ControlMethod<NoParams, BackupOpenResult>(ControlCalls.BackupOpen)
{
    protected override Task<BackupOpenResult> InvokeAsync(NoParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "take a backup");
        return backups.OpenAsync(peer);
    }
}

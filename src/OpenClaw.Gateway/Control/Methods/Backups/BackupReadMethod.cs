using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;

namespace OpenClaw.Control.Methods;

/// <summary><c>backup.read</c>: a piece of the copy that <c>backup.open</c> made; read at its end, it says that everything has
/// arrived.</summary>
internal sealed class BackupReadMethod(OpenBackups backups, PeerRights rights)
    : ControlMethod<BackupReadParams, BackupReadResult>(ControlCalls.BackupRead)
{
    protected override Task<BackupReadResult> InvokeAsync(BackupReadParams parameters, ControlPeer peer, CancellationToken ct)
    {
        rights.OwnersOnly(peer, "take a backup");
        return backups.ReadAsync(peer, parameters.Offset, ct);
    }
}

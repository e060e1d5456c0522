using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Control.Api;

/// <summary>
/// What the audit says of backups: who takes one, written before the copy is made, and that a copy failed. A state that cannot be written
/// still gets its copy: that is when one is needed most.
/// </summary>
internal sealed class BackupRows(Store store, ILogger log)
{
    /// <summary>What the row calls a copy that goes to the caller's standard output.</summary>
    public const string Output = "-";

    /// <returns>A warning for the caller; null when the row is on the disk.</returns>
    public async Task<string?> AnnounceAsync(ControlPeer peer, string file)
    {
        try
        {
            await store.CommitAsync(new Batch().Audit(AuditKinds.Backup, null, null, ("by", peer.Sender.Address), ("file", file)));
            return null;
        }
        catch (StorageException e) when (e.MayPass)
        {
            var line = $"the audit has no row of this backup: {e.Message}";
            ControlLog.NoRowOfBackup(log, peer.Sender.Address, file, e.Message);
            return line;
        }
    }

    /// <summary>The row that announced it must not stand alone when nothing was written.</summary>
    public async Task FailAsync(ControlPeer peer, string file, string fault)
    {
        try
        {
            await store.CommitAsync(
                new Batch().Audit(
                    AuditKinds.Backup,
                    null,
                    null,
                    ("by", peer.Sender.Address),
                    ("file", file),
                    ("state", "failed"),
                    ("fault", fault)
                )
            );
        }
        catch (StorageException e)
        {
            // The caller needs to hear why there is no copy, not this.
            ControlLog.NoRowOfBackup(log, peer.Sender.Address, file, e.Message);
        }
    }
}

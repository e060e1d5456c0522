using Microsoft.Extensions.Logging;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Storage;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Control.Methods;

/// <summary>
/// What the audit says of backups: who takes one, before he has it, and that none came of it. A state that cannot be written is no reason
/// to make no copy: that is when one is needed most.
/// </summary>
internal sealed class BackupRows(Store store, ILogger log)
{
    /// <summary>What the row calls a copy that goes to the caller's standard output.</summary>
    public const string Output = "-";

    /// <returns>What there is to warn of; null when the row is on the disk.</returns>
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
            // Why there is no copy is what the caller needs to hear.
            ControlLog.NoRowOfBackup(log, peer.Sender.Address, file, e.Message);
        }
    }
}

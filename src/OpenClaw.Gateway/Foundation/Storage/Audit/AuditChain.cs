namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>
/// Where the chain ends while a group of batches is applied. Rows are numbered and hashed here, so their order is the order of the commits;
/// what is undone on the disk is undone here with <see cref="Return"/>. On the storage thread.
/// </summary>
internal sealed class AuditChain(AuditHead head)
{
    /// <summary>Some of it may not be committed yet.</summary>
    public AuditHead Head { get; private set; } = head;

    /// <summary>The next row of the chain.</summary>
    public AuditRow Next(AuditEntry entry, DateTimeOffset at)
    {
        var row = new AuditRow(
            Head.Count + 1,
            at.ToUnixTimeMilliseconds(),
            entry.Kind,
            entry.Session,
            entry.Turn,
            entry.Body,
            Head.Hash.ToArray()
        );
        Head = new AuditHead(row.Seq, row.Hash());
        return row;
    }

    /// <summary>Goes back to where the chain ended before rows that are not kept.</summary>
    public void Return(AuditHead head) => Head = head;
}

using System.Diagnostics.CodeAnalysis;

namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>The end of the chain: how many rows were ever written, and the hash of the newest. Written <c>COUNT:HASH</c>. Whoever notes it
/// elsewhere can tell later whether rows were cut off or changed.</summary>
/// <param name="Count">The number of the newest row: they count from 1 without a gap, and retention takes rows away and no
/// numbers.</param>
internal sealed record AuditHead(long Count, ReadOnlyMemory<byte> Hash)
{
    private const int HashSize = Sha256.Size;

    /// <summary>No row yet: the first one names 32 zero bytes as the hash before it.</summary>
    public static AuditHead Empty { get; } = new(0, new byte[HashSize]);

    /// <summary>Lower-case hex.</summary>
    public string HashText => Convert.ToHexStringLower(Hash.Span);

    public static bool TryParse(string text, [NotNullWhen(true)] out AuditHead? head)
    {
        head = null;
        var colon = text.IndexOf(':');
        if (colon < 0 || !long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }
        var hash = new byte[HashSize];
        if (
            text.Length - colon - 1 != HashSize * 2
            || Convert.FromHexString(text.AsSpan(colon + 1), hash, out _, out var written) != System.Buffers.OperationStatus.Done
            || written != HashSize
        )
        {
            return false;
        }
        head = new AuditHead(count, hash);
        return true;
    }

    public bool Equals(AuditHead? other) => other is not null && Count == other.Count && Hash.Span.SequenceEqual(other.Hash.Span);

    public override int GetHashCode() => Count.GetHashCode();

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}:{HashText}");
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpenClaw.Policy.Calls;

/// <summary>SHA-256 over fields, each with its length before it, so that no two lists of fields share a hash by where a field
/// ends.</summary>
internal readonly struct FieldHash : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="kind">What is hashed, and which version of its list of fields this is.</param>
    public FieldHash(string kind) => Add(kind);

    public void Add(string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Add(bytes.Length);
        _hash.AppendData(bytes);
    }

    public void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        _hash.AppendData(bytes);
    }

    /// <summary>Lower-case hex.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}

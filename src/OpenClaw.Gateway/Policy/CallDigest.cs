using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Policy;

/// <summary>SHA-256 over everything an approval is bound to, each field with its length before it so that no two calls share a digest by where a field ends.</summary>
internal static class CallDigest
{
    /// <returns>Lower-case hex.</returns>
    public static string Of(CallContext context)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, "openclaw-call-1");
        Add(hash, context.Session.Value);
        Add(hash, context.Tool);
        Add(hash, context.Arguments);
        Add(hash, context.Binding.WorkingDirectory ?? "");
        Add(hash, context.Binding.Executables.Count);
        foreach (var executable in context.Binding.Executables) Add(hash, executable);
        Add(hash, context.Binding.Hashes.Count);
        foreach (var file in context.Binding.Hashes)
        {
            Add(hash, file.Path);
            Add(hash, file.Sha256);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Add(IncrementalHash hash, string field)
    {
        var bytes = Encoding.UTF8.GetBytes(field);
        Add(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Add(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}

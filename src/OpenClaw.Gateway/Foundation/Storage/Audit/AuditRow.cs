using System.Buffers;
using System.Buffers.Binary;

namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>One row of <c>audit</c>, and how its hash is made.</summary>
/// <param name="At">Unix milliseconds, when it was committed.</param>
/// <param name="Body">A JSON object, hashed as the text it is.</param>
/// <param name="Before">The hash of the row before; 32 zero bytes in the first row.</param>
internal sealed record AuditRow(long Seq, long At, string Kind, string? Session, long? Turn, string Body, byte[] Before)
{
    /// <summary>The first byte of what is hashed. Another way of hashing gets another number, so that old rows stay what they
    /// are.</summary>
    private const byte Version = 1;

    /// <summary>
    /// SHA-256 over the version byte and then, in the order of the columns with <c>before</c> first, each field with its length before it:
    /// before, seq, at, kind, session, turn, body. A length is four bytes, a number eight, both big-endian; a text is UTF-8. A field that
    /// is null has the length 0xFFFFFFFF and no bytes, so it differs from an empty one, and no two rows are the same bytes by where a field
    /// ends. </summary>
    public byte[] Hash()
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        bytes.Write([Version]);
        Add(bytes, Before);
        Add(bytes, Seq);
        Add(bytes, At);
        Add(bytes, Kind);
        Add(bytes, Session);
        Add(bytes, Turn);
        Add(bytes, Body);
        return Sha256.Of(bytes.WrittenSpan);
    }

    private static void Add(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> field)
    {
        AddLength(bytes, (uint)field.Length);
        bytes.Write(field);
    }

    private static void Add(ArrayBufferWriter<byte> bytes, string? field)
    {
        if (field is null)
        {
            AddLength(bytes, uint.MaxValue);
        }
        else
        {
            Add(bytes, Encoding.UTF8.GetBytes(field));
        }
    }

    private static void Add(ArrayBufferWriter<byte> bytes, long? field)
    {
        if (field is not { } number)
        {
            AddLength(bytes, uint.MaxValue);
            return;
        }

        AddLength(bytes, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(bytes.GetSpan(sizeof(long)), number);
        bytes.Advance(sizeof(long));
    }

    private static void AddLength(ArrayBufferWriter<byte> bytes, uint length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes.GetSpan(sizeof(uint)), length);
        bytes.Advance(sizeof(uint));
    }
}

namespace OpenClaw.Models.Kept;

/// <summary>Bytes that only grow at their end. What was handed out stays as it was: a request may still be on its way.</summary>
internal sealed class KeptBytes
{
    private const int FirstPiece = 512;

    // Below the size from which on the runtime keeps an array apart, and collects it with the oldest only.
    private const int LargestPiece = 64 * 1024;

    private readonly List<byte[]> _pieces = [];
    private int _used;

    /// <summary>Memory that it holds.</summary>
    public long Capacity { get; private set; }

    public bool IsEmpty => _pieces.Count == 0;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_pieces.Count == 0 || _used == _pieces[^1].Length)
            {
                AddPiece(bytes.Length);
            }
            var room = _pieces[^1].AsSpan(_used);
            var now = Math.Min(room.Length, bytes.Length);
            bytes[..now].CopyTo(room);
            _used += now;
            bytes = bytes[now..];
        }
    }

    /// <summary>All of it as it is now.</summary>
    public ReadOnlyMemory<byte>[] Pieces()
    {
        var pieces = new ReadOnlyMemory<byte>[_pieces.Count];
        for (var i = 0; i < pieces.Length; i++)
        {
            pieces[i] = i == pieces.Length - 1 ? _pieces[i].AsMemory(0, _used) : _pieces[i];
        }
        return pieces;
    }

    // As much again as there is: a short conversation holds little more than it needs, a long one is of few pieces.
    private void AddPiece(int needed)
    {
        var size = (int)Math.Clamp(Math.Max(Capacity, needed), FirstPiece, LargestPiece);
        _pieces.Add(new byte[size]);
        Capacity += size;
        _used = 0;
    }
}

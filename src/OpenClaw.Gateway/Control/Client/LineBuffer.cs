namespace OpenClaw.Control.Client;

/// <summary>Cuts arriving bytes into lines. Grows with the longest line: an answer may be larger than a request.</summary>
internal sealed class LineBuffer
{
    private byte[] _bytes = new byte[16 << 10];
    private int _start;
    private int _end;

    /// <summary>Takes the next whole line, without its newline. It is valid until <see cref="Room"/> is called.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> line)
    {
        var length = _bytes.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
        line = length < 0 ? default : _bytes.AsMemory(_start, length);
        _start += length + 1;
        return length >= 0;
    }

    /// <summary>Where the next bytes are to be written; never empty. <see cref="Add"/> says how many came.</summary>
    public Memory<byte> Room()
    {
        // The unread part moves to the front, of a larger buffer where it fills more than half of this one.
        var unread = _bytes.AsSpan(_start, _end - _start);
        var target = unread.Length > _bytes.Length / 2 ? new byte[_bytes.Length * 2] : _bytes;
        unread.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, unread.Length);
        return _bytes.AsMemory(_end);
    }

    public void Add(int count) => _end += count;
}

namespace OpenClaw.Exec;

/// <summary>The input of a command, seen from its launcher: holds what the command has not read yet.</summary>
internal sealed class CommandInput
{
    private readonly byte[] _waiting = new byte[LauncherFrame.MaxData];
    private int _start,
        _end;

    /// <summary>The end that is written to, which does not block; -1 when the command has none, or reads no more.</summary>
    public int Fd { get; set; } = -1;

    public bool IsWaiting => _end > _start;

    /// <summary>Bytes that reached the command since the gateway was told last.</summary>
    public int Taken { get; set; }

    public void Add(ReadOnlySpan<byte> data)
    {
        if (Fd < 0)
        {
            Taken += data.Length;
            return;
        }
        _waiting.AsSpan(_start, _end - _start).CopyTo(_waiting);
        (_start, _end) = (0, _end - _start);
        data.CopyTo(_waiting.AsSpan(_end));
        _end += data.Length;
        Feed();
    }

    public void Feed()
    {
        while (Fd >= 0 && IsWaiting)
        {
            var n = Libc.Write(Fd, _waiting.AsSpan(_start, _end - _start));
            if (n == -Libc.EAGAIN)
            {
                return;
            }
            // Nobody reads any more: what waits is taken as delivered, as a pipe's writer would see it vanish too.
            if (n < 0)
            {
                n = _end - _start;
                Close();
            }

            _start += n;
            Taken += n;
        }
    }

    public void Close()
    {
        if (Fd >= 0)
        {
            _ = Libc.close(Fd);
        }
        Fd = -1;
    }
}

namespace OpenClaw.Exec;

/// <summary>
/// Frames on their way from a launcher to the gateway. One frame of output at most is held. When the gateway is slow the command's own pipe
/// fills, and the command waits: that is the back pressure. </summary>
internal sealed unsafe class OutgoingFrames(int gateway)
{
    private readonly byte[] _buffer = new byte[LauncherFrame.MaxData + 4096];
    private int _start,
        _end;

    public bool IsEmpty => _start == _end;

    public void Add(ReadOnlySpan<byte> frame)
    {
        if (IsEmpty)
        {
            Drop();
        }
        frame.CopyTo(_buffer.AsSpan(_end));
        _end += frame.Length;
    }

    /// <summary>Adds what a pipe of the command holds, as far as there is room.</summary>
    /// <param name="isLast">No process is left that would write more.</param>
    /// <returns>False when the pipe is at its end.</returns>
    public bool AddFrom(int fd, News kind, int most, bool isLast)
    {
        var room = Math.Min(_buffer.Length - _end - LauncherFrame.Header, most);
        if (room <= 0)
        {
            return true;
        }
        var n = Libc.Read(fd, _buffer.AsSpan(_end + LauncherFrame.Header, room));
        if (n == -Libc.EAGAIN && !isLast)
        {
            return true;
        }
        if (n <= 0)
        {
            return false;
        }

        LauncherFrame.WriteHeader(_buffer.AsSpan(_end), (byte)kind, n);
        _end += LauncherFrame.Header + n;
        return true;
    }

    public void Send()
    {
        while (_start < _end)
        {
            var n = Libc.Write(gateway, _buffer.AsSpan(_start, _end - _start));
            // A broken pipe is noticed by the next read, which is the one place that deals with it.
            if (n < 0)
            {
                return;
            }
            _start += n;
        }

        Drop();
    }

    /// <summary>The last words: waits until the gateway has taken them or is gone.</summary>
    public void Flush()
    {
        while (_start < _end)
        {
            var wait = new Libc.PollFd { Fd = gateway, Events = Libc.POLLOUT };
            _ = Libc.poll(&wait, 1, -1);
            if ((wait.Revents & (Libc.POLLHUP | Libc.POLLERR)) != 0)
            {
                return;
            }
            Send();
        }
    }

    public void Drop() => _start = _end = 0;
}

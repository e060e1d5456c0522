namespace OpenClaw.Exec;

/// <summary>What the gateway says, and that it is gone.</summary>
internal sealed unsafe partial class Launcher
{
    private readonly byte[] _incoming = new byte[LauncherFrame.MaxData + LauncherFrame.Header];
    private int _incomingEnd;

    private void Listen()
    {
        var n = Libc.Read(Gateway, _incoming.AsSpan(_incomingEnd));
        if (n == -Libc.EAGAIN)
        {
            return;
        }
        if (n <= 0)
        {
            // The gateway is gone, however that came about. Writers get SIGPIPE or stop filling anything; the rest is ended.
            _gatewayGone = true;
            _outgoing.Drop();
            Close(ref _output);
            Close(ref _error);
            _input.Close();
            Stop();
            return;
        }

        _incomingEnd += n;
        var at = 0;
        while (_incomingEnd - at >= LauncherFrame.Header)
        {
            var (kind, length) = LauncherFrame.ReadHeader(_incoming.AsSpan(at));
            if (length is < 0 or > LauncherFrame.MaxData)
            {
                throw new InvalidDataException($"a frame of {length} bytes");
            }
            if (_incomingEnd - at < LauncherFrame.Header + length)
            {
                break;
            }
            Obey((Order)kind, _incoming.AsSpan(at + LauncherFrame.Header, length));
            at += LauncherFrame.Header + length;
        }

        _incoming.AsSpan(at, _incomingEnd - at).CopyTo(_incoming);
        _incomingEnd -= at;
    }

    private void Obey(Order order, ReadOnlySpan<byte> payload)
    {
        switch (order)
        {
            case Order.Input:
                _input.Add(payload);
                break;
            case Order.Kill:
                _killed = _status is null;
                Stop();
                break;
        }
    }
}

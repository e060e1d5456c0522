using System.Buffers.Binary;

namespace OpenClaw.Exec;

internal sealed unsafe partial class Launcher
{
    private static readonly TimeSpan s_countAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_killAgain = TimeSpan.FromMilliseconds(20);

    // One frame of output at most is held here. When the gateway is slow the command's own pipe fills, and the command waits: that is the
    // back pressure.
    private readonly byte[] _outgoing = new byte[LauncherFrame.MaxData + 4096];
    private int _outgoingStart,
        _outgoingEnd;
    private readonly byte[] _incoming = new byte[LauncherFrame.MaxData + LauncherFrame.Header];
    private int _incomingEnd;
    private readonly byte[] _pendingInput = new byte[LauncherFrame.MaxData];
    private int _pendingStart,
        _pendingEnd;
    private int _inputTaken;
    private bool _inputEnds;

    private bool _gatewayGone,
        _stopping,
        _treeGone,
        _timedOut,
        _killed,
        _tooMany;
    private int? _status;
    private long _timeoutAt = long.MaxValue,
        _killAt = long.MaxValue,
        _countAt = long.MaxValue,
        _mostProcesses;
    private string[] _survivors = [];

    private void Pump()
    {
        if (_spec.Timeout > TimeSpan.Zero)
        {
            _timeoutAt = Environment.TickCount64 + (long)_spec.Timeout.TotalMilliseconds;
        }
        // RLIMIT_NPROC does not bind root, and a fork bomb would take the machine before it takes the timeout.
        if (Environment.IsPrivilegedProcess && _spec.Limits.Processes > 0)
        {
            _mostProcesses = LimitedStart.Running() + _spec.Limits.Processes;
            _countAt = Environment.TickCount64;
        }

        var fds = stackalloc Libc.PollFd[5];
        // When the tree is gone the pipes have all they will ever have; one that an outsider holds open must not keep us.
        while (!(_treeGone && _output < 0 && _error < 0))
        {
            var idle = _outgoingStart == _outgoingEnd;
            fds[0] = new() { Fd = _gatewayGone ? -1 : Gateway, Events = (short)(idle ? Libc.POLLIN : Libc.POLLIN | Libc.POLLOUT) };
            fds[1] = new() { Fd = idle ? _output : -1, Events = Libc.POLLIN };
            fds[2] = new() { Fd = idle ? _error : -1, Events = Libc.POLLIN };
            fds[3] = new() { Fd = _pendingEnd > _pendingStart ? _input : -1, Events = Libc.POLLOUT };
            fds[4] = new() { Fd = _treeGone ? -1 : _reaped, Events = Libc.POLLIN };
            _ = Libc.poll(fds, 5, _treeGone && idle ? 0 : UntilNextDeadline());

            if (fds[4].Revents != 0)
            {
                Reap();
            }
            if (fds[0].Revents != 0)
            {
                Listen();
            }
            if ((fds[0].Revents & Libc.POLLOUT) != 0)
            {
                Send();
            }
            if (fds[3].Revents != 0)
            {
                FeedInput();
            }
            if (idle)
            {
                Carry();
            }
            Deadlines();
        }

        if (!_gatewayGone)
        {
            Queue(LauncherFrame.Make(End()));
            Flush();
        }
    }

    private int UntilNextDeadline()
    {
        var next = Math.Min(Math.Min(_timeoutAt, _killAt), _countAt);
        return next == long.MaxValue ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, int.MaxValue);
    }

    private void Deadlines()
    {
        var now = Environment.TickCount64;
        if (now >= _timeoutAt)
        {
            _timeoutAt = long.MaxValue;
            _timedOut = _status is null;
            Stop();
        }

        if (now >= _countAt)
        {
            _countAt = now + (long)s_countAgain.TotalMilliseconds;
            // The machine's count is a cheap first look; only when it is high are our own told apart from the rest.
            if (
                !_stopping
                && LimitedStart.Running() > _mostProcesses
                && ProcessTree.Descendants(Environment.ProcessId).Count > _spec.Limits.Processes
            )
            {
                _tooMany = true;
                Stop();
                _killAt = now;
            }
        }

        if (now < _killAt || _treeGone)
        {
            return;
        }
        ProcessTree.Kill(Environment.ProcessId);
        _killAt = now + (long)s_killAgain.TotalMilliseconds;
    }

    /// <summary>Asks everything to end, and sets the hour at which it is made to.</summary>
    private void Stop()
    {
        if (_stopping || _treeGone)
        {
            return;
        }
        _stopping = true;
        _killAt = Environment.TickCount64 + (long)_spec.Grace.TotalMilliseconds;
        ProcessTree.Terminate(ProcessTree.Descendants(Environment.ProcessId));
    }

    private void Reap()
    {
        Span<byte> records = stackalloc byte[64 * Reaper.RecordSize];
        // Records are written whole and the buffer is a multiple of them, so none is ever torn.
        var n = Libc.Read(_reaped, records);
        if (n == 0)
        {
            _treeGone = true;
        }
        for (var at = 0; at < n; at += Reaper.RecordSize)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(records[at..]) != _main)
            {
                continue;
            }
            _status = BinaryPrimitives.ReadInt32LittleEndian(records[(at + 4)..]);
            if (_stopping)
            {
                continue;
            }
            var left = ProcessTree.Descendants(Environment.ProcessId);
            if (left.Count == 0)
            {
                continue;
            }
            _survivors = [.. left.Take(100).Select(process => process.Name)];
            Stop();
        }
    }

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
            _outgoingStart = _outgoingEnd = 0;
            Close(ref _output);
            Close(ref _error);
            Close(ref _input);
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
            case Order.Input when _input >= 0:
                _pendingInput.AsSpan(_pendingStart, _pendingEnd - _pendingStart).CopyTo(_pendingInput);
                (_pendingStart, _pendingEnd) = (0, _pendingEnd - _pendingStart);
                payload.CopyTo(_pendingInput.AsSpan(_pendingEnd));
                _pendingEnd += payload.Length;
                FeedInput();
                break;
            case Order.Input:
                _inputTaken += payload.Length;
                break;
            case Order.CloseInput:
                _inputEnds = true;
                FeedInput();
                break;
            case Order.Signal when _status is null:
                // To the command's session leader and its group: what a terminal's Ctrl-C would reach.
                var signal = BinaryPrimitives.ReadInt32LittleEndian(payload);
                if (Libc.kill(-_main, signal) != 0)
                {
                    _ = Libc.kill(_main, signal);
                }
                break;
            case Order.Kill:
                _killed = _status is null;
                Stop();
                break;
        }
    }

    private void FeedInput()
    {
        while (_input >= 0 && _pendingEnd > _pendingStart)
        {
            var n = Libc.Write(_input, _pendingInput.AsSpan(_pendingStart, _pendingEnd - _pendingStart));
            if (n == -Libc.EAGAIN)
            {
                return;
            }
            // Nobody reads any more: what waits is taken as delivered, as a pipe's writer would see it vanish too.
            if (n < 0)
            {
                n = _pendingEnd - _pendingStart;
                Close(ref _input);
            }

            _pendingStart += n;
            _inputTaken += n;
        }

        if (_inputEnds)
        {
            Close(ref _input);
        }
    }

    /// <summary>Moves one buffer from the command towards the gateway. Only when the last one has left.</summary>
    private void Carry()
    {
        if (_outgoingStart != _outgoingEnd)
        {
            return;
        }
        if (_inputTaken > 0)
        {
            Queue(LauncherFrame.Make((byte)News.InputTaken, _inputTaken));
            _inputTaken = 0;
        }

        Carry(ref _error, News.Error);
        // Half a buffer each when both have something, so neither starves the other.
        Carry(ref _output, News.Output);
        Send();
    }

    private void Carry(ref int fd, News kind)
    {
        if (fd < 0)
        {
            return;
        }
        var room = Math.Min(
            _outgoing.Length - _outgoingEnd - LauncherFrame.Header,
            kind == News.Error ? LauncherFrame.MaxData / 2 : LauncherFrame.MaxData
        );
        if (room <= 0)
        {
            return;
        }
        var n = Libc.Read(fd, _outgoing.AsSpan(_outgoingEnd + LauncherFrame.Header, room));
        if (n == -Libc.EAGAIN && !_treeGone)
        {
            return;
        }
        if (n <= 0)
        {
            Close(ref fd);
            return;
        }

        LauncherFrame.WriteHeader(_outgoing.AsSpan(_outgoingEnd), (byte)kind, n);
        _outgoingEnd += LauncherFrame.Header + n;
    }

    private void Queue(ReadOnlySpan<byte> frame)
    {
        if (_outgoingStart == _outgoingEnd)
        {
            _outgoingStart = _outgoingEnd = 0;
        }
        frame.CopyTo(_outgoing.AsSpan(_outgoingEnd));
        _outgoingEnd += frame.Length;
    }

    private void Send()
    {
        while (_outgoingStart < _outgoingEnd)
        {
            var n = Libc.Write(Gateway, _outgoing.AsSpan(_outgoingStart, _outgoingEnd - _outgoingStart));
            // A broken pipe is noticed by the next read, which is the one place that deals with it.
            if (n < 0)
            {
                return;
            }
            _outgoingStart += n;
        }

        _outgoingStart = _outgoingEnd = 0;
    }

    /// <summary>The last words: waits until the gateway has taken them or is gone.</summary>
    private void Flush()
    {
        while (_outgoingStart < _outgoingEnd)
        {
            var wait = new Libc.PollFd { Fd = Gateway, Events = Libc.POLLOUT };
            _ = Libc.poll(&wait, 1, -1);
            if ((wait.Revents & (Libc.POLLHUP | Libc.POLLERR)) != 0)
            {
                return;
            }
            Send();
        }
    }

    private CommandEnd End()
    {
        // The layout of a wait status, as <sys/wait.h> has it: the low seven bits are the signal, the next byte up the exit code.
        var signal = _status & 0x7F;
        return new CommandEnd
        {
            ExitCode = signal == 0 ? (_status >> 8) & 0xFF : null,
            Signal = signal == 0 ? null : signal,
            TimedOut = _timedOut,
            Killed = _killed,
            TooManyProcesses = _tooMany,
            Survivors = _survivors,
        };
    }

    private static void Close(ref int fd)
    {
        if (fd >= 0)
        {
            _ = Libc.close(fd);
        }
        fd = -1;
    }
}

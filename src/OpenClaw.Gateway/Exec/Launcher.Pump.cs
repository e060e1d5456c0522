using System.Buffers.Binary;

namespace OpenClaw.Exec;

internal sealed unsafe partial class Launcher
{
    private static readonly TimeSpan s_countAgain = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_killAgain = TimeSpan.FromMilliseconds(20);

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
        SetDeadlines();
        var fds = stackalloc Libc.PollFd[5];
        // When the tree is gone the pipes have all they will ever have; one that an outsider holds open must not keep us.
        while (!(_treeGone && _output < 0 && _error < 0))
        {
            // Output is taken from the command only when the last of it has left.
            var idle = _outgoing.IsEmpty;
            Wait(fds, idle);
            Act(fds);
            if (idle)
            {
                Carry();
            }
            MeetDeadlines();
        }

        if (!_gatewayGone)
        {
            _outgoing.Add(LauncherFrame.Make(End()));
            _outgoing.Flush();
        }
    }

    private void Wait(Libc.PollFd* fds, bool idle)
    {
        fds[0] = new() { Fd = _gatewayGone ? -1 : Gateway, Events = (short)(idle ? Libc.POLLIN : Libc.POLLIN | Libc.POLLOUT) };
        fds[1] = new() { Fd = idle ? _output : -1, Events = Libc.POLLIN };
        fds[2] = new() { Fd = idle ? _error : -1, Events = Libc.POLLIN };
        fds[3] = new() { Fd = _input.IsWaiting ? _input.Fd : -1, Events = Libc.POLLOUT };
        fds[4] = new() { Fd = _treeGone ? -1 : _reaped, Events = Libc.POLLIN };
        _ = Libc.poll(fds, 5, _treeGone && idle ? 0 : UntilNextDeadline());
    }

    private void Act(Libc.PollFd* fds)
    {
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
            _outgoing.Send();
        }
        if (fds[3].Revents != 0)
        {
            _input.Feed();
        }
    }

    private void SetDeadlines()
    {
        if (spec.Timeout > TimeSpan.Zero)
        {
            _timeoutAt = Environment.TickCount64 + (long)spec.Timeout.TotalMilliseconds;
        }
        // RLIMIT_NPROC does not bind root, and a fork bomb would take the machine before it takes the timeout.
        if (Environment.IsPrivilegedProcess && spec.Limits.Processes > 0)
        {
            _mostProcesses = LimitedStart.Running() + spec.Limits.Processes;
            _countAt = Environment.TickCount64;
        }
    }

    private int UntilNextDeadline()
    {
        var next = Math.Min(Math.Min(_timeoutAt, _killAt), _countAt);
        return next == long.MaxValue ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, int.MaxValue);
    }

    private void MeetDeadlines()
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
                && ProcessTree.Descendants(Environment.ProcessId).Count > spec.Limits.Processes
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
        _killAt = Environment.TickCount64 + (long)spec.Grace.TotalMilliseconds;
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

    /// <summary>Moves one buffer from the command towards the gateway. Only when the last one has left.</summary>
    private void Carry()
    {
        if (!_outgoing.IsEmpty)
        {
            return;
        }
        if (_input.Taken > 0)
        {
            _outgoing.Add(LauncherFrame.Make((byte)News.InputTaken, _input.Taken));
            _input.Taken = 0;
        }

        // Half a buffer each when both have something, so neither starves the other.
        Carry(ref _error, News.Error, LauncherFrame.MaxData / 2);
        Carry(ref _output, News.Output, LauncherFrame.MaxData);
        _outgoing.Send();
    }

    private void Carry(ref int fd, News kind, int most)
    {
        if (fd >= 0 && !_outgoing.AddFrom(fd, kind, most, isLast: _treeGone))
        {
            Close(ref fd);
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

namespace OpenClaw.Exec;

/// <summary>
/// `openclaw __exec`: the process between the gateway and one command. It runs the command, carries its bytes, and sees to it that nothing
/// of it is left: when the command ended, when it is told to, and when the gateway is gone. One thread and one poll loop; descriptor 0 is
/// the pipe to the gateway. </summary>
internal sealed unsafe partial class Launcher(CommandSpec spec)
{
    private const int Gateway = 0;

    private readonly CommandInput _input = new();
    private readonly OutgoingFrames _outgoing = new(Gateway);
    private int _output = -1,
        _error = -1,
        _reaped = -1;
    private int _main;

    /// <summary>The executable calls this before anything else is loaded. Further words make it the last step before the command.</summary>
    public static int Run(string[] args)
    {
        if (args.Length > 1)
        {
            return LimitedStart.Run(args.AsSpan(1));
        }
        try
        {
            if (ReadSpec() is not { } given)
            {
                return 64;
            }
            var launcher = new Launcher(given);
            try
            {
                launcher.Prepare();
                if (launcher.Start())
                {
                    launcher.Pump();
                }
                return 0;
            }
            finally
            {
                // Only a defect of ours leads here with processes left, and even then none may stay.
                if (launcher._reaped >= 0)
                {
                    launcher.KillAll();
                }
            }
        }
        catch (Exception e)
        {
            _ = Libc.Write(2, Encoding.UTF8.GetBytes($"openclaw: launcher failed: {e}\n"));
            return 70;
        }
    }

    private static CommandSpec? ReadSpec()
    {
        var header = new byte[LauncherFrame.Header];
        if (!ReadWhole(header))
        {
            return null;
        }
        var (kind, length) = LauncherFrame.ReadHeader(header);
        if (kind != (byte)Order.Spec || length is < 0 or > LauncherFrame.MaxSpec)
        {
            return null;
        }
        var payload = new byte[length];
        return ReadWhole(payload) ? LauncherFrame.ReadSpec(payload) : null;
    }

    private static bool ReadWhole(Span<byte> into)
    {
        while (into.Length > 0)
        {
            var n = Libc.Read(Gateway, into);
            if (n <= 0)
            {
                return false;
            }
            into = into[n..];
        }

        return true;
    }

    private void Prepare()
    {
        // A Ctrl-C meant for the gateway in a terminal must not reach commands by way of the process group.
        _ = Libc.setsid();
        // Without these two the promises "the whole tree is gone" and "no more rights than the gateway" do not hold, so we do not start.
        if (Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0 || Libc.prctl(Libc.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        {
            throw new IOException($"prctl: {Libc.Explain(Libc.Errno)}");
        }
        Hardening.MarkUndumpable();
        // In a list of processes it would be called `exe`, after the link it was started by.
        fixed (byte* name = "openclaw-exec\0"u8)
        {
            _ = Libc.prctl(Libc.PR_SET_NAME, (nuint)name, 0, 0, 0);
        }
        // The launcher ends when the gateway does. A service manager that signals every process at once must not take it before it has
        // cleaned up.
        foreach (var number in (ReadOnlySpan<int>)[1, 2, 3, 13, Libc.SIGTERM])
        {
            _ = Libc.signal(number, 1);
        }
        Libc.SetNonBlocking(Gateway);
    }

    private bool Start()
    {
        var empty = spec.KeepInputOpen ? -1 : Libc.open("/dev/null", Libc.O_CLOEXEC, 0);
        var (childInput, input) = spec.KeepInputOpen ? Libc.Pipe() : (empty, -1);
        var (output, childOutput) = Libc.Pipe();
        var (error, childError) = Libc.Pipe();
        (_input.Fd, _output, _error) = (input, output, error);
        _main = Spawn.Start(Spawn.Self, LimitedStart.Words("openclaw", spec), spec.Environment, childInput, childOutput, childError);
        foreach (var fd in (ReadOnlySpan<int>)[childInput, childOutput, childError])
        {
            _ = Libc.close(fd);
        }
        if (_main <= 0)
        {
            _outgoing.Add(LauncherFrame.Make(new CommandEnd { Error = $"could not be started: {Libc.Explain(-_main)}" }));
            _outgoing.Flush();
            return false;
        }

        foreach (var fd in (ReadOnlySpan<int>)[_input.Fd, _output, _error])
        {
            if (fd >= 0)
            {
                Libc.SetNonBlocking(fd);
            }
        }

        _reaped = Reaper.Start();
        _outgoing.Add(LauncherFrame.Make((byte)News.Started, _main));
        return true;
    }

    /// <summary>Kills until the reaper has no child to wait for.</summary>
    private void KillAll()
    {
        Span<byte> records = stackalloc byte[64 * Reaper.RecordSize];
        Libc.SetNonBlocking(_reaped);
        while (true)
        {
            ProcessTree.Kill(Environment.ProcessId);
            var wait = new Libc.PollFd { Fd = _reaped, Events = Libc.POLLIN };
            _ = Libc.poll(&wait, 1, 20);
            int n;
            while ((n = Libc.Read(_reaped, records)) > 0) { }

            if (n == 0)
            {
                return;
            }
        }
    }
}

using System.Net.Sockets;

namespace OpenClaw.Exec;

/// <summary>Starts launchers. One for the gateway; knows nothing of policies: who calls it holds a grant.</summary>
internal sealed class CommandRunner
{
    private const int AF_UNIX = 1,
        SOCK_STREAM = 1,
        SOCK_CLOEXEC = 0x80000;

    private readonly LauncherRegistry _launchers;
    private readonly string _spoolFolder;
    private readonly string _executable;
    private readonly IReadOnlyList<string> _environment;
    private long _number;

    /// <param name="launchers">Where the control socket looks up who its peers descend from.</param>
    /// <param name="spoolFolder">For output that is too long to keep in memory; made when missing, emptied at construction.</param>
    /// <param name="executable">Tests name the built executable; the gateway starts itself.</param>
    public CommandRunner(LauncherRegistry launchers, string spoolFolder, string executable = Spawn.Self)
    {
        (_launchers, _spoolFolder, _executable) = (launchers, spoolFolder, executable);
        // A launcher that is not natively compiled must find the runtime; nothing else of ours is handed on.
        _environment =
            Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root && executable != Spawn.Self
                ? [.. CommandEnvironment.Default, $"DOTNET_ROOT={root}"]
                : CommandEnvironment.Default;
        Directory.CreateDirectory(spoolFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        // What a gateway that died left behind: no command of then can be asked about now.
        foreach (var file in Directory.EnumerateFiles(spoolFolder, "*.out"))
        {
            File.Delete(file);
        }
    }

    public long SpoolLimit { get; set; } = 16 << 20;

    /// <summary>Returns when the command runs, or when it is known that it does not: then <see cref="RunningCommand.Ended"/> has the
    /// reason.</summary>
    public async Task<RunningCommand> StartAsync(CommandSpec spec, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var output = new CommandOutput(Path.Combine(_spoolFolder, $"{Interlocked.Increment(ref _number)}.out"), SpoolLimit);
        // posix_spawn takes a millisecond or two, which the loop should not give.
        var (pid, socket) = await Task.Run(Launch, CancellationToken.None).ConfigureAwait(false);
        var command = new RunningCommand(_launchers, pid, socket, output);
        await command.BeginAsync(spec).ConfigureAwait(false);
        return command;
    }

    private unsafe (int Pid, Socket Socket) Launch()
    {
        var fds = stackalloc int[2];
        if (Libc.socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
        {
            throw new IOException($"socketpair: {Libc.Explain(Libc.Errno)}");
        }
        var (ours, theirs) = (fds[0], fds[1]);
        try
        {
            // Our standard error is the launcher's too: should it fail, its last words belong in our log. Standard output could be a user's
            // pipe.
            var pid = _launchers.Start(() => Spawn.Start(_executable, ["openclaw", "__exec"], _environment, theirs, 2, -1));
            if (pid <= 0)
            {
                _ = Libc.close(ours);
                throw new IOException($"cannot start '{_executable}': {Libc.Explain(-pid)}");
            }

            // A pair of sockets and not of pipes: .NET reads a socket without holding a thread. It dials nobody, so it is not the dialer's.
            return (pid, new Socket(new SafeSocketHandle(ours, ownsHandle: true)));
        }
        finally
        {
            _ = Libc.close(theirs);
        }
    }
}

using System.Runtime.InteropServices;

namespace OpenClaw.Cli.Terminal;

/// <summary>The terminal in raw mode on its second screen. Whatever ends the process, the terminal is given back as it was.</summary>
internal sealed partial class RawTerminal : IDisposable
{
    private const int Input = 0;
    private const int Output = 1;
    private const int TcsaFlush = 2;
    private const int SigTstp = 20;
    private const int PauseMilliseconds = 30;

    // Alternate screen, bracketed paste; and back.
    private const string Enter = "\e[?1049h\e[?2004h\e[2J";
    private const string Leave = "\e[?2004l\e[?25h\e[0m\e[?1049l";

    private readonly byte[] _before = new byte[128];
    private readonly byte[] _raw = new byte[128];
    private readonly List<IDisposable> _signals = [];
    private int _entered;

    private RawTerminal() { }

    /// <summary>Takes over the terminal, or null when standard input and output are not one.</summary>
    public static RawTerminal? Open()
    {
        var terminal = new RawTerminal();
        if (IsTerminal(Output) == 0 || GetAttributes(Input, ref terminal._before[0]) != 0)
        {
            return null;
        }

        terminal._before.CopyTo(terminal._raw, 0);
        MakeRaw(ref terminal._raw[0]);
        terminal.GoRaw();
        AppDomain.CurrentDomain.ProcessExit += terminal.OnEnd;
        AppDomain.CurrentDomain.UnhandledException += terminal.OnEnd;
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
        {
            // Not cancelled: the signal then ends the process as it always does.
            terminal._signals.Add(PosixSignalRegistration.Create(signal, _ => terminal.GiveBack()));
        }

        return terminal;
    }

    /// <summary>Calls back on a thread of its own whenever the window's size has changed.</summary>
    public void OnResize(Action changed) =>
        _signals.Add(
            PosixSignalRegistration.Create(
                PosixSignal.SIGWINCH,
                context =>
                {
                    context.Cancel = true;
                    changed();
                }
            )
        );

    public (int Width, int Height) Size()
    {
        Span<ushort> window = stackalloc ushort[4];
        const nuint GetWindowSize = 0x5413;
        return IoControl(Output, GetWindowSize, ref window[0]) == 0 && window[0] > 0 && window[1] > 0 ? (window[1], window[0]) : (80, 24);
    }

    /// <summary>Reads keys until the input ends, on the calling thread.</summary>
    public static void ReadKeys(Action<Key> pressed)
    {
        var decoder = new KeyDecoder();
        Span<byte> buffer = stackalloc byte[1024];
        while (true)
        {
            if (decoder.IsPending && !HasMore())
            {
                foreach (var key in decoder.Flush())
                {
                    pressed(key);
                }

                continue;
            }

            var count = (int)Read(Input, ref buffer[0], (nuint)buffer.Length);
            if (count <= 0)
            {
                // A signal in between is no end.
                const int Interrupted = 4;
                if (count < 0 && Marshal.GetLastPInvokeError() == Interrupted)
                {
                    continue;
                }

                return;
            }

            foreach (var key in decoder.Feed(buffer[..count]))
            {
                pressed(key);
            }
        }
    }

    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var at = 0;
        while (at < bytes.Length)
        {
            var written = (int)WriteBytes(Output, ref bytes[at], (nuint)(bytes.Length - at));
            if (written <= 0)
            {
                return;
            }

            at += written;
        }
    }

    /// <summary>Ctrl-Z: the shell has the terminal until <c>fg</c>.</summary>
    public void Suspend()
    {
        GiveBack();
        _ = Kill(Environment.ProcessId, SigTstp);
        GoRaw();
    }

    public void Dispose()
    {
        GiveBack();
        AppDomain.CurrentDomain.ProcessExit -= OnEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnEnd;
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }
    }

    private void OnEnd(object? sender, EventArgs e) => GiveBack();

    private void GoRaw()
    {
        Interlocked.Exchange(ref _entered, 1);
        _ = SetAttributes(Input, TcsaFlush, ref _raw[0]);
        Write(Enter);
    }

    // From several places and threads; the first one does it.
    private void GiveBack()
    {
        if (Interlocked.Exchange(ref _entered, 0) == 1)
        {
            Write(Leave);
            _ = SetAttributes(Input, TcsaFlush, ref _before[0]);
        }
    }

    private static bool HasMore()
    {
        // struct pollfd: int fd, short events, short revents.
        const int PollIn = 1;
        Span<int> poll = [Input, PollIn];
        return Poll(ref poll[0], 1, PauseMilliseconds) > 0;
    }

    // struct termios has 60 bytes in glibc and musl alike; its content is the C library's business.
    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetAttributes(int file, ref byte termios);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetAttributes(int file, int when, ref byte termios);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(ref byte termios);

    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int file);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int IoControl(int file, nuint request, ref ushort argument);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, ref byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint WriteBytes(int file, ref byte buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref int poll, nuint count, int timeout);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int process, int signal);
}

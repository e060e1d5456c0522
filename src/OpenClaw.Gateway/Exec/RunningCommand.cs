using System.Buffers;
using System.Net.Sockets;

namespace OpenClaw.Exec;

/// <summary>
/// A command seen from the gateway. Its bytes are carried on pool threads; every member may be called from the loop.
/// Disposing it ends the command, as the launcher ends when its pipe closes.
/// </summary>
internal sealed class RunningCommand(LauncherRegistry launchers, int launcher, Socket socket, CommandOutput output) : IAsyncDisposable
{
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inputOnTheWay;

    /// <summary>Zero until it runs.</summary>
    public int Pid { get; private set; }

    public CommandOutput Output => output;

    /// <summary>Never fails: a launcher that was lost is an end too.</summary>
    public Task<CommandEnd> Ended { get; private set; } = Task.FromResult(new CommandEnd { Error = "was not started" });

    public bool IsRunning => !Ended.IsCompleted;

    /// <summary>Raised on a pool thread after more output was kept.</summary>
    public event Action? Printed;

    public async Task BeginAsync(CommandSpec spec)
    {
        Ended = Task.Run(PumpAsync);
        await SendAsync(LauncherFrame.Make(spec)).ConfigureAwait(false);
        await Task.WhenAny(_started.Task, Ended).ConfigureAwait(false);
    }

    /// <summary>False, and nothing is written, when the command has not read enough of what it was given before, or takes no
    /// input.</summary>
    public async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> data)
    {
        if (!IsRunning || data.Length > LauncherFrame.MaxData)
        {
            return false;
        }
        if (Interlocked.Add(ref _inputOnTheWay, data.Length) > LauncherFrame.MaxData)
        {
            Interlocked.Add(ref _inputOnTheWay, -data.Length);
            return false;
        }

        await SendAsync(LauncherFrame.Make((byte)Order.Input, data.Span)).ConfigureAwait(false);
        return true;
    }

    /// <summary>Ends the command and all it started: SIGTERM, a grace, SIGKILL. Await <see cref="Ended"/> for the end.</summary>
    public Task KillAsync() => SendAsync(LauncherFrame.Make((byte)Order.Kill, []));

    public async ValueTask DisposeAsync()
    {
        // Half a close is enough: the launcher sees the end of its orders, and we still see its own end.
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It ended by itself.
        }

        await Ended.ConfigureAwait(false);
        Output.Dispose();
    }

    private async Task SendAsync(byte[] frame)
    {
        await _sending.WaitAsync().ConfigureAwait(false);
        try
        {
            for (var at = 0; at < frame.Length; )
            {
                at += await socket.SendAsync(frame.AsMemory(at), SocketFlags.None).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The launcher is gone; the pump finds out and tells by Ended.
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task<CommandEnd> PumpAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(LauncherFrame.MaxData + LauncherFrame.Header);
        CommandEnd? end = null;
        try
        {
            while (await ReadWholeAsync(buffer.AsMemory(0, LauncherFrame.Header)).ConfigureAwait(false))
            {
                var (kind, length) = LauncherFrame.ReadHeader(buffer);
                if (length is < 0 or > LauncherFrame.MaxData || !await ReadWholeAsync(buffer.AsMemory(0, length)).ConfigureAwait(false))
                {
                    break;
                }
                end = Take((News)kind, buffer.AsSpan(0, length)) ?? end;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Killed: the same as an end without last words.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Bury(lost: end is null);
        return end ?? new CommandEnd { Error = "its launcher was lost, so whether and how it ended is not known" };
    }

    private CommandEnd? Take(News kind, ReadOnlySpan<byte> payload)
    {
        switch (kind)
        {
            case News.Started:
                Pid = BitConverter.ToInt32(payload);
                _started.TrySetResult(Pid);
                return null;
            case News.Output or News.Error:
                Output.Append(payload, kind == News.Error);
                Printed?.Invoke();
                return null;
            case News.InputTaken:
                Interlocked.Add(ref _inputOnTheWay, -BitConverter.ToInt32(payload));
                return null;
            default:
                return LauncherFrame.ReadEnd(payload.ToArray());
        }
    }

    private async ValueTask<bool> ReadWholeAsync(Memory<byte> into)
    {
        while (into.Length > 0)
        {
            var n = await socket.ReceiveAsync(into, SocketFlags.None).ConfigureAwait(false);
            if (n == 0)
            {
                return false;
            }
            into = into[n..];
        }

        return true;
    }

    private unsafe void Bury(bool lost)
    {
        socket.Dispose();
        launchers.Remove(launcher);
        int status;
        // It closed its pipe only by ending, so this does not wait to speak of.
        _ = Libc.waitpid(launcher, &status, 0);
        if (lost)
        {
            launchers.KillOrphans();
        }
    }
}

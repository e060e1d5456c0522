using System.IO.Pipelines;
using System.Net.Sockets;
using OpenClaw.Config.Tables;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Wire;

/// <summary>The control socket in the file system.</summary>
internal sealed class UnixListener : IControlListener
{
    private readonly Socket _socket;
    private readonly bool _isPassed;

    private UnixListener(Socket socket, string path, bool isPassed = false)
    {
        (_socket, _isPassed) = (socket, isPassed);
        Address = path;
    }

    public string Address { get; }

    /// <summary>Listens by the socket that the service manager has opened, and leaves the file to it. Whoever connects before waits there, and
    /// is answered.</summary>
    public static UnixListener Passed(Socket socket, string path) => new(socket, path, isPassed: true);

    /// <summary>Listens, making the directory when it is missing.</summary>
    /// <exception cref="UnixSocketException">Too long, taken by a live gateway, not a socket, or not ours to make.</exception>
    public static async Task<UnixListener> OpenAsync(string path, ControlConfig config, CancellationToken ct)
    {
        try
        {
            MakeDirectory(Path.GetDirectoryName(path)!, !config.Users.IsEmpty);
            return new UnixListener(UnixSocket.Listen(path, ModeFor(config)), path);
        }
        catch (UnixSocketException e) when (e.IsTaken)
        {
            throw new UnixSocketException(
                $"a gateway already listens on {path}{await HolderAsync(path, ct).ConfigureAwait(false)}; stop it, or choose another path with --socket",
                e
            )
            {
                IsTaken = true,
            };
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException and not UnixSocketException)
        {
            throw new UnixSocketException($"cannot make the directory of the control socket {path}: {e.Message}", e);
        }
    }

    public string? Open(ControlConfig config)
    {
        try
        {
            File.SetUnixFileMode(Address, ModeFor(config));
            var directory = Path.GetDirectoryName(Address)!;
            return config.Users.IsEmpty || File.GetUnixFileMode(directory).HasFlag(UnixFileMode.OtherExecute)
                ? null
                : $"[control] users cannot reach {Address}: its folder is closed to others; chmod o+x {directory}, or under systemd RuntimeDirectoryMode=0711";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the mode of {Address} could not be set: {e.Message}";
        }
    }

    public async Task<ControlTransport?> AcceptAsync(CancellationToken ct)
    {
        Socket socket;
        try
        {
            socket = await _socket.AcceptAsync(ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return null;
        }

        try
        {
            var stream = new NetworkStream(socket, ownsSocket: true);
            return new ControlTransport(new StreamPipe(stream), PeerCredentials.Of(socket), stream);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        // Removed before it is closed: once nobody listens, a next gateway may have put its own socket there.
        try
        {
            if (!_isPassed)
            {
                File.Delete(Address);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A socket left behind is taken over by the next start.
        }

        _socket.Dispose();
    }

    // With users named, the kernel must let them as far as accept(); who they are is then asked of SO_PEERCRED, so the file need not know
    // groups.
    private static UnixFileMode ModeFor(ControlConfig config)
    {
        var owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return config.Users.IsEmpty
            ? owner
            : owner | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    }

    private static void MakeDirectory(string directory, bool open)
    {
        if (Directory.Exists(directory))
        {
            // systemd or the operator made it and decided its mode; the socket's own mode still guards.
            return;
        }

        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(directory, open ? mode | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : mode);
    }

    private static async Task<string> HolderAsync(string path, CancellationToken ct)
    {
        try
        {
            using var socket = await UnixSocket.ConnectAsync(path, ct).ConfigureAwait(false);
            return $" (process {PeerCredentials.Of(socket).Pid})";
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return "";
        }
    }
}

/// <summary>The two ends of one socket's stream. Completing them leaves the stream to its owner.</summary>
internal sealed class StreamPipe(Stream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}

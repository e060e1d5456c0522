using System.Net.Sockets;

namespace OpenClaw.Foundation.Network;

/// <summary>Unix-domain stream sockets: the control socket listens and its clients connect through here.</summary>
internal static class UnixSocket
{
    /// <summary>The kernel's room for a path, its final zero included.</summary>
    public const int MaxPathBytes = 108;

    /// <summary>Listens on <paramref name="path"/>, taking over a socket that no one answers on.</summary>
    /// <param name="mode">Permissions of the socket file; 0600 unless someone opens it wider.</param>
    /// <exception cref="UnixSocketException">The path is too long, is not a socket, or a live process answers on it.</exception>
    public static Socket Listen(string path, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite, int backlog = 128)
    {
        CheckLength(path);
        RemoveStale(path);
        var socket = Create();
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            // Before listen() nobody can connect, so the mode is right from the first connection on.
            File.SetUnixFileMode(path, mode);
            socket.Listen(backlog);
            return socket;
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            throw new UnixSocketException($"cannot listen on {path}: {Words(e)}", e);
        }
    }

    /// <summary>Connects to a listening socket.</summary>
    /// <exception cref="UnixSocketException">Nobody answers there; <see cref="UnixSocketException.IsAbsent"/> tells whether nobody runs or
    /// we may not.</exception>
    public static async Task<Socket> ConnectAsync(string path, CancellationToken ct)
    {
        CheckLength(path);
        var socket = Create();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e)
        {
            socket.Dispose();
            if (e is SocketException refused)
            {
                throw NotConnected(path, refused);
            }
            throw;
        }
    }

    /// <summary>The same in the thread that calls, which waits: an asynchronous socket makes threads for events first, and most clients
    /// only ask one question.</summary>
    /// <exception cref="UnixSocketException">As above.</exception>
    public static Socket Connect(string path)
    {
        CheckLength(path);
        var socket = Create();
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw NotConnected(path, e);
        }
    }

    private static UnixSocketException NotConnected(string path, SocketException e) =>
        new($"cannot connect to {path}: {Words(e)}", e)
        {
            IsAbsent = e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable || !Path.Exists(path),
            IsDenied = e.SocketErrorCode is SocketError.AccessDenied,
        };

    private static void CheckLength(string path)
    {
        var bytes = Encoding.UTF8.GetByteCount(path) + 1;
        if (bytes > MaxPathBytes)
        {
            throw new UnixSocketException(
                $"the socket path is {bytes - 1} bytes long and the system takes {MaxPathBytes - 1}: {path}. Choose a shorter one with --socket"
            );
        }
    }

    private static void RemoveStale(string path)
    {
        if (FileIdentity.OfItself(path) is not { } found)
        {
            return;
        }
        if (!found.IsSocket)
        {
            throw new UnixSocketException($"{path} exists and is not a socket; remove it or choose another path with --socket");
        }

        using var probe = Create();
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
        {
            // Left behind by a process that was killed: nobody holds it any more.
            File.Delete(path);
            return;
        }
        catch (SocketException e)
        {
            throw new UnixSocketException($"cannot listen on {path}: {Words(e)}", e);
        }

        throw new UnixSocketException($"another gateway is already listening on {path}") { IsTaken = true };
    }

    private static string Words(Exception e) =>
        e is SocketException s
            ? s.SocketErrorCode switch
            {
                SocketError.AccessDenied => "permission denied",
                SocketError.ConnectionRefused => "nobody is listening there",
                SocketError.AddressNotAvailable => "no such file or directory",
                SocketError.AddressAlreadyInUse => "the path is taken",
                _ => s.Message,
            }
            : e.Message;

#pragma warning disable RS0030 // This is the place the ban sends everybody to.
    private static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
#pragma warning restore RS0030
}

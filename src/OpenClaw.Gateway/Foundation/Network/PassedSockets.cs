using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Foundation.Network;

/// <summary>
/// The listening sockets that the service manager has opened and passes on, by the names of their units (the protocol of sd_listen_fds(3):
/// descriptors from 3 on, told of in the environment). None where it passes none. </summary>
internal sealed class PassedSockets
{
    private const int F_SETFD = 2,
        FD_CLOEXEC = 1;

    private static readonly string[] s_variables = ["LISTEN_PID", "LISTEN_PIDFDID", "LISTEN_FDS", "LISTEN_FDNAMES"];

    private PassedSockets() { }

    public static PassedSockets None { get; } = new();

    /// <summary>The control socket, and the path it listens on.</summary>
    public (Socket Socket, string Path)? Control { get; private set; }

    /// <summary>The page's socket, as a descriptor that stays open, and the address it listens on.</summary>
    public (ulong Handle, IPEndPoint At)? Page { get; private set; }

    /// <summary>Takes what this process was passed. The variables are taken away, and the descriptors are closed in whatever it runs.</summary>
    /// <param name="set">Changes a variable of the environment.</param>
    /// <param name="first">The first descriptor; another one in tests.</param>
    /// <exception cref="UnixSocketException">What was passed is not what the gateway takes; the message names the descriptor.</exception>
    public static PassedSockets Take(Func<string, string?> environment, Action<string, string?> set, int first = 3)
    {
        var values = s_variables.Select(environment).ToArray();
        foreach (var name in s_variables)
        {
            set(name, null);
        }
        // Meant for another process, which has not read them.
        if (values is not [{ } pid, _, { } number, var names] || pid != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
        {
            return None;
        }
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new UnixSocketException($"LISTEN_FDS is \"{number}\" and should be the number of passed sockets");
        }

        var called = names?.Split(':') ?? [];
        var passed = new PassedSockets();
        for (var i = 0; i < count; i++)
        {
            passed.Add(first + i, i < called.Length ? called[i] : "");
        }
        return passed;
    }

    private void Add(int descriptor, string name)
    {
        var what = $"descriptor {descriptor}, which the service manager passes as \"{name}\",";
        if (Libc.fcntl(descriptor, F_SETFD, FD_CLOEXEC) != 0)
        {
            throw new UnixSocketException($"{what} is not open ({Libc.Explain(Libc.Errno)})");
        }
        var socket = Open(descriptor, what);
        switch (name)
        {
            case "control" when Control is null:
                Control =
                    IsListening(socket) && socket.LocalEndPoint is UnixDomainSocketEndPoint at
                        ? (socket, at.ToString())
                        : throw new UnixSocketException(
                            $"{what} is no Unix socket that listens: the socket unit needs ListenStream=/run/openclaw/openclaw.sock and Accept=no"
                        );
                break;
            case "page" when Page is null:
                Page =
                    IsListening(socket) && socket.LocalEndPoint is IPEndPoint address
                        ? ((ulong)descriptor, address)
                        : throw new UnixSocketException(
                            $"{what} is no TCP socket that listens: the socket unit needs ListenStream=ADDRESS:PORT, that of [web] listen, and Accept=no"
                        );
                break;
            case "control" or "page":
                throw new UnixSocketException($"{what} is the second of that name: a socket unit of the gateway has one ListenStream=");
            default:
                throw new UnixSocketException(
                    $"{what} is not known: the gateway takes FileDescriptorName=control and FileDescriptorName=page"
                );
        }
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Network/ is where sockets are made")]
    private static Socket Open(int descriptor, string what)
    {
        try
        {
            // The descriptor outlives the socket: the page is opened anew by a reload.
            return new Socket(new SafeSocketHandle(descriptor, ownsHandle: false));
        }
        catch (SocketException e)
        {
            throw new UnixSocketException($"{what} is no socket ({e.Message})", e);
        }
    }

    private static bool IsListening(Socket socket) =>
        socket.SocketType == SocketType.Stream && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) is 1;
}

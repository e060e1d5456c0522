using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;

namespace OpenClaw.Foundation.Network;

/// <summary>
/// Tells systemd how the service is (the protocol of sd_notify(3): lines to the datagram socket that <c>$NOTIFY_SOCKET</c> names). Does
/// nothing where there is no such socket.
/// </summary>
internal sealed class ServiceNotifier : IDisposable
{
    private readonly Socket? _socket;
    private readonly TimeProvider _time;
    private readonly TimeSpan _interval;
    private long _last;

    public ServiceNotifier(Func<string, string?> environment, TimeProvider time)
    {
        _time = time;
        // systemd asks to be told twice within the time it waits.
        _interval = long.TryParse(environment("WATCHDOG_USEC"), out var microseconds)
            ? TimeSpan.FromMicroseconds(microseconds / 2.5)
            : TimeSpan.Zero;
        if (environment("NOTIFY_SOCKET") is not { Length: > 0 } address)
        {
            return;
        }
        // A leading @ stands for the abstract namespace.
        _socket = Open(address[0] == '@' ? "\0" + address[1..] : address);
    }

    public void Ready() => Send("READY=1");

    public void Stopping() => Send("STOPPING=1");

    public void Status(string line) => Send($"STATUS={line.ReplaceLineEndings(" ")}");

    /// <summary>Feeds the watchdog, no more often than it needs.</summary>
    public void Alive()
    {
        if (_socket is null || _interval == TimeSpan.Zero)
        {
            return;
        }
        if (_last != 0 && _time.GetElapsedTime(_last) < _interval / 2)
        {
            return;
        }
        _last = _time.GetTimestamp();
        Send("WATCHDOG=1");
    }

    public void Dispose() => _socket?.Dispose();

    private void Send(string text)
    {
        try
        {
            _socket?.Send(Encoding.UTF8.GetBytes(text), SocketFlags.None);
        }
        catch (SocketException)
        {
            // A manager that does not listen is no reason to stop the service it manages.
        }
    }

    [SuppressMessage("ApiDesign", "RS0030", Justification = "Network/ is where sockets are made")]
    private static Socket? Open(string address)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}

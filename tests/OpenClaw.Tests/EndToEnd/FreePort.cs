using System.Net;
using System.Net.Sockets;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>
/// Ports that were free a moment ago, that nothing listens on, each given once. Not of those that the kernel gives to clients: a server
/// that is down for a moment would find its port taken.
/// </summary>
internal static class FreePort
{
    // Clients are given ports from 32768 on.
    private const int First = 20000,
        Count = 12000;

    // Two runs at once do not begin at the same one.
    private static int s_last = Random.Shared.Next();

    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_last) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied) { }
        }
    }
}

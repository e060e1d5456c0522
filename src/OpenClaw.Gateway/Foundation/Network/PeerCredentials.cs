using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace OpenClaw.Foundation.Network;

/// <summary>Who is at the other end of a Unix socket, as the kernel saw it when the connection was made.</summary>
internal readonly record struct PeerCredentials(int Pid, uint Uid, uint Gid)
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>Reads SO_PEERCRED.</summary>
    /// <exception cref="SocketException">The socket is not connected, or is not a Unix socket.</exception>
    public static PeerCredentials Of(Socket socket)
    {
        Span<byte> ucred = stackalloc byte[12]; // struct ucred: pid_t, uid_t, gid_t, four bytes each
        var length = socket.GetRawSocketOption(SolSocket, SoPeerCred, ucred);
        if (length < ucred.Length)
        {
            throw new SocketException((int)SocketError.OperationNotSupported);
        }
        return new PeerCredentials(
            MemoryMarshal.Read<int>(ucred),
            MemoryMarshal.Read<uint>(ucred[4..]),
            MemoryMarshal.Read<uint>(ucred[8..])
        );
    }
}

using System.Net.Sockets;
using System.Text.Json;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Client;

/// <summary>
/// One call over a connection of its own, waited for in the thread that asks. Most commands need no more; the threads that
/// <see cref="ControlClient"/> takes for overlapping calls and notifications would be a good part of what such a command costs.
/// </summary>
internal static class OneCall
{
    private const int FirstRead = 16 << 10;

    /// <exception cref="GatewayAbsentException">Nobody listens there.</exception>
    /// <exception cref="ControlException">The socket's permissions keep us out.</exception>
    public static Stream Connect(string socketPath)
    {
        try
        {
            return new NetworkStream(UnixSocket.Connect(socketPath), ownsSocket: true);
        }
        catch (UnixSocketException e)
        {
            throw ControlClient.NotConnected(socketPath, e);
        }
    }

    /// <param name="address">Where the connection leads, for words about it.</param>
    /// <exception cref="GatewayAbsentException">The connection ended before the answer.</exception>
    /// <exception cref="ControlException">The gateway's answer is an error.</exception>
    /// <exception cref="IOException">What listens there is no gateway.</exception>
    public static JsonElement Ask<TParams, TResult>(
        Stream connection,
        string address,
        ControlCall<TParams, TResult> call,
        TParams parameters
    )
    {
        try
        {
            connection.Write(ControlWire.Request(1, call.Name, parameters, () => call.Params).Span);
        }
        catch (IOException)
        {
            // The peer has closed; it may have said why first.
        }

        return Answer(connection, address);
    }

    // Reads lines until the one that answers; notifications that come before it were asked for by nobody.
    private static JsonElement Answer(Stream connection, string address)
    {
        var buffer = new byte[FirstRead];
        var (start, end, ended) = (0, 0, false);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0)
            {
                if (ended)
                {
                    throw GatewayAbsentException.Ended(address);
                }

                (buffer, start, end) = Room(buffer, start, end);
                var read = Receive(connection, buffer.AsSpan(end));
                end += read;
                ended = read == 0;
                continue;
            }

            var message = Parse(buffer.AsMemory(start, length), address);
            start += length + 1;
            if (message.Error is { } error)
            {
                throw error;
            }

            if (message.Id is not null)
            {
                return message.Result;
            }
        }
    }

    private static ControlMessage Parse(ReadOnlyMemory<byte> line, string address)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return ControlMessage.Of(document.RootElement);
        }
        catch (JsonException e)
        {
            throw ControlClient.NotThisProtocol(address, e);
        }
    }

    // The unread part, moved to the front of a buffer that has room behind it.
    private static (byte[] Buffer, int Start, int End) Room(byte[] buffer, int start, int end)
    {
        var length = end - start;
        var target = length == buffer.Length ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, length).CopyTo(target);
        return (target, 0, length);
    }

    private static int Receive(Stream connection, Span<byte> into)
    {
        try
        {
            return connection.Read(into);
        }
        catch (IOException)
        {
            // Cut off: the same as closed.
            return 0;
        }
    }
}

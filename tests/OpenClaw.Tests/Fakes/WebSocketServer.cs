using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace OpenClaw.Tests.Fakes;

/// <summary>Accepts WebSockets on loopback and gives each to the test's function; when that ends, the connection is cut.</summary>
internal sealed class WebSocketServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _serving = [];
    private readonly Func<WebSocket, string, CancellationToken, Task> _serve;
    private readonly Task _accepting;

    /// <param name="serve">Gets the socket and the path that was asked for.</param>
    public WebSocketServer(Func<WebSocket, string, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"ws://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_serving);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _serving.Add(Task.Run(() => ServeAsync(client)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var own = client;
        try
        {
            var stream = client.GetStream();
            var head = new StringBuilder();
            var letter = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(letter, _stop.Token) > 0)
            {
                head.Append((char)letter[0]);
            }
            var lines = head.ToString().Split("\r\n");
            if (lines.FirstOrDefault(static l => l.StartsWith("Sec-WebSocket-Key:", StringComparison.OrdinalIgnoreCase)) is not { } key)
            {
                return;
            }
            // RFC 6455, 4.2.2.
            var accept = Convert.ToBase64String(
                SHA1.HashData(Encoding.ASCII.GetBytes(key[(key.IndexOf(':') + 1)..].Trim() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"))
            );
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
                ),
                _stop.Token
            );
            using var socket = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
            await _serve(socket, lines[0].Split(' ')[1], _stop.Token);
        }
        catch (Exception e) when (e is IOException or WebSocketException or OperationCanceledException or SocketException)
        {
            // The other side is gone, or the test is over.
        }
    }
}

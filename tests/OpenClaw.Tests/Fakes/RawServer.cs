using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenClaw.Tests.Fakes;

/// <summary>
/// A TCP server on loopback that writes exactly the bytes it is told to: recorded answers, cut answers, answers byte by byte. It
/// understands just enough HTTP to know where a request ends.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawRequest, Task<RawReply>> _answer;
    private readonly Task _accepting;

    public RawServer(Func<RawRequest, string> answer)
        : this(request => new RawReply(answer(request))) { }

    public RawServer(Func<RawRequest, RawReply> answer)
        : this(request => Task.FromResult(answer(request))) { }

    /// <summary>One whose answers may take their time without a thread each.</summary>
    public RawServer(Func<RawRequest, Task<RawReply>> answer)
    {
        _answer = answer;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"http://127.0.0.1:{Port}/");

    /// <summary>Connections that were opened.</summary>
    public int Connections { get; private set; }

    public ConcurrentQueue<RawRequest> Requests { get; } = new();

    /// <summary>Ends when a client has closed a connection on which an answer was hanging.</summary>
    public TaskCompletionSource ClientLeft { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Connections++;
                serving.Add(Task.Run(() => ServeAsync(socket)));
            }
        }
        catch (Exception e)
            when (e is OperationCanceledException or SocketException or ObjectDisposedException
                // Stopped between two connections: the listener says that it does not listen.
                || (e is InvalidOperationException && _stop.IsCancellationRequested)
            )
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var own = socket;
        socket.NoDelay = true;
        try
        {
            RawReply reply;
            do
            {
                if (await ReadRequestAsync(socket) is not { } request)
                {
                    return;
                }

                Requests.Enqueue(request);
                reply = await _answer(request);
                foreach (var part in reply.Parts)
                {
                    await socket.SendAsync(part, _stop.Token);
                }
            } while (reply.End == RawEnd.KeepAlive);

            if (reply.End == RawEnd.Reset)
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            else if (reply.End == RawEnd.Hang)
            {
                await socket.ReceiveAsync(new byte[1], _stop.Token);
                ClientLeft.TrySetResult();
            }
            else
            {
                socket.Shutdown(SocketShutdown.Send);
                await socket.ReceiveAsync(new byte[1], _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            ClientLeft.TrySetResult();
        }
    }

    private async Task<RawRequest?> ReadRequestAsync(Socket socket)
    {
        var bytes = new List<byte>();
        var buffer = new byte[8192];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }

            bytes.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                continue;
            }

            var head = text[..end].Split("\r\n");
            var body = bytes.Skip(end + 4).ToArray();
            if (Body(head, body) is { } whole)
            {
                var first = head[0].Split(' ');
                return new RawRequest(first[0], first[1], [.. head.Skip(1)], Encoding.UTF8.GetString(whole));
            }
        }
    }

    private static byte[]? Body(string[] head, byte[] body)
    {
        if (head.FirstOrDefault(h => h.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } length)
        {
            var size = int.Parse(length.Split(':')[1], null);
            return body.Length >= size ? body[..size] : null;
        }

        return head.Any(h => h.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase))
            ? throw new NotSupportedException("RawServer wants a Content-Length")
            : [];
    }
}

internal sealed record RawRequest(string Method, string Path, string[] Headers, string Body)
{
    public string? Header(string name) =>
        Headers.FirstOrDefault(h => h.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
}

internal enum RawEnd
{
    Close,
    Hang,
    Reset,

    /// <summary>The connection waits for the next request.</summary>
    KeepAlive,
}

/// <summary>What the server writes, in these parts, and what it does afterwards.</summary>
internal sealed record RawReply(IReadOnlyList<byte[]> Parts, RawEnd End = RawEnd.Close)
{
    public RawReply(string text, RawEnd end = RawEnd.Close)
        : this([Encoding.UTF8.GetBytes(text)], end) { }

    /// <summary>An HTTP answer whose body ends with the connection.</summary>
    public static RawReply Http(
        int status,
        string body,
        string type = "application/json",
        RawEnd end = RawEnd.Close,
        string headers = ""
    ) => new($"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\nConnection: close\r\n{headers}\r\n{body}", end);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpenClaw.Benchmarks;

/// <summary>
/// A model server that answers at once: Ollama's wire over keep-alive connections, written to cost next to nothing, so that what is left is
/// the gateway's. A message with the word <c>tool</c> in it gets one call of <c>exec true</c>, then an answer.
/// </summary>
internal sealed class InstantModel : IAsyncDisposable
{
    private const string Done =
        """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":100,"eval_count":5}""";

    private static readonly byte[] s_text = Http(
        """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hello."},"done":false}"""
            + "\n"
            + Done
            + "\n"
    );

    private static readonly byte[] s_call = Http(
        """{"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","tool_calls":[{"id":"call_1","function":{"index":0,"name":"exec","arguments":{"command":"true"}}}]},"done":false}"""
            + "\n"
            + Done
            + "\n"
    );

    private static readonly byte[] s_show = Http(
        """{"capabilities":["completion","tools"],"model_info":{"llama.context_length":8192},"details":{"family":"llama"}}"""
    );

    private static readonly byte[] s_other = Http("""{"models":[{"name":"m","model":"m"}],"version":"0.12.0"}""");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public InstantModel()
    {
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How long it lets a chat wait: a server with a model behind it.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>When the head of each chat request arrived (Stopwatch ticks), while somebody listens.</summary>
    public ConcurrentQueue<long>? Arrivals { get; set; }

    public string LastChat { get; private set; } = "";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                socket.NoDelay = true;
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var own = socket;
        var buffer = new byte[256 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled), _stop.Token);
                if (read == 0)
                {
                    return;
                }
                filled += read;
                if (WholeRequest(buffer.AsSpan(0, filled)) is not { } length)
                {
                    continue;
                }
                var answer = Answer(buffer.AsSpan(0, length));
                if (Delay > TimeSpan.Zero)
                {
                    await Task.Delay(Delay, _stop.Token);
                }
                await socket.SendAsync(answer, _stop.Token);
                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The client has left, or we do.
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> request)
    {
        if (request.IndexOf("/api/show"u8) is >= 0 and < 32)
        {
            return s_show;
        }
        if (request.IndexOf("/api/chat"u8) is not (>= 0 and < 32))
        {
            return s_other;
        }
        Arrivals?.Enqueue(Stopwatch.GetTimestamp());
        var lastUser = request.LastIndexOf("\"role\":\"user\""u8);
        if (Arrivals is not null || LastChat.Length == 0)
        {
            LastChat = Encoding.UTF8.GetString(request);
        }
        var since = request[Math.Max(lastUser, 0)..];
        return since.IndexOf("use the tool"u8) >= 0 && since.IndexOf("\"role\":\"tool\""u8) < 0 ? s_call : s_text;
    }

    /// <summary>The length of the first request when all of it is there. Understands Content-Length and chunked bodies.</summary>
    private static int? WholeRequest(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }
        var head = Encoding.ASCII.GetString(bytes[..end]);
        foreach (var line in head.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                var length = end + 4 + int.Parse(line.AsSpan(15));
                return bytes.Length >= length ? length : null;
            }

            if (line.StartsWith("Transfer-Encoding:", StringComparison.OrdinalIgnoreCase))
            {
                var last = bytes[end..].IndexOf("\r\n0\r\n\r\n"u8);
                return last < 0 ? null : end + last + 7;
            }
        }

        return end + 4;
    }

    private static byte[] Http(string body) =>
        Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
        );
}

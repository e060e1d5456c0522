using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The control socket with nothing of ours between: lines out, lines in, as ten lines of any language would do it.</summary>
internal sealed class ControlSocket : IAsyncDisposable
{
    /// <summary>One generous limit for all waiting of all tests: it is met only by what hangs, however busy the machine is.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(3);

    private readonly NetworkStream _stream;
    private readonly StreamReader _reader;
    private int _lastId;

    private ControlSocket(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(_stream, new UTF8Encoding(false));
    }

    public static async Task<ControlSocket> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return new ControlSocket(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The next line, or null when the other side has closed.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        return await _reader.ReadLineAsync(limit.Token) is { } line ? JsonNode.Parse(line) : null;
    }

    /// <summary>One request, and the whole answer to it: <c>result</c> or <c>error</c> inside. Notifications before it are passed
    /// over.</summary>
    public async Task<JsonNode?> CallAsync(string method, JsonObject? parameters = null)
    {
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = ++_lastId,
            ["method"] = method,
        };
        if (parameters is not null)
        {
            request["params"] = parameters;
        }
        await WriteAsync(request.ToJsonString() + "\n");
        while (await ReadAsync() is { } answer)
        {
            if (answer["id"] is JsonValue id && id.TryGetValue<int>(out var number) && number == _lastId)
            {
                return answer;
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _stream.DisposeAsync();
    }
}

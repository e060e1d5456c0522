using System.Net.WebSockets;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Channels.Slack;

/// <summary>One WebSocket: whole messages in and out. Its address holds a ticket, so none ever enters a message of ours. Runs on pool
/// threads.</summary>
internal sealed class SlackSocket : IDisposable
{
    /// <summary>An event of the longest message with its files is far below it.</summary>
    private const int LargestMessage = 4 * 1024 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(20);

    private readonly HttpMessageInvoker _invoker;
    private readonly ClientWebSocket _socket = new();
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private string _host = "";

    /// <param name="keepAlive">How long it may be quiet before it is asked whether anybody is there, and half as long again for the
    /// answer.</param>
    public SlackSocket(Dialer dialer, TimeProvider time, TimeSpan? keepAlive = null)
    {
        var quiet = keepAlive ?? s_keepAlive;
        _invoker = dialer.CreateInvoker();
        _time = time;
        // A connection that went dead without a word, as behind a router that was restarted, is found out within a minute.
        _socket.Options.KeepAliveInterval = quiet;
        _socket.Options.KeepAliveTimeout = quiet * 1.5;
    }

    /// <summary>Null, or why not.</summary>
    public async Task<string?> ConnectAsync(Uri url, CancellationToken ct)
    {
        _host = url.Host;
        using var limit = new CancellationTokenSource(s_patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await _socket.ConnectAsync(url, _invoker, both.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"{_host} opens no connection within {s_patience.TotalSeconds:0} s";
        }
        catch (WebSocketException e)
        {
            return DialRefusedException.Find(e)?.Message ?? $"{_host} cannot be reached ({e.GetBaseException().Message})";
        }
    }

    /// <summary>The next message, or why there is none any more.</summary>
    /// <param name="patience">How long to wait for it.</param>
    public async Task<(byte[]? Message, string? End)> ReceiveAsync(TimeSpan patience, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var message = new MemoryStream();
            while (true)
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(), both.Token).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, both.Token).ConfigureAwait(false);
                    return (null, $"{_host} closed the connection");
                }

                if (message.Length + part.Count > LargestMessage)
                {
                    return (null, $"{_host} sent a message that is too long");
                }
                message.Write(_buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    return (message.ToArray(), null);
                }
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return (null, $"{_host} opened a connection and says nothing");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The library itself has given it up.
            return (null, $"{_host} does not answer any more");
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException)
        {
            return (null, $"the connection to {_host} was lost");
        }
    }

    /// <summary>False when the connection is gone.</summary>
    public async Task<bool> SendAsync(byte[] message)
    {
        using var limit = new CancellationTokenSource(s_patience, _time);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, limit.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is WebSocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _invoker.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Channels;
using OpenClaw.Control.Wire;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Client;

/// <summary>
/// A connection to a running gateway. <see cref="CallRaw"/> waits in the thread that calls, which is all that a command with one question
/// needs: reading in the background takes threads, a good part of what such a command costs. It begins with the first
/// <see cref="CallAsync"/>; from then on calls may overlap, from any thread, and notifications queue until they are read.
/// </summary>
internal sealed class ControlClient(Stream stream, string address) : IDisposable, IAsyncDisposable
{
    private readonly LineBuffer _lines = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _open = new();
    private readonly Channel<ControlNotification> _notifications = Channel.CreateUnbounded<ControlNotification>();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private Task? _reading;
    private long _lastId;
    private Exception? _ended;

    /// <summary>What the gateway sends by itself. Completes when the connection ends.</summary>
    public ChannelReader<ControlNotification> Notifications => _notifications.Reader;

    /// <exception cref="GatewayAbsentException">No gateway listens there.</exception>
    /// <exception cref="ControlException">The socket's permissions keep this user out.</exception>
    public static ControlClient Connect(string socketPath)
    {
        try
        {
            return new ControlClient(new NetworkStream(UnixSocket.Connect(socketPath), ownsSocket: true), socketPath);
        }
        catch (UnixSocketException e)
        {
            throw GatewayAbsentException.NotConnected(socketPath, e);
        }
    }

    /// <inheritdoc cref="Connect"/>
    public static async Task<ControlClient> ConnectAsync(string socketPath, CancellationToken ct)
    {
        try
        {
            var socket = await UnixSocket.ConnectAsync(socketPath, ct).ConfigureAwait(false);
            return new ControlClient(new NetworkStream(socket, ownsSocket: true), socketPath);
        }
        catch (UnixSocketException e)
        {
            throw GatewayAbsentException.NotConnected(socketPath, e);
        }
    }

    /// <summary>One call, waited for in this thread. Not on a connection that has begun to read in the background. The result is as the
    /// gateway wrote it: a newer one may say more than this client knows.</summary>
    /// <exception cref="GatewayAbsentException">The connection ended before the answer.</exception>
    /// <exception cref="ControlException">The gateway's answer is an error.</exception>
    /// <exception cref="IOException">What listens there is no gateway.</exception>
    public JsonElement CallRaw<TParams, TResult>(ControlCall<TParams, TResult> call, TParams parameters)
    {
        if (_reading is not null)
        {
            throw new InvalidOperationException("this connection is read in the background");
        }

        var id = ++_lastId;
        try
        {
            stream.Write(ControlWire.Request(id, call, parameters).Span);
        }
        catch (IOException)
        {
            // The peer has closed; it may have said why first.
        }

        while (true)
        {
            while (_lines.TryTake(out var line))
            {
                var message = Parse(line);
                if (message.Error is { } error)
                {
                    throw error;
                }

                if (message.Id == id)
                {
                    return message.Result;
                }
            }

            var count = Read(_lines.Room().Span);
            if (count == 0)
            {
                throw GatewayAbsentException.Ended(address);
            }
            _lines.Add(count);
        }
    }

    /// <exception cref="ControlException">The gateway's answer is an error.</exception>
    /// <exception cref="GatewayAbsentException">The connection ended before the answer.</exception>
    public async Task<TResult> CallAsync<TParams, TResult>(ControlCall<TParams, TResult> call, TParams parameters, CancellationToken ct)
    {
        var result = await CallRawAsync(call, parameters, ct).ConfigureAwait(false);
        return result.Deserialize(call.Result) ?? throw new JsonException($"{call.Name} answered null");
    }

    /// <summary>The same, and the result as the gateway wrote it.</summary>
    public async Task<JsonElement> CallRawAsync<TParams, TResult>(
        ControlCall<TParams, TResult> call,
        TParams parameters,
        CancellationToken ct
    )
    {
        lock (_open)
        {
            _reading ??= ReadAsync();
        }

        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Known before it is sent: the answer may be there before the write returns.
        _open[id] = answer;
        try
        {
            if (_ended is { } ended)
            {
                throw ended;
            }

            await WriteAsync(ControlWire.Request(id, call, parameters), ct).ConfigureAwait(false);
            return await answer.Task.WaitAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    /// <summary>The same for a call that may take long: passes on the notifications that come meanwhile.</summary>
    public async Task<JsonElement> CallRawAsync<TParams, TResult>(
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Action<ControlNotification> notified,
        CancellationToken ct
    )
    {
        var answer = CallRawAsync(call, parameters, ct);
        do
        {
            while (Notifications.TryRead(out var notification))
            {
                notified(notification);
            }
        } while (await AnyAsync().ConfigureAwait(false));

        var result = await answer.ConfigureAwait(false);
        // Notifications that were sent before the answer are here before it.
        while (Notifications.TryRead(out var late))
        {
            notified(late);
        }

        return result;

        async Task<bool> AnyAsync()
        {
            var more = Notifications.WaitToReadAsync(ct).AsTask();
            await Task.WhenAny(more, answer).ConfigureAwait(false);
            return !answer.IsCompleted && await more.ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        _closing.Cancel();
        stream.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await (_reading ?? Task.CompletedTask).ConfigureAwait(false);
        await stream.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> line, CancellationToken ct)
    {
        await _writing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await stream.WriteAsync(line, ct).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The peer has closed; why is on its way to the reader, which ends every open call with it.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        Exception why = GatewayAbsentException.Ended(address);
        try
        {
            while (true)
            {
                while (_lines.TryTake(out var line))
                {
                    why = Handle(Parse(line)) ?? why;
                }

                var count = await stream.ReadAsync(_lines.Room(), _closing.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }
                _lines.Add(count);
            }
        }
        catch (IOException e) when (e.InnerException is JsonException)
        {
            why = e;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone; the open calls are told below.
        }
        finally
        {
            Volatile.Write(ref _ended, why);
            _notifications.Writer.TryComplete();
            foreach (var open in _open.Values)
            {
                open.TrySetException(why);
            }
        }
    }

    // Returns the error that concerns the connection and not one call: the gateway says why before it closes.
    private ControlException? Handle(ControlMessage message)
    {
        if (message.Notification is { } notification)
        {
            _notifications.Writer.TryWrite(notification);
        }
        else if (message.Id is not { } id)
        {
            return message.Error;
        }
        else if (_open.TryRemove(id, out var open))
        {
            if (message.Error is { } error)
            {
                open.TrySetException(error);
            }
            else
            {
                open.TrySetResult(message.Result);
            }
        }

        return null;
    }

    private ControlMessage Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return ControlMessage.Parse(line);
        }
        catch (JsonException e)
        {
            throw new IOException($"what listens on {address} does not speak this protocol", e);
        }
    }

    private int Read(Span<byte> into)
    {
        try
        {
            return stream.Read(into);
        }
        catch (IOException)
        {
            // Cut off: the same as closed.
            return 0;
        }
    }
}

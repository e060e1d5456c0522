using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text.Json;
using System.Threading.Channels;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Control.Client;

/// <summary>A connection to a running gateway. Calls may overlap; notifications queue until they are read. Safe from any thread.</summary>
internal sealed class ControlClient : IAsyncDisposable
{
    private readonly IDuplexPipe _pipe;
    private readonly IDisposable? _owner;
    private readonly string _address;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _open = new();
    private readonly Channel<ControlNotification> _notifications = Channel.CreateUnbounded<ControlNotification>();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _reading;
    private long _lastId;
    private Exception? _ended;

    public ControlClient(IDuplexPipe pipe, string address, IDisposable? owner = null)
    {
        _pipe = pipe;
        _address = address;
        _owner = owner;
        _reading = ReadAsync();
    }

    /// <summary>What the gateway sends by itself. Completes when the connection ends.</summary>
    public ChannelReader<ControlNotification> Notifications => _notifications.Reader;

    /// <exception cref="GatewayAbsentException">Nobody listens there.</exception>
    /// <exception cref="ControlException">The socket's permissions keep us out.</exception>
    public static async Task<ControlClient> ConnectAsync(string socketPath, CancellationToken ct)
    {
        try
        {
            var stream = new NetworkStream(await UnixSocket.ConnectAsync(socketPath, ct).ConfigureAwait(false), ownsSocket: true);
            return new ControlClient(new StreamPipe(stream), socketPath, stream);
        }
        catch (UnixSocketException e)
        {
            throw NotConnected(socketPath, e);
        }
    }

    internal static IOException NotThisProtocol(string address, JsonException e) =>
        new($"what listens on {address} does not speak this protocol", e);

    /// <summary>What an unanswered door means to a person, for every way of knocking.</summary>
    internal static Exception NotConnected(string socketPath, UnixSocketException e) =>
        e switch
        {
            { IsDenied: true } => ControlException.NotAllowed($"you may not open {socketPath}; [control] users says who may"),
            { IsAbsent: true } => GatewayAbsentException.NotRunning(socketPath, e),
            _ => e,
        };

    /// <exception cref="ControlException">The gateway's answer is an error.</exception>
    /// <exception cref="GatewayAbsentException">The connection ended before the answer.</exception>
    public async Task<TResult> CallAsync<TParams, TResult>(ControlCall<TParams, TResult> call, TParams parameters, CancellationToken ct)
    {
        var result = await CallRawAsync(call, parameters, ct).ConfigureAwait(false);
        return result.Deserialize(call.Result) ?? throw new JsonException($"{call.Name} answered null");
    }

    /// <summary>The same, and the result as the gateway wrote it: a newer one may say more than this client knows.</summary>
    public async Task<JsonElement> CallRawAsync<TParams, TResult>(
        ControlCall<TParams, TResult> call,
        TParams parameters,
        CancellationToken ct
    )
    {
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

            await WriteAsync(ControlWire.Request(id, call.Name, parameters, () => call.Params), ct).ConfigureAwait(false);
            return await answer.Task.WaitAsync(ct).ConfigureAwait(false);
        }
        finally
        {
            _open.TryRemove(id, out _);
        }
    }

    /// <summary>The same for a call that may take long: hands on what the gateway tells meanwhile.</summary>
    public async Task<JsonElement> CallRawAsync<TParams, TResult>(
        ControlCall<TParams, TResult> call,
        TParams parameters,
        Action<ControlNotification> heard,
        CancellationToken ct
    )
    {
        var answer = CallRawAsync(call, parameters, ct);
        do
        {
            while (Notifications.TryRead(out var notification))
            {
                heard(notification);
            }
        } while (await AnyAsync().ConfigureAwait(false));

        var result = await answer.ConfigureAwait(false);
        // What was told before the answer is here before it.
        while (Notifications.TryRead(out var late))
        {
            heard(late);
        }

        return result;

        async Task<bool> AnyAsync()
        {
            var more = Notifications.WaitToReadAsync(ct).AsTask();
            await Task.WhenAny(more, answer).ConfigureAwait(false);
            return !answer.IsCompleted && await more.ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        await _pipe.Output.CompleteAsync().ConfigureAwait(false);
        _owner?.Dispose();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> line, CancellationToken ct)
    {
        await _writing.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            await _pipe.Output.WriteAsync(line, ct).ConfigureAwait(false);
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
        Exception why = GatewayAbsentException.Ended(_address);
        try
        {
            while (true)
            {
                var read = await _pipe.Input.ReadAsync(_closing.Token).ConfigureAwait(false);
                var buffer = read.Buffer;
                while (buffer.PositionOf((byte)'\n') is { } end)
                {
                    if (Take(buffer.Slice(0, end)) is { } refused)
                    {
                        why = refused;
                    }

                    buffer = buffer.Slice(buffer.GetPosition(1, end));
                }

                _pipe.Input.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone; the open calls are told below.
        }
        catch (JsonException e)
        {
            why = NotThisProtocol(_address, e);
        }
        finally
        {
            await _pipe.Input.CompleteAsync().ConfigureAwait(false);
            Volatile.Write(ref _ended, why);
            _notifications.Writer.TryComplete();
            foreach (var open in _open.Values)
            {
                open.TrySetException(why);
            }
        }
    }

    // Returns the error that concerns the connection and not one call: the gateway says why before it closes.
    private ControlException? Take(ReadOnlySequence<byte> line)
    {
        using var document = JsonDocument.Parse(line);
        var message = ControlMessage.Of(document.RootElement);
        if (message.Method is { } method)
        {
            _notifications.Writer.TryWrite(new ControlNotification(method, message.Params));
            return null;
        }

        if (message.Id is not { } id)
        {
            return message.Error;
        }

        if (!_open.TryRemove(id, out var open))
        {
            return null;
        }

        if (message.Error is { } error)
        {
            open.TrySetException(error);
        }
        else
        {
            open.TrySetResult(message.Result);
        }

        return null;
    }
}

using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace OpenClaw.Control.Wire;

/// <summary>
/// One client. Its bytes are read and written on pool threads; each request crosses to the loop, runs there, and is answered when it is
/// done, so a long one does not hold up the next.
/// </summary>
internal sealed class ControlConnection : IControlLine
{
    /// <summary>What may wait for a slow reader. A single larger answer still goes out when nothing is ahead of it.</summary>
    public const int MaxQueuedBytes = 4 << 20;

    /// <summary>Unanswered requests of one connection. The next one is refused; the connection does not stop reading, for an approval may
    /// be what the others wait for.</summary>
    public const int MaxInFlight = 256;

    private const int FlushBytes = 64 << 10;

    private static readonly TimeSpan s_drain = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop;
    private readonly ControlAnswers _answers;
    private readonly ILogger _log;
    private readonly IDuplexPipe _pipe;
    private readonly CancellationTokenSource _closed = new();
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _queuedBytes;
    private int _inFlight = 1; // The reader counts as one: the connection is idle when the reader has ended too.

    public ControlConnection(long id, IDuplexPipe pipe, EventLoop loop, MethodTable methods, ILogger log)
    {
        Id = id;
        _pipe = pipe;
        _loop = loop;
        _answers = new ControlAnswers(loop, methods, log);
        _log = log;
        Closed = _closed.Token;
    }

    public long Id { get; }

    public CancellationToken Closed { get; }

    /// <summary>Set while the gateway goes down: requests already running finish, new ones are refused.</summary>
    public volatile bool Refusing;

    /// <summary>Serves the peer until it leaves, misbehaves, or <see cref="Abort"/>.</summary>
    public async Task RunAsync(ControlPeer peer)
    {
        var writing = WriteAsync();
        try
        {
            await ReadAsync(peer).ConfigureAwait(false);
            Finished();
            // End of input is not goodbye: `echo request | nc -U` has closed its half and still waits for the answer.
            await _idle.Task.WaitAsync(Closed).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Aborted; the caller of Abort has logged why.
        }
        catch (IOException)
        {
            // The peer went away in the middle of something.
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            await writing.ConfigureAwait(false);
            await _pipe.Input.CompleteAsync().ConfigureAwait(false);
            await _closed.CancelAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends the reason, and ends the connection.</summary>
    public async Task RefuseAsync(string message)
    {
        Enqueue(ControlWire.Error(default, ControlErrors.NotAllowed, message));
        _outgoing.Writer.TryComplete();
        await WriteAsync().ConfigureAwait(false);
        await _pipe.Input.CompleteAsync().ConfigureAwait(false);
    }

    public void Abort() => _closed.Cancel();

    public void Enqueue(ReadOnlyMemory<byte> line)
    {
        var queued = Interlocked.Add(ref _queuedBytes, line.Length);
        if (queued > MaxQueuedBytes && queued != line.Length)
        {
            if (!Closed.IsCancellationRequested)
            {
                ControlLog.SlowReader(_log, Id, queued);
                Abort();
            }

            return;
        }

        _outgoing.Writer.TryWrite(line);
    }

    private async Task ReadAsync(ControlPeer peer)
    {
        while (true)
        {
            var read = await _pipe.Input.ReadAsync(Closed).ConfigureAwait(false);
            var buffer = read.Buffer;
            while (TryReadLine(ref buffer, out var line))
            {
                if (line.Length > ControlWire.MaxLineBytes)
                {
                    await LineTooLongAsync(ended: true, buffer).ConfigureAwait(false);
                    return;
                }

                Accept(line, peer);
            }

            if (buffer.Length > ControlWire.MaxLineBytes)
            {
                await LineTooLongAsync(ended: false, buffer).ConfigureAwait(false);
                return;
            }

            if (read.IsCompleted)
            {
                // A last line without its newline is still a line; printf writes none.
                Accept(buffer, peer);
                _pipe.Input.AdvanceTo(buffer.End);
                return;
            }

            _pipe.Input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    // Closing at once would break the peer's write before it could read why. So the rest of the line is read and dropped for a moment.
    private async Task LineTooLongAsync(bool ended, ReadOnlySequence<byte> rest)
    {
        ControlLog.LineTooLong(_log, Id);
        Enqueue(ControlWire.Error(default, ControlErrors.InvalidRequest, "a line may have 1 MB; this connection ends"));
        _pipe.Input.AdvanceTo(rest.End);
        using var limit = new CancellationTokenSource(s_drain, _loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, Closed);
        try
        {
            while (!ended)
            {
                var read = await _pipe.Input.ReadAsync(either.Token).ConfigureAwait(false);
                ended = read.IsCompleted || read.Buffer.PositionOf((byte)'\n') is not null;
                _pipe.Input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            // The moment is over; the connection closes now.
        }
    }

    private static bool TryReadLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private void Accept(ReadOnlySequence<byte> line, ControlPeer peer)
    {
        if (IsBlank(line))
        {
            return;
        }

        ControlRequest request;
        try
        {
            request = ControlRequest.Parse(line);
        }
        catch (MalformedRequestException e)
        {
            Enqueue(ControlWire.Error(e.Id, e.Code, e.Message));
            return;
        }

        if (Interlocked.Increment(ref _inFlight) > MaxInFlight)
        {
            Finished();
            if (!request.IsNotification)
            {
                Enqueue(
                    ControlWire.Error(request.Id, ControlErrors.Failed, $"this connection has {MaxInFlight - 1} requests open already")
                );
            }
            return;
        }

        // Owned by the connection: HandleAsync answers every failure itself, and RunAsync waits for it through _inFlight.
        _ = HandleAsync(request, peer);
    }

    private async Task HandleAsync(ControlRequest request, ControlPeer peer)
    {
        try
        {
            await _answers.AnswerAsync(request, peer, () => Refusing, Enqueue, Closed).ConfigureAwait(false);
        }
        finally
        {
            Finished();
        }
    }

    private void Finished()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0)
        {
            _idle.TrySetResult();
        }
    }

    private async Task WriteAsync()
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(Closed).ConfigureAwait(false))
            {
                var bytes = 0;
                // What waits goes out together: a streaming model makes many small events, and each flush is a system call.
                while (bytes < FlushBytes && _outgoing.Reader.TryRead(out var line))
                {
                    _pipe.Output.Write(line.Span);
                    bytes += line.Length;
                }

                var flushed = await _pipe.Output.FlushAsync(Closed).ConfigureAwait(false);
                Interlocked.Add(ref _queuedBytes, -bytes);
                if (flushed.IsCompleted)
                {
                    Abort();
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Abort();
        }
        finally
        {
            try
            {
                // Completing flushes what is left, and the peer may be gone.
                await _pipe.Output.CompleteAsync().ConfigureAwait(false);
            }
            catch (IOException)
            {
                Abort();
            }
        }
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.IndexOfAnyExcept((byte)' ', (byte)'\t', (byte)'\r') >= 0)
            {
                return false;
            }
        }

        return true;
    }
}

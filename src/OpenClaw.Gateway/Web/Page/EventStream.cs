using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using OpenClaw.Control.Wire;

namespace OpenClaw.Web.Page;

/// <summary>A page that listens: server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), each one line of the
/// control API.</summary>
internal sealed class EventStream(long id, TimeProvider time) : IControlLine
{
    /// <summary>What may wait for a slow reader. Cut off, a page comes back and reads the transcript, so nothing is lost by it.</summary>
    public const int MaxQueuedBytes = 512 << 10;

    /// <summary>So often something is said in any case: a proxy keeps the connection then, and either side finds out when it is
    /// dead.</summary>
    private static readonly TimeSpan s_ping = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _closed = new();
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private long _queued;
    private long _before;
    private volatile bool _isRunning;

    public long Id => id;

    public CancellationToken Closed => _closed.Token;

    public void Close() => _closed.Cancel();

    /// <summary>Takes a line, which brings its newline along; a second one ends the event.</summary>
    public void Enqueue(ReadOnlyMemory<byte> line) => Say([.. "data: "u8, .. line.Span, (byte)'\n']);

    /// <summary>Writes until the reader is gone or <see cref="Close"/>.</summary>
    public async Task RunAsync(HttpResponse response, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, Closed);
        try
        {
            response.ContentType = "text/event-stream";
            // A proxy that gathered what comes would keep it from the reader.
            response.Headers["X-Accel-Buffering"] = "no";
            _isRunning = true;
            Say([.. "retry: 1000\n\n"u8]);
            await using var ping = time.CreateTimer(_ => Say([.. "event: ping\ndata:\n\n"u8]), null, s_ping, s_ping);
            while (await _outgoing.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false))
            {
                while (_outgoing.Reader.TryRead(out var said))
                {
                    await response.Body.WriteAsync(said, either.Token).ConfigureAwait(false);
                    Interlocked.Add(ref _queued, -said.Length);
                }

                await response.Body.FlushAsync(either.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The page was closed, or somebody here ended it.
        }
        finally
        {
            await _closed.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Say(byte[] said)
    {
        // What it is greeted with is what it missed, all at once: that it has not read it yet is nothing against it.
        if (!_isRunning)
        {
            Interlocked.Add(ref _before, said.Length);
        }
        if (
            Interlocked.Add(ref _queued, said.Length) is var queued
            && queued > MaxQueuedBytes + Interlocked.Read(ref _before)
            && queued != said.Length
        )
        {
            Close();
        }
        else
        {
            _outgoing.Writer.TryWrite(said);
        }
    }
}

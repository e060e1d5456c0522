using System.Net.ServerSentEvents;

namespace OpenClaw.Models.Clients;

/// <summary>Server-sent events of an answer, read by the framework's <see cref="SseParser"/> (docs/decisions/0033).</summary>
internal static class ServerEvents
{
    /// <param name="onEvent">Takes an event; false stops the reading.</param>
    /// <param name="onLife">Called when something has come that is no event yet: servers send comments to keep the line open while a
    /// model loads or waits its turn.</param>
    /// <returns>True when <paramref name="onEvent"/> stopped it, false at the end of the stream.</returns>
    /// <exception cref="InvalidDataException">More than <see cref="StreamLines.MaxLine"/> came without an event.</exception>
    public static async Task<bool> ReadAsync(Stream stream, Func<SseItem<string>, bool> onEvent, Action onLife, CancellationToken ct)
    {
        await using var body = new Body(stream, onLife);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(ct).ConfigureAwait(false))
        {
            body.Heard();
            if (!onEvent(item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What the parser reads from. It counts what no event came of, because the parser itself would gather 64 MB. It ends with an
    /// empty line, because the parser drops an event that the server ended by closing.</summary>
    private sealed class Body(Stream stream, Action onLife) : Stream
    {
        private int _unheard;
        private int _linesAdded;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Heard() => _unheard = 0;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_unheard > StreamLines.MaxLine)
            {
                throw new InvalidDataException("no event within 8 MB");
            }
            if (_unheard > 0)
            {
                onLife();
            }

            var read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (read == 0 && _linesAdded < 2)
            {
                _linesAdded++;
                buffer.Span[0] = (byte)'\n';
                return 1;
            }

            _unheard += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Flush() { }
    }
}

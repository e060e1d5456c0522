using System.Net;
using System.Net.Http.Headers;

namespace OpenClaw.Models.Clients;

/// <summary>A request's JSON in pieces, which are sent one after the other and never put together.</summary>
internal sealed class RequestBody(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
{
    public RequestBody(byte[] whole)
        : this([whole]) { }

    public static RequestBody? Of(byte[]? whole) => whole is null ? null : new RequestBody(whole);

    /// <summary>Puts bytes that are kept into a request whose last property is the array of messages.</summary>
    /// <param name="opening">The request with the messages that come before.</param>
    /// <param name="behind">The elements that come behind.</param>
    public static RequestBody With(byte[] opening, SentBefore kept, byte[] behind)
    {
        var end = opening.Length - "]}"u8.Length;
        var pieces = new List<ReadOnlyMemory<byte>>(kept.Pieces.Count + 4) { opening.AsMemory(0, end) };
        if (opening[end - 1] != (byte)'[')
        {
            pieces.Add(","u8.ToArray());
        }
        pieces.AddRange(kept.Pieces);
        if (behind.Length > 0)
        {
            pieces.Add(","u8.ToArray());
            pieces.Add(behind);
        }
        pieces.Add(opening.AsMemory(end));
        return new RequestBody(pieces);
    }

    public byte[] ToArray() => [.. pieces.SelectMany(static piece => piece.ToArray())];

    /// <summary>A content of its own for each time that it is sent.</summary>
    public HttpContent ToContent() => new Content(pieces);

    private sealed class Content : HttpContent
    {
        private readonly IReadOnlyList<ReadOnlyMemory<byte>> _pieces;

        public Content(IReadOnlyList<ReadOnlyMemory<byte>> pieces)
        {
            _pieces = pieces;
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            foreach (var piece in _pieces)
            {
                await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _pieces.Sum(static piece => (long)piece.Length);
            return true;
        }
    }
}

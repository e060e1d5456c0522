namespace OpenClaw.Foundation.Network;

/// <summary>What every client of somebody else's HTTP does with an answer: reads it up to a limit, and knows whether the request ever left.
/// For pool threads.</summary>
internal static class HttpAnswers
{
    /// <summary>Whether a request that failed so certainly did not arrive.</summary>
    public static bool NeverLeft(Exception e) =>
        DialRefusedException.Find(e) is not null
        || e
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
                    or HttpRequestError.ProxyTunnelError
            };

    /// <summary>The body, whole.</summary>
    /// <exception cref="IOException">It is longer than that, or broke off.</exception>
    public static async Task<byte[]> ReadAsync(HttpResponseMessage response, int most, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        var problem = await HandOnAsync(
                response,
                most,
                "too long",
                piece =>
                {
                    bytes.Write(piece.Span);
                    return null;
                },
                ct
            )
            .ConfigureAwait(false);
        return problem is null ? bytes.ToArray() : throw new IOException(problem);
    }

    /// <summary>Hands on the body piece by piece, without keeping it. Null, or why it was given up, as a phrase.</summary>
    /// <param name="most">In bytes; what is longer is given up with <paramref name="tooLong"/>.</param>
    /// <param name="take">Takes a piece, which is overwritten afterwards, or says why not.</param>
    /// <exception cref="IOException">It broke off.</exception>
    public static async Task<string?> HandOnAsync(
        HttpResponseMessage response,
        long most,
        string tooLong,
        Func<ReadOnlyMemory<byte>, string?> take,
        CancellationToken ct
    )
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        var (buffer, got) = (new byte[16 * 1024], 0L);
        while (await stream.ReadAsync(buffer, ct).ConfigureAwait(false) is var read and > 0)
        {
            got += read;
            if (got > most)
            {
                return $"it is {tooLong}";
            }
            if (take(buffer.AsMemory(0, read)) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }
}

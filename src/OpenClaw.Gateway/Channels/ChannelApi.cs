using System.Net;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Channels;

/// <summary>An API over HTTP that answers with JSON, and what its answers mean for trying again. Runs on pool threads.</summary>
/// <param name="largestAnswer">In bytes; no answer that is read comes near it.</param>
internal abstract class ChannelApi(Uri url, ServiceClient service, TimeProvider time, int largestAnswer) : IDisposable
{
    /// <summary>How far the service's clock was ahead of ours when it answered last; null when it did not say.</summary>
    public TimeSpan? Skew => service.Skew;

    protected string Host => url.Host;

    /// <summary>Without a slash at its end.</summary>
    protected string Base => url.AbsoluteUri.TrimEnd('/');

    public void Dispose() => service.Dispose();

    /// <summary>What an answer says; null for what the service does not say.</summary>
    protected abstract ChannelAnswer? Understand(JsonElement answer, HttpResponseMessage response);

    /// <summary>What is wrong with an answer that may come from somebody else: one with a status that is no clear no, and another.</summary>
    protected abstract (string Unclear, string Refusing) NotOurs { get; }

    /// <summary>What a status alone says, whatever stands below it; null for nothing.</summary>
    protected virtual ChannelAnswer? OfStatus(HttpResponseMessage response) => null;

    protected TimeSpan? Wait(HttpResponseMessage response) => RetryAfter.Of(response, time);

    /// <summary>Whether nobody knows what was done. A status that says no is a no; with 200, or from a proxy that had no good answer, it may be
    /// done.</summary>
    protected static bool IsUnclear(HttpStatusCode status) =>
        (int)status is >= 200 and < 300 || status is >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable;

    /// <param name="seen">Told of the answer's headers.</param>
    protected async Task<ChannelAnswer> CallAsync(
        HttpRequestMessage request,
        TimeSpan patience,
        CancellationToken ct,
        Action<HttpResponseMessage>? seen = null
    )
    {
        var exchange = await service
            .SendAsync(
                request,
                patience,
                (response, stop) =>
                {
                    seen?.Invoke(response);
                    return ReadAsync(response, stop);
                },
                ct
            )
            .ConfigureAwait(false);
        return exchange switch
        {
            Exchange<ChannelAnswer>.Answered answered => answered.Value,
            Exchange<ChannelAnswer>.NotSent notSent => new ChannelAnswer.NotSent(notSent.Reason),
            Exchange<ChannelAnswer>.Lost lost => new ChannelAnswer.Lost(lost.Reason),
            var other => throw new InvalidOperationException($"an exchange does not end with {other.GetType().Name}"),
        };
    }

    /// <summary>Hands on the bytes of a file. Null, or why not.</summary>
    /// <param name="refusal">Why an answer is not the file; null when it is.</param>
    protected async Task<string?> DownloadAsync(
        HttpRequestMessage request,
        FileTarget target,
        Func<HttpResponseMessage, string?> refusal,
        CancellationToken ct
    )
    {
        var exchange = await service
            .SendAsync(
                request,
                Timeout.InfiniteTimeSpan,
                async (response, stop) =>
                    refusal(response)
                    ?? (
                        response.IsSuccessStatusCode
                            ? await HttpAnswers.HandOnAsync(response, target.Most, target.TooLong, target.Take, stop).ConfigureAwait(false)
                            : $"{request.RequestUri!.Host} answered {(int)response.StatusCode}"
                    ),
                ct
            )
            .ConfigureAwait(false);
        return exchange.Problem();
    }

    private async Task<ChannelAnswer> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await HttpAnswers.ReadAsync(response, largestAnswer, ct).ConfigureAwait(false);
        if (OfStatus(response) is { } told)
        {
            return told;
        }
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (Understand(document.RootElement, response) is { } answer)
            {
                return answer;
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer.
        }

        var said = $"{Host} answered {(int)response.StatusCode}";
        return IsUnclear(response.StatusCode)
            ? new ChannelAnswer.Lost(said + NotOurs.Unclear)
            : new ChannelAnswer.Later(said + NotOurs.Refusing, Wait(response));
    }
}

/// <summary>Where the bytes of a file go.</summary>
/// <param name="Most">In bytes; what is longer is given up with <paramref name="TooLong"/>.</param>
/// <param name="Take">Takes a piece, or says why not.</param>
internal sealed record FileTarget(long Most, string TooLong, Func<ReadOnlyMemory<byte>, string?> Take);

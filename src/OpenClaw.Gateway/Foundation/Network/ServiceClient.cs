namespace OpenClaw.Foundation.Network;

/// <summary>
/// One service on the internet over HTTP. What goes wrong with an exchange is a value, and tells apart what matters for trying again:
/// whether the request left. An address never enters a message: it may hold a token. Runs on pool threads.
/// </summary>
/// <param name="clean">Takes what is secret out of the words of the other side; null where there is nothing of the kind.</param>
internal sealed class ServiceClient(Dialer dialer, TimeProvider time, Func<string, string>? clean = null) : IDisposable
{
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = dialer.CreateHttpClient();

    /// <summary>How far the service's clock was ahead of ours when it answered last; null when it did not say.</summary>
    public TimeSpan? Skew { get; private set; }

    /// <param name="patience">How long the whole exchange may take; <see cref="Timeout.InfiniteTimeSpan"/> leaves that to <paramref
    /// name="ct"/>.</param>
    /// <param name="read">Makes something of the answer; its body has not been read.</param>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public async Task<Exchange<T>> SendAsync<T>(
        HttpRequestMessage request,
        TimeSpan patience,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read,
        CancellationToken ct
    )
    {
        var host = request.RequestUri!.Host;
        request.Options.Set(Dialer.ConnectTimeout, s_connect);
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            if (response.Headers.Date is { } date)
            {
                Skew = date - time.GetUtcNow();
            }
            return new Exchange<T>.Answered(await read(response, both.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Exchange<T>.Lost($"no answer within {patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (HttpAnswers.NeverLeft(e))
        {
            return new Exchange<T>.NotSent(Unreachable(host, e));
        }
        catch (ObjectDisposedException)
        {
            return new Exchange<T>.NotSent("a reload has closed the connection");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new Exchange<T>.Lost($"{host} closed the connection in the middle of its answer");
        }
    }

    public void Dispose() => _http.Dispose();

    private string Unreachable(string host, Exception e) =>
        DialRefusedException.Find(e)?.Message ?? $"{host} cannot be reached ({(clean is null ? Words(e) : clean(Words(e)))})";

    private static string Words(Exception e) => (e.InnerException ?? e).Message;
}

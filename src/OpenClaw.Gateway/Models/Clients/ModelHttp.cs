using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Reading;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Models.Clients;

/// <summary>
/// HTTP as both providers need it: one server, its key, its failures as <see cref="ModelFailure"/>. Runs on pool threads; updates cross to
/// the caller through a channel.
/// </summary>
/// <param name="model">What the server calls the model, so that a word of its name is not taken for the word of an error.</param>
internal sealed class ModelHttp(Uri url, Secret? key, string model, Dialer dialer, TimeProvider time) : IDisposable
{
    private const int MaxErrorBytes = 64 * 1024;

    private readonly HttpClient _http = dialer.CreateHttpClient();
    private readonly string _base = url.AbsoluteUri.TrimEnd('/');
    private readonly string? _key = key?.Value;
    private readonly string _model = model;
    private readonly TimeProvider _time = time;

    /// <summary>Adds to a failure's message what a person can do about it, where the provider knows; null adds nothing.</summary>
    public Func<ModelFailure, string?> Advice { get; init; } = static _ => null;

    /// <summary>Sends and returns once the headers are there and say success; throws the failure otherwise.</summary>
    /// <param name="path">Begins with a slash.</param>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        RequestBody? body,
        TimeSpan connectTimeout,
        CancellationToken ct
    )
    {
        using var first = Request(method, path, body, connectTimeout);
        using var second = Request(method, path, body, connectTimeout);
        var response = await GuardAsync(() => SendAsync(first, second, ct), ct).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            return response;
        }

        using (response)
        {
            var said = await ReadTextAsync(response, MaxErrorBytes, ct).ConfigureAwait(false);
            var text = ErrorText.Of(said);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                text =
                    $"redirects to {response.Headers.Location}, and redirects are not followed; set the url to where the model really is";
            }

            var wait =
                RetryAfter.Of(response, _time)
                ?? RetryAfter.InText(said)
                ?? (response.StatusCode == HttpStatusCode.TooManyRequests ? RetryAfter.OfLimits(response, _time) : null);
            throw Failure((int)response.StatusCode, text, wait);
        }
    }

    // Servers end a connection that nobody has used for some seconds, and may do so while a request is on its way to them. They have not
    // read it then.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage first, HttpRequestMessage second, CancellationToken ct)
    {
        try
        {
            return await _http.SendAsync(first, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (!first.Options.TryGetValue(Dialer.Dialled, out _) && EndedUnread(e))
        {
            return await _http.SendAsync(second, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
        }
    }

    private static bool EndedUnread(HttpRequestException e) =>
        e.HttpRequestError == HttpRequestError.ResponseEnded
        || e.InnerException
            is IOException
            {
                InnerException: System.Net.Sockets.SocketException
                {
                    SocketErrorCode: System.Net.Sockets.SocketError.ConnectionReset or System.Net.Sockets.SocketError.Shutdown
                }
            };

    private HttpRequestMessage Request(HttpMethod method, string path, RequestBody? body, TimeSpan connectTimeout)
    {
        var request = new HttpRequestMessage(method, _base + path);
        request.Options.Set(Dialer.ConnectTimeout, connectTimeout);
        if (_key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
        }

        if (body is not null)
        {
            request.Content = body.ToContent();
        }

        return request;
    }

    /// <summary>A short JSON answer, whole.</summary>
    public async Task<System.Text.Json.JsonElement> JsonAsync(HttpMethod method, string path, byte[]? body, CancellationToken ct)
    {
        using var response = await SendAsync(method, path, RequestBody.Of(body), TimeSpan.FromSeconds(10), ct).ConfigureAwait(false);
        var text = await ReadTextAsync(response, StreamLines.MaxLine, ct).ConfigureAwait(false);
        return Json.TryParse(text, out var json)
            ? json
            : throw new ModelFailureException(new ModelFailure.Malformed($"{path} answered {ErrorText.Of(text)} instead of JSON"));
    }

    /// <summary>The body as it streams in.</summary>
    /// <param name="onLine">Gets each line; false stops.</param>
    /// <returns>False when the body ended before <paramref name="onLine"/> said stop.</returns>
    public async Task<bool> ReadLinesAsync(HttpResponseMessage response, StreamLines.OnLine onLine, CancellationToken ct)
    {
        await using var stream = await GuardAsync(() => response.Content.ReadAsStreamAsync(ct), ct).ConfigureAwait(false);
        return await GuardAsync(() => StreamLines.ReadAsync(stream, onLine, ct), ct).ConfigureAwait(false);
    }

    /// <summary>The body as server-sent events, as they come; see <see cref="ServerEvents.ReadAsync"/>.</summary>
    public async Task ReadEventsAsync(
        HttpResponseMessage response,
        Func<SseItem<string>, bool> onEvent,
        Action onLife,
        CancellationToken ct
    )
    {
        await using var stream = await GuardAsync(() => response.Content.ReadAsStreamAsync(ct), ct).ConfigureAwait(false);
        await GuardAsync(() => ServerEvents.ReadAsync(stream, onEvent, onLife, ct), ct).ConfigureAwait(false);
    }

    /// <summary>The failure a status and its text stand for, with our key blanked out should the server have repeated it.</summary>
    public ModelFailureException Failure(int status, string text, TimeSpan? retryAfter = null) =>
        new(
            Advised(
                FailureMap.Of(
                    status,
                    _key is { Length: > 0 } ? text.Replace(_key, "***", StringComparison.Ordinal) : text,
                    _model,
                    retryAfter
                )
            )
        );

    /// <summary>
    /// Runs the byte work on a pool thread and hands its updates over as they come. Leaving the enumeration early closes the request, so
    /// that a server stops computing for nobody.
    /// </summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> PumpAsync(
        Func<ChannelWriter<ChatResponseUpdate>, CancellationToken, Task> work,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var channel = Channel.CreateUnbounded<ChatResponseUpdate>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pump = Task.Run(
            async () =>
            {
                try
                {
                    await work(channel.Writer, stop.Token).ConfigureAwait(false);
                    channel.Writer.Complete();
                }
                catch (Exception e)
                {
                    channel.Writer.Complete(e);
                }
            },
            CancellationToken.None
        );
        try
        {
            while (await channel.Reader.WaitToReadAsync(ct).ConfigureAwait(false))
            {
                while (channel.Reader.TryRead(out var update))
                {
                    yield return update;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The body as text, up to a limit: what is longer is cut, because no honest server sends it.</summary>
    public Task<string> ReadTextAsync(HttpResponseMessage response, int maxBytes, CancellationToken ct) =>
        GuardAsync(
            async () =>
            {
                await using var stream = await response.Content.ReadAsStreamAsync(ct).ConfigureAwait(false);
                using var text = new MemoryStream();
                var buffer = new byte[16 * 1024];
                while (text.Length < maxBytes && await stream.ReadAsync(buffer, ct).ConfigureAwait(false) is var read and > 0)
                {
                    text.Write(buffer, 0, read);
                }

                return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)Math.Min(text.Length, maxBytes));
            },
            ct
        );

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or IOException
                        or System.Net.Sockets.SocketException
                        or OperationCanceledException
                        or InvalidDataException
            )
        {
            throw new ModelFailureException(Advised(ConnectionFailure(e)), e);
        }
    }

    private ModelFailure Advised(ModelFailure failure) =>
        Advice(failure) is { } advice ? failure with { Message = $"{failure.Message}; {advice}" } : failure;

    private ModelFailure ConnectionFailure(Exception e)
    {
        if (DialRefusedException.Find(e) is { } refused)
        {
            return new ModelFailure.Unreachable(refused.Message);
        }

        for (var inner = e; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case TimeoutException:
                    return new ModelFailure.Unreachable(inner.Message);
                case System.Security.Authentication.AuthenticationException:
                    return new ModelFailure.Unreachable($"no TLS with {_base}: {inner.Message}");
                case System.Net.Sockets.SocketException socket:
                    return new ModelFailure.Unreachable($"{Words(socket)} ({new Uri(_base).Authority})");
            }
        }

        return e is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? new ModelFailure.Malformed($"{new Uri(_base).Authority} does not speak HTTP")
            : new ModelFailure.ServerError($"{new Uri(_base).Authority} closed the connection in the middle of its answer");
    }

    private static string Words(System.Net.Sockets.SocketException e) =>
        e.SocketErrorCode switch
        {
            System.Net.Sockets.SocketError.ConnectionRefused => "connection refused",
            System.Net.Sockets.SocketError.ConnectionReset => "connection reset",
            System.Net.Sockets.SocketError.HostNotFound
            or System.Net.Sockets.SocketError.TryAgain
            or System.Net.Sockets.SocketError.NoData => "no such host",
            System.Net.Sockets.SocketError.HostUnreachable or System.Net.Sockets.SocketError.NetworkUnreachable => "no route to the host",
            _ => e.Message,
        };
}

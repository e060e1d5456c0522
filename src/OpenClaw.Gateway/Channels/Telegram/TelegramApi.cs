using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpenClaw.Config.Channels;
using OpenClaw.Network;

namespace OpenClaw.Channels.Telegram;

/// <summary>
/// The Bot API over HTTP: <c>POST {api_url}/bot{token}/{method}</c> with a JSON object, answered by <c>{"ok":true,"result":..}</c> or
/// <c>{"ok":false,"error_code":..,"description":..,"parameters":..}</c> (https://core.telegram.org/bots/api#making-requests). The token
/// stands in the address, so no address ever enters a message of ours. Runs on pool threads.
/// </summary>
internal sealed class TelegramApi : IDisposable
{
    /// <summary>A batch of a hundred updates of the longest text is far below it.</summary>
    private const int LargestAnswer = 16 * 1024 * 1024;

    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Uri _base;
    private readonly string _token;
    private readonly TimeProvider _time;

    public TelegramApi(TelegramConfig config, Dialer dialer, TimeProvider time)
    {
        _http = dialer.CreateHttpClient();
        _token = config.Token.Reveal();
        _base = config.ApiUrl;
        _time = time;
    }

    /// <summary>How far Telegram's clock was ahead of ours when it answered last; null when it did not say.</summary>
    public TimeSpan? Skew { get; private set; }

    /// <param name="patience">How long the answer may take; a long poll asks for more.</param>
    public async Task<TelegramAnswer> CallAsync(string method, byte[] arguments, TimeSpan patience, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_base.AbsoluteUri.TrimEnd('/')}/bot{_token}/{method}");
        request.Options.Set(Dialer.ConnectTimeout, s_connect);
        request.Content = new ByteArrayContent(arguments);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            if (response.Headers.Date is { } date)
            {
                Skew = date - _time.GetUtcNow();
            }
            return await ReadAsync(response, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new TelegramAnswer.Lost($"no answer within {patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (HttpAnswers.NeverLeft(e))
        {
            return new TelegramAnswer.NotSent(ConnectionReason(e));
        }
        catch (ObjectDisposedException)
        {
            return new TelegramAnswer.NotSent("the channel was replaced by a reload");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new TelegramAnswer.Lost($"{_base.Host} closed the connection in the middle of its answer");
        }
    }

    /// <summary>Hands on the bytes of a file, <c>GET {api_url}/file/bot{token}/{path}</c>. Null, or why not.</summary>
    /// <param name="most">In bytes; what is longer is given up with <paramref name="tooLong"/>.</param>
    /// <param name="take">Takes a piece, or says why not.</param>
    public async Task<string?> DownloadAsync(
        string path,
        long most,
        string tooLong,
        Func<ReadOnlyMemory<byte>, string?> take,
        CancellationToken ct
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"{_base.AbsoluteUri.TrimEnd('/')}/file/bot{_token}/{path.TrimStart('/')}"
        );
        request.Options.Set(Dialer.ConnectTimeout, s_connect);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return $"{_base.Host} answered {(int)response.StatusCode}";
            }
            return await HttpAnswers.HandOnAsync(response, most, tooLong, take, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (HttpAnswers.NeverLeft(e))
        {
            return ConnectionReason(e);
        }
        catch (ObjectDisposedException)
        {
            return "the channel was replaced by a reload";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return $"{_base.Host} closed the connection in the middle of it";
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<TelegramAnswer> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var bytes = await HttpAnswers.ReadAsync(response, LargestAnswer, ct).ConfigureAwait(false);
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

        // A status that says no is a no, though not one about the token; with 200, or from a proxy that had no good answer, nobody knows
        // what was done.
        return
            response.IsSuccessStatusCode
            || response.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable
            ? new TelegramAnswer.Lost($"{_base.Host} answered {(int)response.StatusCode}, and nothing that is JSON of a Bot API")
            : new TelegramAnswer.Later(
                $"{_base.Host} answered {(int)response.StatusCode}, and not as a Bot API does",
                RetryAfter.Of(response, _time)
            );
    }

    /// <summary>Null for what no Bot API says.</summary>
    private TelegramAnswer? Understand(JsonElement answer, HttpResponseMessage response)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("ok", out var ok))
        {
            return null;
        }
        if (ok.ValueKind == JsonValueKind.True)
        {
            return new TelegramAnswer.Done(answer.TryGetProperty("result", out var result) ? result.Clone() : default);
        }
        if (ok.ValueKind != JsonValueKind.False || Number(answer, "error_code") is not { } code)
        {
            return null;
        }

        var reason = Cleaned(Shapes.Text(answer, "description") ?? $"error {code}");
        // Its server broke while it did it: nobody knows how far it came. Only 503 says that nothing was begun.
        if (code >= (int)HttpStatusCode.InternalServerError && code != (int)HttpStatusCode.ServiceUnavailable)
        {
            return new TelegramAnswer.Lost(reason);
        }

        var parameters = answer.TryGetProperty("parameters", out var given) ? given : default;
        return new TelegramAnswer.Refused(
            (int)Math.Clamp(code, 0, int.MaxValue),
            reason,
            Number(parameters, "retry_after") is { } seconds
                ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600))
                : RetryAfter.Of(response, _time),
            Number(parameters, "migrate_to_chat_id")
        );
    }

    private string ConnectionReason(Exception e) =>
        DialRefusedException.Find(e)?.Message ?? $"{_base.Host} cannot be reached ({Cleaned((e.InnerException ?? e).Message)})";

    // Should the other side repeat our own address.
    private string Cleaned(string text) => text.Replace(_token, "***", StringComparison.Ordinal);

    private static long? Number(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
            ? number
            : null;
}

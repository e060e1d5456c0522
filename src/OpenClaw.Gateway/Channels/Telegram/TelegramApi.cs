using System.Net;
using System.Net.Http.Headers;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Foundation.Network;

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

    private readonly ServiceClient _service;
    private readonly Uri _base;
    private readonly string _token;
    private readonly TimeProvider _time;

    public TelegramApi(TelegramConfig config, Dialer dialer, TimeProvider time)
    {
        _token = config.Token.Reveal();
        _service = new ServiceClient(dialer, time, Cleaned);
        _base = config.ApiUrl;
        _time = time;
    }

    /// <summary>How far Telegram's clock was ahead of ours when it answered last; null when it did not say.</summary>
    public TimeSpan? Skew => _service.Skew;

    /// <param name="patience">How long the answer may take; a long poll asks for more.</param>
    public async Task<TelegramAnswer> CallAsync(string method, byte[] arguments, TimeSpan patience, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_base.AbsoluteUri.TrimEnd('/')}/bot{_token}/{method}");
        request.Content = new ByteArrayContent(arguments);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await _service.SendAsync(request, patience, ReadAsync, ct).ConfigureAwait(false) switch
        {
            Exchange<TelegramAnswer>.Answered answered => answered.Value,
            Exchange<TelegramAnswer>.NotSent notSent => new TelegramAnswer.NotSent(notSent.Reason),
            Exchange<TelegramAnswer>.Lost lost => new TelegramAnswer.Lost(lost.Reason),
            var other => throw new InvalidOperationException($"an exchange does not end with {other.GetType().Name}"),
        };
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
        var exchange = await _service
            .SendAsync(
                request,
                Timeout.InfiniteTimeSpan,
                async (response, stop) =>
                    response.IsSuccessStatusCode
                        ? await HttpAnswers.HandOnAsync(response, most, tooLong, take, stop).ConfigureAwait(false)
                        : $"{_base.Host} answered {(int)response.StatusCode}",
                ct
            )
            .ConfigureAwait(false);
        return exchange.Problem();
    }

    public void Dispose() => _service.Dispose();

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

using System.Net;
using System.Net.Http.Headers;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Channels.Slack;

/// <summary>
/// The Web API: <c>POST {api_url}/{method}</c> with a JSON object or a form, and a token, answered by <c>{"ok":true,..}</c> or
/// <c>{"ok":false,"error":".."}</c> (https://docs.slack.dev/apis/web-api). Runs on pool threads.
/// </summary>
internal sealed class SlackApi(SlackConfig config, Dialer dialer, TimeProvider time) : IDisposable
{
    /// <summary>No answer that is read here comes near it.</summary>
    private const int LargestAnswer = 4 * 1024 * 1024;

    private readonly ServiceClient _service = new ServiceClient(dialer, time);

    private string Host => config.ApiUrl.Host;

    /// <summary>How far Slack's clock was ahead of ours when it answered last; null when it did not say.</summary>
    public TimeSpan? Skew => _service.Skew;

    /// <summary>What the bot was granted, as the last answer said; null when it did not.</summary>
    public IReadOnlyCollection<string>? Scopes { get; private set; }

    /// <summary>Calls a method as the bot.</summary>
    public Task<SlackAnswer> CallAsync(string method, byte[] arguments, TimeSpan patience, CancellationToken ct) =>
        CallAsync(config.BotToken, method, Json(arguments), patience, ct);

    /// <summary>Asks something as the bot. Methods that only read take a form, and not all of them JSON.</summary>
    public Task<SlackAnswer> AskAsync(string method, (string Name, string Value)[] arguments, TimeSpan patience, CancellationToken ct) =>
        CallAsync(
            config.BotToken,
            method,
            new FormUrlEncodedContent(arguments.Select(static a => KeyValuePair.Create(a.Name, a.Value))),
            patience,
            ct
        );

    /// <summary>Asks as the app for the address of a connection.</summary>
    public Task<SlackAnswer> OpenConnectionAsync(TimeSpan patience, CancellationToken ct) =>
        CallAsync(config.AppToken, "apps.connections.open", Json("{}"u8.ToArray()), patience, ct);

    /// <summary>Hands on the bytes of a file. Null, or why not.</summary>
    /// <param name="most">In bytes; what is longer is given up with <paramref name="tooLong"/>.</param>
    /// <param name="mediaType">What it should be: a page instead means that Slack wants somebody to log in.</param>
    /// <param name="take">Takes a piece, or says why not.</param>
    public async Task<string?> DownloadAsync(
        Uri url,
        string? mediaType,
        long most,
        string tooLong,
        Func<ReadOnlyMemory<byte>, string?> take,
        CancellationToken ct
    )
    {
        using var request = Request(HttpMethod.Get, url, config.BotToken);
        var exchange = await _service.SendAsync(request, Timeout.InfiniteTimeSpan, ReadAsync, ct).ConfigureAwait(false);
        return exchange.Problem();

        async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken stop)
        {
            var isPage = response.Content.Headers.ContentType?.MediaType == "text/html" && mediaType != "text/html";
            if (isPage || (int)response.StatusCode is >= 300 and < 400)
            {
                return "Slack asks to log in: add the bot scope files:read under OAuth & Permissions and install the app again";
            }
            return response.IsSuccessStatusCode
                ? await HttpAnswers.HandOnAsync(response, most, tooLong, take, stop).ConfigureAwait(false)
                : $"{url.Host} answered {(int)response.StatusCode}";
        }
    }

    public void Dispose() => _service.Dispose();

    private async Task<SlackAnswer> CallAsync(Secret token, string method, HttpContent arguments, TimeSpan patience, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, new Uri($"{config.ApiUrl.AbsoluteUri.TrimEnd('/')}/{method}"), token);
        request.Content = arguments;
        return await _service.SendAsync(request, patience, ReadAsync, ct).ConfigureAwait(false) switch
        {
            Exchange<SlackAnswer>.Answered answered => answered.Value,
            Exchange<SlackAnswer>.NotSent notSent => new SlackAnswer.NotSent(notSent.Reason),
            Exchange<SlackAnswer>.Lost lost => new SlackAnswer.Lost(lost.Reason),
            var other => throw new InvalidOperationException($"an exchange does not end with {other.GetType().Name}"),
        };

        async Task<SlackAnswer> ReadAsync(HttpResponseMessage response, CancellationToken stop)
        {
            if (token == config.BotToken && response.Headers.TryGetValues("X-OAuth-Scopes", out var scopes))
            {
                Scopes =
                [
                    .. scopes.SelectMany(static line =>
                        line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    ),
                ];
            }
            return Understand(await HttpAnswers.ReadAsync(response, LargestAnswer, stop).ConfigureAwait(false), response);
        }
    }

    private static ByteArrayContent Json(byte[] arguments) =>
        new(arguments) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" } } };

    private static HttpRequestMessage Request(HttpMethod method, Uri url, Secret token)
    {
        var request = new HttpRequestMessage(method, url);
        // Not Authorization's own parser, whose complaint about a token would quote it.
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token.Reveal()}");
        return request;
    }

    private SlackAnswer Understand(byte[] bytes, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new SlackAnswer.Later("Slack says ratelimited", RetryAfter.Of(response, time), IsLimit: true);
        }
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var answer = document.RootElement;
            if (answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("ok", out var ok))
            {
                return ok.ValueKind == JsonValueKind.True ? new SlackAnswer.Done(answer.Clone()) : Refusal(answer, response);
            }
        }
        catch (JsonException)
        {
            // A proxy's page, or half an answer.
        }

        // A status that says no is a no; with 200, or from a proxy that had no good answer, nobody knows what was done.
        return
            response.IsSuccessStatusCode
            || response.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable
            ? new SlackAnswer.Lost($"{Host} answered {status}, and nothing that is JSON of Slack")
            : new SlackAnswer.Later($"{Host} answered {status} without JSON", RetryAfter.Of(response, time), IsLimit: false);
    }

    private SlackAnswer Refusal(JsonElement answer, HttpResponseMessage response)
    {
        var error = Shapes.Text(answer, "error") ?? $"HTTP {(int)response.StatusCode}";
        return error switch
        {
            "ratelimited" or "rate_limited" => new SlackAnswer.Later($"Slack says {error}", RetryAfter.Of(response, time), IsLimit: true),
            "service_unavailable" or "team_added_to_org" or "request_timeout" => new SlackAnswer.Later(
                $"Slack says {error}",
                RetryAfter.Of(response, time),
                IsLimit: false
            ),
            // Of these two Slack's own documentation says that a part may have been done.
            "internal_error" or "fatal_error" => new SlackAnswer.Lost($"Slack says {error}"),
            // With such a status a word that is not known says nothing of how far the call came.
            _ when response.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.ServiceUnavailable =>
                new SlackAnswer.Lost($"Slack says {error}"),
            _ => new SlackAnswer.Refused(error, Shapes.Text(answer, "needed")),
        };
    }
}

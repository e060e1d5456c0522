using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using OpenClaw.Config.Reading;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Channels.Slack;

/// <summary>Slack understood a call and said no.</summary>
/// <param name="Error">Its own word: <c>not_in_channel</c>.</param>
/// <param name="Needed">With <c>missing_scope</c>, which.</param>
internal sealed record SlackRefusal(string Error, string? Needed = null) : ChannelAnswer.Refused(Error);

/// <summary>
/// The Web API: <c>POST {api_url}/{method}</c> with a JSON object or a form, and a token, answered by <c>{"ok":true,..}</c> or
/// <c>{"ok":false,"error":".."}</c> (https://docs.slack.dev/apis/web-api). Runs on pool threads.
/// </summary>
internal sealed class SlackApi(SlackConfig config, Dialer dialer, TimeProvider time)
    : ChannelApi(config.ApiUrl, new ServiceClient(dialer, time), time, 4 * 1024 * 1024)
{
    protected override (string Unclear, string Refusing) NotOurs => (", and nothing that is JSON of Slack", " without JSON");

    /// <summary>What the bot was granted, as the last answer said; null when it did not.</summary>
    public IReadOnlyCollection<string>? Scopes { get; private set; }

    /// <summary>Calls a method as the bot.</summary>
    public Task<ChannelAnswer> CallAsync<T>(string method, T arguments, JsonTypeInfo<T> type, TimeSpan patience, CancellationToken ct)
        where T : class => CallAsync(config.BotToken, method, Json(JsonSerializer.SerializeToUtf8Bytes(arguments, type)), patience, ct);

    /// <summary>Asks which bot the token belongs to.</summary>
    public Task<ChannelAnswer> WhoAmIAsync(TimeSpan patience, CancellationToken ct) =>
        CallAsync(config.BotToken, "auth.test", Json("{}"u8.ToArray()), patience, ct);

    /// <summary>Asks something as the bot. Methods that only read take a form, and not all of them JSON.</summary>
    public Task<ChannelAnswer> AskAsync(string method, (string Name, string Value)[] arguments, TimeSpan patience, CancellationToken ct)
    {
        var form = new FormUrlEncodedContent(arguments.Select(static a => KeyValuePair.Create(a.Name, a.Value)));
        return CallAsync(config.BotToken, method, form, patience, ct);
    }

    /// <summary>Asks as the app for the address of a connection.</summary>
    public Task<ChannelAnswer> OpenConnectionAsync(TimeSpan patience, CancellationToken ct) =>
        CallAsync(config.AppToken, "apps.connections.open", Json("{}"u8.ToArray()), patience, ct);

    /// <summary>Hands on the bytes of a file. Null, or why not.</summary>
    /// <param name="mediaType">What it should be: a page instead means that Slack wants somebody to log in.</param>
    public async Task<string?> DownloadAsync(Uri url, string? mediaType, FileTarget target, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Get, url, config.BotToken);
        return await DownloadAsync(request, target, Refusal, ct).ConfigureAwait(false);

        string? Refusal(HttpResponseMessage response)
        {
            var isPage = response.Content.Headers.ContentType?.MediaType == "text/html" && mediaType != "text/html";
            return isPage || (int)response.StatusCode is >= 300 and < 400
                ? "Slack asks to log in: add the bot scope files:read under OAuth & Permissions and install the app again"
                : null;
        }
    }

    protected override ChannelAnswer? OfStatus(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.TooManyRequests
            ? new ChannelAnswer.Later("Slack says ratelimited", Wait(response), IsLimit: true)
            : null;

    protected override ChannelAnswer? Understand(JsonElement answer, HttpResponseMessage response)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("ok", out var ok))
        {
            return null;
        }
        if (ok.ValueKind == JsonValueKind.True)
        {
            return new ChannelAnswer.Done(answer.Clone());
        }
        var error = Shapes.Text(answer, "error") ?? $"HTTP {(int)response.StatusCode}";
        var said = $"Slack says {error}";
        return error switch
        {
            "ratelimited" or "rate_limited" => new ChannelAnswer.Later(said, Wait(response), IsLimit: true),
            "service_unavailable" or "team_added_to_org" or "request_timeout" => new ChannelAnswer.Later(said, Wait(response)),
            // Of these two Slack's own documentation says that a part may have been done.
            "internal_error" or "fatal_error" => new ChannelAnswer.Lost(said),
            // With such a status a word that is not known says nothing of how far the call came.
            _ when !response.IsSuccessStatusCode && IsUnclear(response.StatusCode) => new ChannelAnswer.Lost(said),
            _ => new SlackRefusal(error, Shapes.Text(answer, "needed")),
        };
    }

    private async Task<ChannelAnswer> CallAsync(Secret token, string method, HttpContent arguments, TimeSpan patience, CancellationToken ct)
    {
        using var request = Request(HttpMethod.Post, new Uri($"{Base}/{method}"), token);
        request.Content = arguments;
        return await CallAsync(request, patience, ct, token == config.BotToken ? NoteScopes : null).ConfigureAwait(false);
    }

    private void NoteScopes(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("X-OAuth-Scopes", out var scopes))
        {
            const StringSplitOptions Words = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
            Scopes = [.. scopes.SelectMany(static line => line.Split(',', Words))];
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
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Serialization.Metadata;
using OpenClaw.Config.Tables.Channels;
using OpenClaw.Foundation.Network;

namespace OpenClaw.Channels.Telegram;

/// <summary>Telegram understood a call and said no.</summary>
/// <param name="Code">Its own error code, mostly an HTTP status.</param>
/// <param name="After">How long to wait, with 429.</param>
/// <param name="MigratedTo">The group became a supergroup with this id.</param>
internal sealed record TelegramRefusal(int Code, string Reason, TimeSpan? After = null, long? MigratedTo = null)
    : ChannelAnswer.Refused(Reason, After);

/// <summary>
/// The Bot API over HTTP: <c>POST {api_url}/bot{token}/{method}</c> with a JSON object, answered by <c>{"ok":true,"result":..}</c> or
/// <c>{"ok":false,"error_code":..,"description":..,"parameters":..}</c> (https://core.telegram.org/bots/api#making-requests). The token
/// stands in the address, so no address ever enters a message of ours. Runs on pool threads.
/// </summary>
internal sealed class TelegramApi(TelegramConfig config, Dialer dialer, TimeProvider time)
    // A batch of a hundred updates of the longest text is far below the largest answer. Should the other side repeat our own address, it is
    // cleaned of the token.
    : ChannelApi(config.ApiUrl, new ServiceClient(dialer, time, text => Cleaned(text, config)), time, 16 * 1024 * 1024)
{
    protected override (string Unclear, string Refusing) NotOurs =>
        (", and nothing that is JSON of a Bot API", ", and not as a Bot API does");

    /// <param name="patience">How long the answer may take; a long poll asks for more.</param>
    public Task<ChannelAnswer> CallAsync<T>(string method, T arguments, JsonTypeInfo<T> type, TimeSpan patience, CancellationToken ct)
        where T : class => CallAsync(method, JsonSerializer.SerializeToUtf8Bytes(arguments, type), patience, ct);

    /// <summary>Calls a method that takes no arguments.</summary>
    public Task<ChannelAnswer> CallAsync(string method, TimeSpan patience, CancellationToken ct) =>
        CallAsync(method, "{}"u8.ToArray(), patience, ct);

    /// <summary>Hands on the bytes of a file, <c>GET {api_url}/file/bot{token}/{path}</c>. Null, or why not.</summary>
    public async Task<string?> DownloadAsync(string path, FileTarget target, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Base}/file/bot{config.Token.Reveal()}/{path.TrimStart('/')}");
        return await DownloadAsync(request, target, static _ => null, ct).ConfigureAwait(false);
    }

    protected override ChannelAnswer? Understand(JsonElement answer, HttpResponseMessage response)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("ok", out var ok))
        {
            return null;
        }
        if (ok.ValueKind == JsonValueKind.True)
        {
            return new ChannelAnswer.Done(answer.TryGetProperty("result", out var result) ? result.Clone() : default);
        }
        if (ok.ValueKind != JsonValueKind.False || Shapes.Number(answer, "error_code") is not { } code)
        {
            return null;
        }

        var reason = Cleaned(Shapes.Text(answer, "description") ?? $"error {code}", config);
        // Its server broke while it did it: nobody knows how far it came. Only 503 says that nothing was begun.
        if (code >= (int)HttpStatusCode.InternalServerError && code != (int)HttpStatusCode.ServiceUnavailable)
        {
            return new ChannelAnswer.Lost(reason);
        }

        var parameters = answer.TryGetProperty("parameters", out var given) ? given : default;
        return new TelegramRefusal(
            (int)Math.Clamp(code, 0, int.MaxValue),
            reason,
            Shapes.Number(parameters, "retry_after") is { } seconds
                ? TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 24 * 3600))
                : Wait(response),
            Shapes.Number(parameters, "migrate_to_chat_id")
        );
    }

    private async Task<ChannelAnswer> CallAsync(string method, byte[] arguments, TimeSpan patience, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Base}/bot{config.Token.Reveal()}/{method}");
        request.Content = new ByteArrayContent(arguments);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await CallAsync(request, patience, ct).ConfigureAwait(false);
    }

    private static string Cleaned(string text, TelegramConfig config) =>
        text.Replace(config.Token.Reveal(), "***", StringComparison.Ordinal);
}

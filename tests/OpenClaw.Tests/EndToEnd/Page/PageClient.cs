using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OpenClaw.Tests.EndToEnd.Page;

/// <summary>A browser of few words: it keeps cookies, and calls what the page calls.</summary>
internal sealed class PageClient : IDisposable
{
    private const string KeyHeader = "X-OpenClaw-Key";

    private readonly HttpClient _http;

    public PageClient(string url)
    {
        Cookies = new CookieContainer();
        // The certificate of a test is nobody's.
        var handler = new HttpClientHandler
        {
            CookieContainer = Cookies,
            ServerCertificateCustomValidationCallback = static (_, _, _, _) => true,
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri(url), Timeout = ControlSocket.Patience };
    }

    public CookieContainer Cookies { get; }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), headers);

    public Task<HttpResponseMessage> PostAsync(
        string path,
        string body,
        string type = "application/json",
        params (string Name, string Value)[] headers
    )
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, headers);
    }

    /// <summary>The half of its login that no cookie holds.</summary>
    public string? Key { get; private set; }

    public async Task<HttpResponseMessage> LogInAsync(string token)
    {
        var answer = await PostAsync("api/login", $$"""{"token":"{{token}}"}""");
        if (answer.Headers.TryGetValues(KeyHeader, out var keys))
        {
            Key = keys.Single();
        }
        return answer;
    }

    /// <summary>Calls a method of the control API; gives its result, or the whole answer when that is an error.</summary>
    public async Task<JsonElement> CallAsync(string method, string parameters = "{}")
    {
        using var answer = await PostAsync("api/rpc", $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""");
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (document.RootElement.TryGetProperty("result", out var result) ? result : document.RootElement.GetProperty("error")).Clone();
    }

    /// <summary>The events of the page, one line each, until it is disposed.</summary>
    public async Task<StreamReader> ListenAsync() =>
        new(
            await (
                await SendAsync(new HttpRequestMessage(HttpMethod.Get, "api/events"), [], HttpCompletionOption.ResponseHeadersRead)
            ).Content.ReadAsStreamAsync()
        );

    public void Dispose() => _http.Dispose();

    private Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        (string Name, string Value)[] headers,
        HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead
    )
    {
        // A page shows it to its own origin only.
        if (Key is not null && request.RequestUri is { IsAbsoluteUri: false })
        {
            request.Headers.TryAddWithoutValidation(KeyHeader, Key);
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        return _http.SendAsync(request, completion);
    }
}

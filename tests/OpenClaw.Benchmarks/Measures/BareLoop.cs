using System.Net.Http.Headers;
using System.Text;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>The yardstick: a chat request of the size the gateway sends, posted with HttpClient and nothing else.</summary>
internal static class BareLoop
{
    private static readonly byte[] s_body = Encoding.UTF8.GetBytes(
        $$"""{"model":"m","stream":true,"messages":[{"role":"system","content":"{{new string('x', 3000)}}"},{"role":"user","content":"hello"}]}"""
    );

    public static async Task ExchangeAsync(HttpClient http, Uri model)
    {
        using var content = new ByteArrayContent(s_body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await http.PostAsync(new Uri(model, "/api/chat"), content);
        await answer.Content.ReadAsByteArrayAsync();
    }
}

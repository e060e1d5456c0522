using System.Net.Http.Headers;
using System.Text;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The native gateway where the way out is a proxy: channels go through it, what is on this machine does not.</summary>
public sealed class ProxyTests
{
    [Fact]
    public async Task Channel_GoesThroughTheProxyOfTheEnvironment_AlsoUnderLocalOnly()
    {
        await using var telegram = new TelegramDouble();
        await using var model = new OllamaDouble(static prompt => ModelTurn.Says($"you said {prompt.UserText.Split('\n')[0]}"));
        using var http = new HttpClient();
        await using var proxy = new RawServer(request => ForwardAsync(http, request, telegram.Url));
        await using var gateway = new GatewayProcess(
            $$"""
            [agent]
            workspace = "@FOLDER@/workspace"

            [models.m]
            provider = "ollama"
            url = "{{model.Url.AbsoluteUri.TrimEnd('/')}}"
            model = "m"

            [channels.telegram]
            token = { env = "BOT_TOKEN" }
            api_url = "http://bot-api.invalid:{{telegram.Url.Port}}"
            allow_from = ["7"]
            poll_timeout = "1s"
            """
        );
        gateway.Environment["BOT_TOKEN"] = TelegramDouble.Token;
        gateway.Environment["http_proxy"] = proxy.Url.AbsoluteUri;
        await gateway.StartAsync();

        telegram.Say("hello");
        await gateway.UntilAsync("the answer", () => !telegram.Sent.IsEmpty);

        Assert.Equal("you said hello", telegram.Sent.First().Text);
        Assert.All(proxy.Requests, request => Assert.StartsWith($"http://bot-api.invalid:{telegram.Url.Port}/", request.Path));
    }

    /// <summary>What a proxy does: the name is its own to look up.</summary>
    private static async Task<RawReply> ForwardAsync(HttpClient http, RawRequest request, Uri to)
    {
        var target = new Uri(to, new Uri(request.Path).PathAndQuery);
        using var forwarded = new HttpRequestMessage(new HttpMethod(request.Method), target);
        if (request.Body.Length > 0)
        {
            forwarded.Content = new StringContent(request.Body, Encoding.UTF8, MediaTypeHeaderValue.Parse(request.Header("Content-Type")!));
        }
        using var answer = await http.SendAsync(forwarded);
        return RawReply.Http((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}

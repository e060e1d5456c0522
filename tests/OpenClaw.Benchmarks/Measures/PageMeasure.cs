using OpenClaw.Tests.EndToEnd;
using OpenClaw.Tests.EndToEnd.Page;

namespace OpenClaw.Benchmarks.Measures;

/// <summary>The page served, with a browser that has loaded it, talked and listens: memory at rest.</summary>
internal static class PageMeasure
{
    private const string Token = "bench-0123456789abcdef";
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(12);

    public static async Task<IEnumerable<Result>> RunAsync(string executable)
    {
        await using var model = new InstantModel();
        var port = FreePort.Take();
        var settings = $$"""
            [web]
            listen = "127.0.0.1:{{port}}"

            [channels.webchat]
            users = { pi = { token = { env = "WEB_TOKEN" } } }
            """;
        await using var gateway = await Gateway.StartAsync(
            executable,
            [model.Url],
            environment: new Dictionary<string, string> { ["WEB_TOKEN"] = Token },
            more: settings
        );
        using var page = new PageClient($"http://127.0.0.1:{port}/");
        await UntilOpenAsync(page);
        foreach (var file in new[] { "", "page.css", "page.js", "icon.svg" })
        {
            (await page.GetAsync(file)).EnsureSuccessStatusCode();
        }
        (await page.LogInAsync(Token)).EnsureSuccessStatusCode();
        using var events = await page.ListenAsync();
        for (var i = 0; i < 5; i++)
        {
            var said = await page.CallAsync("send", """{"text":"hello","wait":true}""");
            (await page.PostAsync("api/markdown", $"[\"# a *b* {i}\"]")).EnsureSuccessStatusCode();
            if (said.GetProperty("state").GetString() != "answered")
            {
                throw new InvalidOperationException($"the page got {said}");
            }
        }

        await Task.Delay(s_rest);
        var (idle, note) = gateway.Memory();
        return [new Result("memory (PSS), idle: the page served, one open", idle, 28, "MB", note)];
    }

    private static async Task UntilOpenAsync(PageClient page)
    {
        while (true)
        {
            try
            {
                if ((await page.GetAsync("healthz")).IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // It opens after the control socket.
                await Task.Delay(10);
            }
        }
    }
}

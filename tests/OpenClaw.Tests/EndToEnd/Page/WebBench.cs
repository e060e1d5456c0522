using System.Net.Http;
using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd.Page;

/// <summary>The HTTP server of the native executable with a page for two people.</summary>
public abstract class WebBench
{
    private protected const string PiToken = "pi-0123456789abcdef";
    private protected const string AnnaToken = "anna-0123456789abcdef";

    private protected readonly int _port = FreePort.Take();

    private protected string Url => $"http://127.0.0.1:{_port}/";

    private protected string Config(string web = "", string more = "") =>
        $$"""
            [agent]
            owners = ["webchat:pi", "local:{{Environment.UserName}}"]
            workspace = "@FOLDER@/workspace"

            [models.actor]
            provider = "scripted"
            script = "actor.json"

            [web]
            listen = "127.0.0.1:{{_port}}"
            {{web}}

            [channels.webchat]
            users = { pi = { token = { env = "PI_TOKEN" } }, anna = { token = { env = "ANNA_TOKEN" } } }
            {{more}}
            """;

    private protected async Task<GatewayProcess> StartAsync(string web = "", string more = "", Action<GatewayProcess>? prepare = null)
    {
        var gateway = new GatewayProcess(Config(web, more));
        gateway.Folder.Write(
            "actor.json",
            $$"""{"turns":[{"user":"much","text":"{{string.Concat(Enumerable.Repeat("a word and another, ", 20_000))}}"},{"text":"You said: {user}"}]}"""
        );
        (gateway.Environment["PI_TOKEN"], gateway.Environment["ANNA_TOKEN"]) = (PiToken, AnnaToken);
        prepare?.Invoke(gateway);
        await gateway.StartAsync();
        await gateway.UntilAsync("the web server", () => gateway.Log.Contains("web server"));
        return gateway;
    }

    private protected async Task<bool> IsWellAsync()
    {
        try
        {
            using var client = new PageClient(Url);
            return (await client.GetAsync("healthz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private protected static async Task<bool> IsThereAsync(PageClient client)
    {
        try
        {
            return (await client.GetAsync("healthz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}

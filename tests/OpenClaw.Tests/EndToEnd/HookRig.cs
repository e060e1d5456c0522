using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The native executable with webhooks of every kind, a model that can be held, and the callers' side of each way to
/// sign.</summary>
public abstract class HookRig : IAsyncDisposable
{
    private protected const string Token = "bell-0123456789abcdef";
    private protected const string Secret = "It's a Secret to Everybody";

    private protected readonly int Port = FreePort.Take();
    private protected readonly HttpClient Http = new() { Timeout = NativeExecutable.Patience };
    private protected readonly SemaphoreSlim Answers = new(0);
    private protected readonly OllamaDouble Model;
    private GatewayProcess? _gateway;
    private protected volatile bool Holds;
    private int _said;

    protected HookRig() =>
        Model = new OllamaDouble(prompt =>
        {
            if (Holds)
            {
                Answers.Wait(NativeExecutable.Patience);
            }
            return prompt.UserText.Contains("run date") && prompt.ToolResults.Count == 0
                ? ModelTurn.Runs("date")
                : ModelTurn.Says($"answer {Interlocked.Increment(ref _said)}");
        });

    private protected GatewayProcess Gateway => _gateway!;

    public async ValueTask DisposeAsync()
    {
        Answers.Release(1000);
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }
        await Model.DisposeAsync();
        Http.Dispose();
        Answers.Dispose();
    }

    private protected async Task StartAsync(string timeout = "5m")
    {
        _gateway = new GatewayProcess(Config(timeout));
        _gateway.Environment["HOOK_TOKEN"] = Token;
        _gateway.Environment["HOOK_SECRET"] = Secret;
        await _gateway.StartAsync();
        await UntilServedAsync(() => PostAsync("nothing", ""));
    }

    private string Config(string timeout) =>
        Configs.Ollama(Model.Url)
        + $$$"""

            [web]
            listen = "127.0.0.1:{{{Port}}}"

            [hooks.bell]
            token = { env = "HOOK_TOKEN" }
            prompt = "{{who}} rings {{n[0]}} times. {{gone}}"

            [hooks.ci]
            secret = { env = "HOOK_SECRET" }
            prompt = "A {{header.X-GitHub-Event}} in {{repository.full_name}}: {{commits[0].message}}"

            [hooks.signed]
            secret = { env = "HOOK_SECRET" }
            signature = "generic"
            prompt = "{{body}}"

            [hooks.asked]
            token = { env = "HOOK_TOKEN" }
            prompt = "{{q}}"
            policy = "guarded"
            wait = true
            timeout = "{{{timeout}}}"

            [hooks.small]
            token = { env = "HOOK_TOKEN" }
            prompt = "{{body}}"
            max_body = "1KB"
            queue_limit = 1

            [hooks.told]
            token = { env = "HOOK_TOKEN" }
            prompt = "Tell it. {{body}}"
            session = "news"
            deliver = "local:main"

            [hooks.paused]
            token = { env = "HOOK_TOKEN" }
            prompt = "{{body}}"
            enabled = false

            """;

    private protected Action<HttpRequestMessage> GitHub(string body, string delivery) =>
        request =>
        {
            request.Headers.Authorization = null;
            request.Headers.Add("X-Hub-Signature-256", Sign(Secret, body));
            request.Headers.Add("X-GitHub-Event", "push");
            request.Headers.Add("X-GitHub-Delivery", delivery);
        };

    private protected static Action<HttpRequestMessage> Generic(string body, long at) =>
        request =>
        {
            request.Headers.Add("X-Timestamp", $"{at}");
            request.Headers.Add("X-Signature", Sign(Secret, $"{at}.{body}"));
        };

    private protected static string Sign(string secret, string text) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text)));

    private protected static void Bearer(HttpRequestMessage request, string token) => request.Headers.Authorization = new("Bearer", token);

    private protected async Task<Answer> PostAsync(
        string hook,
        string body,
        Action<HttpRequestMessage>? change = null,
        CancellationTokenSource? leaves = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{Port}/hooks/{hook}")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)),
        };
        Bearer(request, Token);
        change?.Invoke(request);
        using var response = await Http.SendAsync(request, leaves?.Token ?? TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode,
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.RetryAfter?.ToString()
        );
    }

    /// <summary>After a start: the port opens a moment after the control socket.</summary>
    private protected Task<Answer> UntilServedAsync(Func<Task<Answer>> call) =>
        Gateway.UntilAsync<Answer>(
            "the web server to answer",
            async () =>
            {
                try
                {
                    return await call();
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            }
        );

    private protected async Task<string[]> SessionsAsync() =>
        [
            .. (await Gateway.JsonAsync("sessions"))
                .GetProperty("sessions")
                .EnumerateArray()
                .Select(session => $"{session.GetProperty("key").GetString()} {session.GetProperty("state").GetString()}"),
        ];

    private protected sealed record Answer(HttpStatusCode Status, string Text, string? RetryAfter)
    {
        public JsonNode Json => JsonNode.Parse(Text)!;
    }
}

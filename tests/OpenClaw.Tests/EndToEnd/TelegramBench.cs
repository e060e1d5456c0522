using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The native gateway on Telegram's wire: a Bot API of our own that has long polls with offsets, redelivery and lost
/// answers.</summary>
public abstract class TelegramBench : IAsyncDisposable
{
    private protected readonly TelegramDouble _telegram = new();

    /// <summary>A model that is asked to look at something goes on when the test lets it.</summary>
    private protected readonly ManualResetEventSlim _goOn = new();

    private protected readonly OllamaDouble _model;

    private protected TelegramBench() =>
        _model = new OllamaDouble(prompt =>
        {
            if (prompt.UserText.StartsWith("look"))
            {
                if (prompt.ToolResults.Count == 0)
                {
                    return ModelTurn.Calls("search", new JsonObject { ["text"] = "x" });
                }
                _goOn.Wait(TimeSpan.FromMinutes(1));
                if (prompt.UserText.StartsWith("look and run"))
                {
                    return prompt.ToolResults.Count == 1 ? ModelTurn.Runs("echo hi") : ModelTurn.Says($"it said {prompt.ToolResults[^1]}");
                }
                return ModelTurn.Says("**found** nothing");
            }

            if (prompt.ToolResults.Count > 0)
            {
                return ModelTurn.Says($"it said {prompt.ToolResults[^1]}");
            }
            return prompt.UserText.StartsWith("run")
                ? ModelTurn.Runs("echo hi")
                : ModelTurn.Says($"you said {prompt.UserText.Split('\n')[0]}");
        });

    public async ValueTask DisposeAsync()
    {
        _goOn.Set();
        await _telegram.DisposeAsync();
        await _model.DisposeAsync();
        _goOn.Dispose();
    }

    private protected string Config =>
        $$"""
            [agent]
            owners = ["telegram:7", "local:{{Environment.UserName}}"]
            workspace = "@FOLDER@/workspace"

            [models.m]
            provider = "ollama"
            url = "{{_model.Url.AbsoluteUri.TrimEnd('/')}}"
            model = "m"

            [channels.telegram]
            token = { env = "BOT_TOKEN" }
            api_url = "{{_telegram.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["7"]
            """;

    private protected async Task<GatewayProcess> StartAsync(string more = "")
    {
        var gateway = new GatewayProcess($"{Config}\n{more}");
        gateway.Environment["BOT_TOKEN"] = TelegramDouble.Token;
        await gateway.StartAsync();
        return gateway;
    }
}

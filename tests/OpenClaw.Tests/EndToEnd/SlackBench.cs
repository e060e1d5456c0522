using OpenClaw.Tests.Fakes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The native gateway on Slack's wires: a workspace of our own that has envelopes, redelivery, disconnects and silence.</summary>
public abstract class SlackBench : IAsyncDisposable
{
    private protected readonly SlackDouble _slack = new();

    private protected readonly OllamaDouble _model = new(static prompt =>
        prompt.ToolResults.Count > 0 ? ModelTurn.Says($"it said {prompt.ToolResults[^1]}")
        : prompt.UserText.StartsWith("run") ? ModelTurn.Runs("echo hi")
        : ModelTurn.Says($"you said {prompt.UserText.Split('\n')[0]}")
    );

    public async ValueTask DisposeAsync()
    {
        await _slack.DisposeAsync();
        await _model.DisposeAsync();
    }

    private string Config =>
        $$"""
            [agent]
            owners = ["slack:U7"]
            workspace = "@FOLDER@/workspace"

            [models.m]
            provider = "ollama"
            url = "{{_model.Url.AbsoluteUri.TrimEnd('/')}}"
            model = "m"

            [channels.slack]
            app_token = { env = "APP_TOKEN" }
            bot_token = { env = "BOT_TOKEN" }
            api_url = "{{_slack.Url}}"
            allow_from = ["U7"]
            channels = { "C1" = { require_mention = true } }
            """;

    private protected async Task<GatewayProcess> StartAsync(
        string more = "",
        string app = SlackDouble.AppToken,
        string bot = SlackDouble.BotToken
    )
    {
        var gateway = new GatewayProcess($"{Config}\n{more}");
        gateway.Environment["APP_TOKEN"] = app;
        gateway.Environment["BOT_TOKEN"] = bot;
        await gateway.StartAsync();
        return gateway;
    }
}

using System.Text;
using System.Text.Json.Nodes;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>The native gateway against a Bot API that nobody here wrote.</summary>
public sealed class TelegramRigTests : IAsyncDisposable
{
    private const string Token = "123:abc";

    private readonly HttpClient _http = new();

    private readonly OllamaDouble _model = new(static prompt =>
        prompt.ToolResults.Count > 0 ? ModelTurn.Says($"it said **{prompt.ToolResults[^1].Split('\n')[0]}**")
        : prompt.UserText.StartsWith("run") ? ModelTurn.Runs("echo hi")
        : ModelTurn.Says("*yes*")
    );

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task MessageAndApproval_OverTelegramTestApi()
    {
        await using var rig = await Rig.TelegramAsync();
        await using var gateway = new GatewayProcess(
            $$"""
            [agent]
            owners = ["telegram:1"]
            workspace = "@FOLDER@/workspace"

            [models.m]
            provider = "ollama"
            url = "{{_model.Url.AbsoluteUri.TrimEnd('/')}}"
            model = "m"

            [channels.telegram]
            token = { env = "BOT_TOKEN" }
            api_url = "{{rig.Url.AbsoluteUri.TrimEnd('/')}}"
            allow_from = ["1"]
            """
        );
        gateway.Environment["BOT_TOKEN"] = Token;
        await gateway.StartAsync();

        await PostAsync(rig, "sendMessage", Person("text", "hello"));
        await gateway.UntilAsync(
            "the answer",
            async () => (await SaidAsync(rig)).FirstOrDefault(static said => (string?)said["text"] == "<i>yes</i>")
        );

        await PostAsync(rig, "sendMessage", Person("text", "run it"));
        var asked = await gateway.UntilAsync(
            "the question",
            async () => (await SaidAsync(rig)).FirstOrDefault(static said => said["reply_markup"] is not null)
        );
        await PostAsync(rig, "sendCallback", Person("data", Approve(asked["reply_markup"]!)));

        await gateway.UntilAsync(
            "the answer of the approved call",
            async () => (await SaidAsync(rig)).FirstOrDefault(static said => (string?)said["text"] == "it said <b>hi</b>")
        );
        await gateway.UntilAsync(
            "the message to say who decided",
            async () => (await SaidAsync(rig)).FirstOrDefault(static said => ((string?)said["text"])?.Contains("Approved by ") == true)
        );
    }

    /// <summary>What the first button carries: the approval, and the fingerprint of what stands above it.</summary>
    private static string Approve(JsonNode markup)
    {
        var keyboard = markup is JsonValue text ? JsonNode.Parse((string)text!)! : markup;
        return (string)keyboard["inline_keyboard"]![0]![0]!["callback_data"]!;
    }

    private static JsonObject Person(string what, string value) =>
        new()
        {
            ["botToken"] = Token,
            ["from"] = new JsonObject
            {
                ["id"] = 1,
                ["first_name"] = "Ada",
                ["is_bot"] = false,
            },
            ["chat"] = new JsonObject { ["id"] = 1, ["type"] = "private" },
            ["date"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            [what] = value,
            ["message"] =
                what == "data"
                    ? new JsonObject
                    {
                        ["message_id"] = 1,
                        ["chat"] = new JsonObject { ["id"] = 1 },
                    }
                    : null,
        };

    /// <summary>What the bot has said, as it stands now.</summary>
    private async Task<List<JsonNode>> SaidAsync(Rig rig) =>
        [
            .. (await PostAsync(rig, "getUpdatesHistory", new JsonObject { ["token"] = Token }))!["result"]!
                .AsArray()
                .Select(static update => update!["message"])
                .OfType<JsonNode>()
                .Where(static said => said["chat_id"] is not null),
        ];

    private async Task<JsonNode?> PostAsync(Rig rig, string door, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(rig.Url, door), content);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync());
    }
}

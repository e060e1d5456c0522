using Microsoft.Extensions.AI;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Foundation.Network;
using OpenClaw.Models.Clients;
using OpenClaw.Models.Providers.Ollama;
using OpenClaw.Models.Providers.OpenAi;

namespace OpenClaw.Tests.Models;

/// <summary>What a client made of an answer.</summary>
internal sealed record Heard(string Text, string Thinking, IReadOnlyList<ToolCall> Calls, int Input, int Output);

internal static class ClientBench
{
    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static ToolSpec Weather { get; } =
        new(
            "get_weather",
            "w",
            """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer"}},"required":["city"]}"""
        );

    public static ModelConfig ConfigOf(Uri url, ModelProvider provider = ModelProvider.Ollama, string model = "scripted") =>
        new()
        {
            Name = "m",
            Provider = provider,
            Url = url,
            Model = model,
            Span = default!,
        };

    public static Dialer Dialer { get; } = new(new DialRules(localOnly: true, []), TimeProvider.System);

    public static OllamaChatClient OllamaAt(ModelConfig config) => new(config, Dialer, TimeProvider.System);

    public static OpenAiChatClient OpenAiAt(ModelConfig config, TimeProvider? time = null) =>
        new(config, Dialer, time ?? TimeProvider.System);

    public static IReadOnlyList<ChatMessage> User(string text) => [new ChatMessage(ChatRole.User, text)];

    public static AskOptions With(params ToolSpec[] tools) => new() { Tools = [.. tools.Select(t => new DeclaredTool(t))] };

    public static async Task<Heard> HearAsync(IModelClient client, IReadOnlyList<ChatMessage> messages, AskOptions? options = null)
    {
        var text = "";
        var thinking = "";
        var calls = new List<ToolCall>();
        UsageDetails? usage = null;
        await foreach (var update in client.GetStreamingResponseAsync(messages, options, Ct))
        {
            foreach (var content in update.Contents)
            {
                switch (content)
                {
                    case TextReasoningContent r:
                        thinking += r.Text;
                        break;
                    case TextContent t:
                        text += t.Text;
                        break;
                    case FunctionCallContent c:
                        calls.Add(CallContent.ToCall(c));
                        break;
                    case UsageContent u:
                        usage = u.Details;
                        break;
                }
            }
        }

        return new Heard(text, thinking, calls, (int)(usage?.InputTokenCount ?? 0), (int)(usage?.OutputTokenCount ?? 0));
    }

    public static async Task<ModelFailure> FailAsync(IModelClient client, IReadOnlyList<ChatMessage>? messages = null) =>
        (await Assert.ThrowsAsync<ModelFailureException>(() => HearAsync(client, messages ?? User("hi")))).Failure;
}

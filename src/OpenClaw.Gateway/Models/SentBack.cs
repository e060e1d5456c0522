using System.Security.Cryptography;
using Microsoft.Extensions.AI;
using OpenClaw.Config.Tables.Models;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>
/// A transcript as one model's server wants it back: call ids as that server gave them, what it hung on its calls, and its reasoning where
/// its API asks for that. Ids of our own never leave the process: another server gets ids of nine letters and digits, the strictest form
/// (Mistral's), the same each time. </summary>
internal static class SentBack
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static IReadOnlyList<ChatMessage> To(ModelConfig model, IReadOnlyList<ChatMessage> messages)
    {
        var ids = new Dictionary<string, string>();
        return [.. messages.Select(message => NeedsChange(message) ? Change(message) : message)];

        ChatMessage Change(ChatMessage message)
        {
            var own = message.AuthorName == model.Name;
            var contents = new List<AIContent>(message.Contents.Count);
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case TextReasoningContent when !own || !WantsReasoning(model):
                        break;
                    case FunctionCallContent call:
                        contents.Add(
                            Renamed(call, own, ids, own || contents.OfType<FunctionCallContent>().Any() ? null : ForeignExtra(model))
                        );
                        break;
                    case FunctionResultContent result:
                        contents.Add(
                            CallContent.Result(
                                ids.GetValueOrDefault(result.CallId) ?? Foreign(result.CallId),
                                CallContent.ResultText(result)
                            )
                        );
                        break;
                    default:
                        contents.Add(content);
                        break;
                }
            }

            // Its calls were made by another model, whose reasoning is not its own: the field must be there all the same.
            if (!own && WantsReasoning(model) && contents.Any(static c => c is FunctionCallContent))
            {
                contents.Insert(0, new TextReasoningContent(""));
            }
            return new ChatMessage(message.Role, contents);
        }
    }

    private static bool NeedsChange(ChatMessage message) =>
        message.Contents.Any(static c => c is FunctionCallContent or FunctionResultContent or TextReasoningContent);

    private static FunctionCallContent Renamed(FunctionCallContent content, bool own, Dictionary<string, string> ids, string? foreignExtra)
    {
        var call = CallContent.ToCall(content);
        var id = own && call.ServerId is { Length: > 0 } given ? given : Foreign(call.Id);
        ids[call.Id] = id;
        return CallContent.From(call with { Id = id, Extra = own ? call.Extra : foreignExtra });
    }

    // DeepSeek wants the reasoning that led to a call back with the call; servers of other families refuse or misread it.
    private static bool WantsReasoning(ModelConfig model) =>
        model.Provider == ModelProvider.OpenAi
        && (
            model.Model.Contains("deepseek", StringComparison.OrdinalIgnoreCase)
            || model.Url?.Host.Contains("deepseek", StringComparison.OrdinalIgnoreCase) == true
        );

    // Gemini refuses a message's first call without a signature. For calls of another model its guide names this word.
    private static string? ForeignExtra(ModelConfig model) =>
        model.Provider == ModelProvider.OpenAi
        && (
            model.Model.Contains("gemini", StringComparison.OrdinalIgnoreCase)
            || model.Url?.Host.EndsWith("googleapis.com", StringComparison.OrdinalIgnoreCase) == true
        )
            ? """{"google":{"thought_signature":"skip_thought_signature_validator"}}"""
            : null;

    private static string Foreign(string id) =>
        string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(id)).Take(9).Select(static b => Letters[b % Letters.Length]));
}

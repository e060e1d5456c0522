using Microsoft.Extensions.AI;

namespace OpenClaw.Models;

/// <summary>
/// Makes roles alternate, as the strict chat templates of open models demand (Gemma's and Mistral's raise an error otherwise): neighbouring
/// messages of one side are joined, and something of the assistant's stands between a tool's result and the next person's word. The same
/// transcript gives the same messages each time, so a prefix that a server has cached stays.
/// </summary>
internal static class LegalRoles
{
    private const string Interrupted = "(interrupted)";

    public static IReadOnlyList<ChatMessage> Of(IReadOnlyList<ChatMessage> messages)
    {
        var legal = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            var last = legal.Count > 0 ? legal[^1] : null;
            if (message.Role == ChatRole.Assistant && IsEmpty(message))
            {
                continue;
            }
            if (last is null || last.Role != message.Role || message.Role == ChatRole.Tool || HasCalls(last))
            {
                if (message.Role == ChatRole.User && last?.Role == ChatRole.Tool)
                {
                    legal.Add(new ChatMessage(ChatRole.Assistant, Interrupted));
                }
                legal.Add(message);
                continue;
            }

            legal[^1] = Joined(last, message);
        }

        return legal;
    }

    private static ChatMessage Joined(ChatMessage first, ChatMessage second) =>
        new(first.Role, [.. first.Contents, new TextContent("\n\n"), .. second.Contents]) { AuthorName = second.AuthorName };

    // Claude behind a proxy refuses a text that is empty.
    private static bool IsEmpty(ChatMessage message) =>
        message.Contents.All(static c => c is TextContent text && string.IsNullOrWhiteSpace(text.Text));

    private static bool HasCalls(ChatMessage message) => message.Contents.Any(static c => c is FunctionCallContent);
}

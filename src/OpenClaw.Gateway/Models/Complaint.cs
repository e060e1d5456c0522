using Microsoft.Extensions.AI;
using OpenClaw.Models.Clients;

namespace OpenClaw.Models;

/// <summary>What the model said and what we answer to it.</summary>
internal sealed record Complaint(string Summary, IReadOnlyList<ChatMessage> Messages)
{
    /// <summary>Its server could not read what the model wrote, so there is nothing to repeat to it.</summary>
    public static Complaint Unreadable =>
        InWords(
            "a tool call that the server could not read",
            "",
            "Your tool call could not be read: it was not of the form the server expects. Write it again, or answer in words."
        );

    public static Complaint InWords(string summary, string said, string answer) =>
        new(
            summary,
            said.Length == 0
                ? [new ChatMessage(ChatRole.User, answer)]
                : [new ChatMessage(ChatRole.Assistant, said), new ChatMessage(ChatRole.User, answer)]
        );

    public static Complaint AboutCalls(ModelReply reply, Dictionary<string, string> wrong)
    {
        var said = new ChatMessage(
            ChatRole.Assistant,
            [.. reply.Text.Length > 0 ? [new TextContent(reply.Text)] : Array.Empty<AIContent>(), .. reply.Calls.Select(CallContent.From)]
        );
        var answer = new ChatMessage(
            ChatRole.Tool,
            [
                .. reply.Calls.Select(c =>
                    (AIContent)
                        CallContent.Result(
                            c.Id,
                            wrong.TryGetValue(c.Id, out var complaint)
                                ? $"Not run: {complaint}. Call it again, correctly."
                                : "Not run, because another call beside it was wrong. Call it again."
                        )
                ),
            ]
        );
        return new Complaint(string.Join("; ", wrong.Values), [said, answer]);
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>Claude's, as a proxy hands them through: roles alternate and begin with the user, no text is empty, results stand right after
/// their calls.</summary>
internal sealed partial class ClaudeRules : ITemplateRules
{
    public string Model => "claude-sonnet";

    public string? Violation(JsonNode request)
    {
        var messages = Conversation.Messages(request);
        foreach (var call in messages.SelectMany(Conversation.Calls))
        {
            if (!Id().IsMatch((string)call["id"]!))
            {
                return $"tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$', got {call["id"]}";
            }
        }

        return Conversation.RolesAlternate(messages)
            ?? Conversation.NothingIsEmpty(messages)
            ?? Conversation.ResultsFollowTheirCalls(messages);
    }

    public GivenCall Call(int number) => new($"toolu_01{number:x10}");

    [GeneratedRegex("^[a-zA-Z0-9_-]+$")]
    private static partial Regex Id();
}

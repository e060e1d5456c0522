using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>Mistral's: ids of nine letters and digits, as many results as calls, roles in order, words or calls in every answer.</summary>
internal sealed partial class MistralRules : ITemplateRules
{
    public string Model => "mistral-small-latest";

    public string? Violation(JsonNode request)
    {
        var messages = Conversation.Messages(request);
        foreach (var call in messages.SelectMany(Conversation.Calls))
        {
            if (!NineLetters().IsMatch((string)call["id"]!))
            {
                return $"Tool call id was {call["id"]} but must be a-z, A-Z, 0-9, with a length of 9.";
            }
        }

        if (
            messages.Any(static m =>
                Conversation.Role(m) == "assistant" && Conversation.Calls(m).Count == 0 && string.IsNullOrEmpty(Conversation.Text(m))
            )
        )
        {
            return "Assistant message must have either content or tool_calls, but not none.";
        }

        return Conversation.ResultsFollowTheirCalls(messages) is { } unmatched
            ? $"Not the same number of function calls and responses ({unmatched})"
            : Conversation.RolesAlternate(messages);
    }

    public GivenCall Call(int number) => new($"Mx{number:0000000}");

    [GeneratedRegex("^[a-zA-Z0-9]{9}$")]
    private static partial Regex NineLetters();
}

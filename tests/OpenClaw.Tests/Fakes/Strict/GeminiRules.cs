using System.Text.Json.Nodes;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>Gemini's, behind its chat completions: the first call of a message bears its thought signature, calls come right after the user
/// or a result, nothing is empty.</summary>
internal sealed class GeminiRules : ITemplateRules
{
    // What its guide allows for calls that another model made.
    private const string Foreign = "skip_thought_signature_validator";

    private readonly Dictionary<string, string> _given = [];

    public string Model => "gemini-3-flash";

    public string? Violation(JsonNode request)
    {
        var messages = Conversation.Messages(request);
        foreach (var (index, message) in messages.Index())
        {
            if (Conversation.Calls(message) is not [var first, ..])
            {
                continue;
            }
            var signature = (string?)first["extra_content"]?["google"]?["thought_signature"];
            if (signature is null)
            {
                return $"Function call is missing a thought_signature in functionCall parts, position {index}.";
            }
            var wanted = _given.GetValueOrDefault((string)first["id"]!) ?? Foreign;
            if (signature != wanted)
            {
                return $"Thought signature is not valid, position {index}.";
            }
            if (index == 0 || Conversation.Role(messages[index - 1]) is not ("user" or "tool"))
            {
                return "Please ensure that function call turn comes immediately after a user turn or after a function response turn.";
            }
        }

        return Conversation.ResultsFollowTheirCalls(messages) ?? Conversation.NothingIsEmpty(messages);
    }

    public GivenCall Call(int number)
    {
        var call = new GivenCall($"function-call-{number * 7919}", null, $$$"""{"google":{"thought_signature":"c2ln{{{number}}}+/=="}}""");
        _given[call.Id] = $"c2ln{number}+/==";
        return call;
    }
}

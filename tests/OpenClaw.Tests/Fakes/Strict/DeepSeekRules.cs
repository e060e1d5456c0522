using System.Text.Json.Nodes;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>DeepSeek's: the reasoning that led to a call comes back with it, word for word, and with nothing else.</summary>
internal sealed class DeepSeekRules : ITemplateRules
{
    private readonly Dictionary<string, string> _given = [];

    public string Model => "deepseek-reasoner";

    public string? Violation(JsonNode request)
    {
        var messages = Conversation.Messages(request);
        foreach (var (index, message) in messages.Index())
        {
            var calls = Conversation.Calls(message);
            var reasoning = (string?)message["reasoning_content"];
            if (calls.Count == 0 && reasoning is not null)
            {
                return $"reasoning_content is not allowed in the message at index {index}: it has no tool_calls";
            }
            if (calls.Count == 0)
            {
                continue;
            }
            if (reasoning is null)
            {
                return $"Missing `reasoning_content` field in the assistant message at message index {index}";
            }
            foreach (var call in calls)
            {
                if (_given.TryGetValue((string)call["id"]!, out var given) && given != reasoning)
                {
                    return $"reasoning_content at message index {index} is not what was given";
                }
            }
        }

        return Conversation.ResultsFollowTheirCalls(messages);
    }

    public GivenCall Call(int number)
    {
        var call = new GivenCall($"call_00_{number:x8}", $"The log may tell, thought {number}.\n");
        _given[call.Id] = call.Reasoning!;
        return call;
    }
}

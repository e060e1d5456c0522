using System.Text.Json.Nodes;

namespace OpenClaw.Tests.Fakes.Strict;

/// <summary>Looks that all families' rules have in common. Each gives the words of a violation, or null.</summary>
internal static class Conversation
{
    public static IReadOnlyList<JsonNode> Messages(JsonNode request) => [.. request["messages"]!.AsArray().Select(static m => m!)];

    public static string Role(JsonNode message) => (string)message["role"]!;

    public static string? Text(JsonNode message) => (string?)message["content"];

    public static IReadOnlyList<JsonNode> Calls(JsonNode message) =>
        message["tool_calls"] is JsonArray calls ? [.. calls.Select(static c => c!)] : [];

    /// <summary>Every call has one result right behind it, and no result stands elsewhere.</summary>
    public static string? ResultsFollowTheirCalls(IReadOnlyList<JsonNode> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (Role(messages[i]) == "tool")
            {
                return $"unexpected tool result at messages.{i}: it has no call in the message before it";
            }
            string[] asked = [.. Calls(messages[i]).Select(static c => (string)c["id"]!)];
            if (asked.Length == 0)
            {
                continue;
            }
            string[] answered =
            [
                .. messages.Skip(i + 1).TakeWhile(static m => Role(m) == "tool").Select(static m => (string)m["tool_call_id"]!),
            ];
            if (!asked.Order().SequenceEqual(answered.Order()))
            {
                return $"messages.{i}: calls {string.Join(", ", asked)} have the results {string.Join(", ", answered)} immediately after";
            }
            i += answered.Length;
        }

        return null;
    }

    /// <summary>After the system's words user and assistant take turns; results of tools speak for the user.</summary>
    public static string? RolesAlternate(IReadOnlyList<JsonNode> messages)
    {
        var last = "assistant";
        foreach (var (index, message) in messages.Index())
        {
            var role = Role(message);
            if (role == "system")
            {
                if (index > 0)
                {
                    return $"messages.{index}: role 'system' is only allowed first";
                }
                continue;
            }

            if (role == "assistant" && last is not ("user" or "tool"))
            {
                return $"messages.{index}: roles must alternate, got 'assistant' after '{last}'";
            }
            if (role == "user" && last != "assistant")
            {
                return $"messages.{index}: roles must alternate, got 'user' after '{last}'";
            }
            last = role;
        }

        return last is "user" or "tool" ? null : $"expected last role user or tool but got {last}";
    }

    /// <summary>No text is empty; beside calls there may be none.</summary>
    public static string? NothingIsEmpty(IReadOnlyList<JsonNode> messages)
    {
        foreach (var (index, message) in messages.Index())
        {
            var calls = Calls(message).Count > 0;
            if (Text(message) is { } text ? string.IsNullOrWhiteSpace(text) : !calls)
            {
                return $"messages.{index}: text content blocks must be non-empty";
            }
        }

        return null;
    }
}

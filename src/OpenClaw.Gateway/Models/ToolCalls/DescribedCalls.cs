using OpenClaw.Models.Clients;
using OpenClaw.Models.Thoughts;

namespace OpenClaw.Models.ToolCalls;

/// <summary>The calls that a JSON value describes, under the keys that models use for name and arguments.</summary>
internal static class DescribedCalls
{
    private static readonly string[] s_nameKeys = ["name", "tool", "tool_name", "function", "function_name", "action"];
    private static readonly string[] s_argumentKeys = ["arguments", "parameters", "args", "params", "input", "action_input", "tool_input"];
    private static readonly string[] s_otherKeys = ["type", "id", "tool_call_id", "tool_calls", "function_call", "thought"];
    private static readonly string[] s_keys = [.. s_nameKeys, .. s_argumentKeys, .. s_otherKeys];

    // A list of calls has at most an object, its list and an object again before the first key.
    private const int MostBrackets = 4;
    private const int LongestKey = 32;

    /// <summary>Whether brackets and a key at the beginning of a text may be those of a call.</summary>
    public static Beginning Begins(ReadOnlySpan<char> text)
    {
        for (var brackets = 0; text.Length > 0 && text[0] is '[' or '{'; brackets++)
        {
            if (brackets == MostBrackets)
            {
                return Beginning.No;
            }

            text = text[1..].TrimStart();
        }

        if (text.Length == 0)
        {
            return Beginning.Perhaps;
        }

        if (text[0] is not ('"' or '\''))
        {
            return Beginning.No;
        }

        var end = text[1..Math.Min(text.Length, LongestKey + 2)].IndexOf(text[0]);
        var key = end < 0 ? text[1..] : text[1..(end + 1)];
        foreach (var known in s_keys)
        {
            if (end < 0 ? known.AsSpan().StartsWith(key, StringComparison.Ordinal) : key.SequenceEqual(known))
            {
                return end < 0 ? Beginning.Perhaps : Beginning.Yes;
            }
        }

        return Beginning.No;
    }

    /// <param name="onlyOffered">A name that no offered tool has makes this no call; else the call is handed on for the complaint.</param>
    /// <returns>False, and nothing added, when the value describes something else.</returns>
    public static bool TryAdd(JsonElement value, List<ToolCall> calls, OfferedTools offered, bool onlyOffered)
    {
        var count = calls.Count;
        try
        {
            if (Add(value, calls, offered, onlyOffered))
            {
                return true;
            }
        }
        catch (InvalidOperationException)
        {
            // A key or a name with half a character, written as an escape: JSON can write it, and no text can hold it.
        }

        calls.RemoveRange(count, calls.Count - count);
        return false;
    }

    private static bool Add(JsonElement value, List<ToolCall> calls, OfferedTools offered, bool onlyOffered)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            return value.GetArrayLength() > 0 && value.EnumerateArray().All(item => Add(item, calls, offered, onlyOffered));
        }

        if ((value.Child("tool_calls") ?? value.Child("function") ?? value.Child("function_call")) is { } inner)
        {
            return Add(inner, calls, offered, onlyOffered);
        }

        if (s_nameKeys.Select(key => value.String(key)).FirstOrDefault(n => n is not null) is not { } printed)
        {
            return !onlyOffered && AddByKey(value, calls, offered);
        }

        var name = offered.Resolve(printed);
        if (
            (name is null && onlyOffered)
            || (Arguments(value) ?? (onlyOffered ? null : Flattened(value, name, offered))) is not { } arguments
        )
        {
            return false;
        }

        calls.Add(new ToolCall(CallContent.NewId(), name ?? printed, arguments));
        return true;
    }

    /// <summary>Apertus: the tool's name is the key and its arguments are the value.</summary>
    private static bool AddByKey(JsonElement value, List<ToolCall> calls, OfferedTools offered)
    {
        if (value.ValueKind != JsonValueKind.Object || value.EnumerateObject().Count() != 1)
        {
            return false;
        }

        var only = value.EnumerateObject().First();
        if (only.Value.ValueKind != JsonValueKind.Object || offered.Resolve(only.Name) is not { } name)
        {
            return false;
        }

        calls.Add(new ToolCall(CallContent.NewId(), name, Json.Text(only.Value)));
        return true;
    }

    /// <summary>Arguments that stand beside the name and not under a key of their own, when all of them are the tool's.</summary>
    private static string? Flattened(JsonElement value, string? name, OfferedTools offered)
    {
        var rest = value.EnumerateObject().Where(p => !s_nameKeys.Contains(p.Name) && !s_otherKeys.Contains(p.Name)).ToArray();
        return name is not null && rest.Length > 0 && offered.Takes(name, rest.Select(p => p.Name))
            ? CallArguments.Of(rest.Select(p => new KeyValuePair<string, JsonElement>(p.Name, p.Value)))
            : null;
    }

    private static string? Arguments(JsonElement value)
    {
        foreach (var key in s_argumentKeys)
        {
            if (value.TryFind(key, out var arguments) && arguments.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            {
                return arguments.ValueKind == JsonValueKind.String ? arguments.Words() : Json.Text(arguments);
            }
        }

        return null;
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpenClaw.Models;

/// <summary>
/// Finds tool calls that a model printed as text: Qwen's and Hermes' &lt;tool_call&gt;, Llama's &lt;function=...&gt; and &lt;|python_tag|&gt;, Mistral's
/// [TOOL_CALLS], fenced JSON, bare JSON. Tags speak for themselves; plain JSON counts only when it names an offered tool, carries arguments and
/// nothing follows it, because an answer may well be JSON or show some.
/// </summary>
internal static partial class TextToolCalls
{
    /// <param name="text">The model's words.</param>
    /// <param name="offered">Names of the tools it was told of.</param>
    public static FoundCalls Find(string text, IReadOnlyCollection<string> offered)
    {
        if (offered.Count == 0)
        {
            return new FoundCalls(text, [], false);
        }

        var tagged = FindTagged(text, offered);
        return tagged.Calls.Count > 0 || tagged.IsBroken ? tagged : FindPlain(text, offered);
    }

    /// <summary>Whether text that begins at a candidate (a fence, a bracket, a tag) may still turn out to be a call; streaming waits while it may.</summary>
    public static bool MayBegin(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("```"))
        {
            var line = text.IndexOf('\n');
            var language = text[3..(line < 0 ? text.Length : line)].Trim();
            if (line < 0)
            {
                return language.Length < 12 && !language.Contains(' ');
            }

            return language is "" or "json" or "tool_call" or "tool" or "tool_code" && MayBeCallJson(text[(line + 1)..].TrimStart());
        }

        if ("```".AsSpan().StartsWith(text))
        {
            return true;
        }

        foreach (var mark in s_marks)
        {
            if (text.StartsWith(mark) || mark.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return text[0] is '{' or '[' && MayBeCallJson(text);
    }

    private static readonly string[] s_marks =
        ["<tool_call", "<toolcall", "<function=", "<function ", "<function_call", "<invoke ", "<|tool_call|>", "<|python_tag|>", "[TOOL_CALLS]"];

    private static readonly string[] s_nameKeys = ["name", "tool", "tool_name", "function", "function_name", "action"];
    private static readonly string[] s_argumentKeys = ["arguments", "parameters", "args", "params", "input", "action_input", "tool_input"];

    private static bool MayBeCallJson(ReadOnlySpan<char> text)
    {
        while (text.Length > 0 && text[0] is '[' or '{')
        {
            text = text[1..].TrimStart();
        }

        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] != '"')
        {
            return false;
        }

        var end = text[1..].IndexOf('"');
        var key = end < 0 ? text[1..] : text[1..(end + 1)];
        foreach (var known in (ReadOnlySpan<string[]>)[s_nameKeys, s_argumentKeys, ["type", "id", "tool_calls"]])
        {
            foreach (var name in known)
            {
                if (end < 0 ? name.AsSpan().StartsWith(key) : key.SequenceEqual(name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static FoundCalls FindTagged(string text, IReadOnlyCollection<string> offered)
    {
        var calls = new List<ToolCall>();
        var first = -1;
        for (var open = OpenTag().Match(text); open.Success;)
        {
            var end = open.Index + open.Length;
            // A tag in backticks is a tag somebody writes about.
            var quoted = open.Index > 0 && text[open.Index - 1] == '`';
            if (!quoted && ReadTagged(text, open, offered, calls, ref end) && first < 0)
            {
                first = open.Index;
            }

            // On from the end of what was read: a tag inside its arguments is data.
            open = OpenTag().Match(text, Math.Max(end, open.Index + 1));
        }

        return first < 0 ? new FoundCalls(text, [], false) : new FoundCalls(text[..first].TrimEnd(), calls, calls.Count == 0);
    }

    /// <returns>True when the tag was meant as a call, whether or not it could be read.</returns>
    private static bool ReadTagged(string text, Match open, IReadOnlyCollection<string> offered, List<ToolCall> calls, ref int end)
    {
        var start = end;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (open.Groups["fn"] is { Success: true } name)
        {
            // <function=name>{...}</function>, or <parameter=key>value</parameter> inside.
            var json = start < text.Length && text[start] == '{';
            if (json && !TryReadValue(text, start, out _, out _))
            {
                return true;
            }

            var arguments = json && TryReadValue(text, start, out var value, out end) ? Json.Text(value) : Parameters(text, start, ref end);
            calls.Add(new ToolCall(CallContent.NewId(), name.Value, arguments));
            return true;
        }

        // [TOOL_CALLS]name[ARGS]{...}, the younger Mistral form.
        if (open.Value == "[TOOL_CALLS]" && MistralName().Match(text, start) is { Success: true } mistral && offered.Contains(mistral.Groups["fn"].Value)
            && TryReadValue(text, mistral.Index + mistral.Length - 1, out var given, out end))
        {
            calls.Add(new ToolCall(CallContent.NewId(), mistral.Groups["fn"].Value, Json.Text(given)));
            return true;
        }

        if (start >= text.Length || text[start] is not ('{' or '['))
        {
            return false;
        }

        if (TryReadValue(text, start, out var described, out var after))
        {
            end = after;
            AddCalls(described, calls, accept: static _ => true);
        }

        return true;
    }

    private static FoundCalls FindPlain(string text, IReadOnlyCollection<string> offered)
    {
        var trimmed = text.TrimEnd();
        var calls = new List<ToolCall>();
        foreach (Match begin in PlainBegin().Matches(trimmed))
        {
            var at = begin.Groups["json"].Index;
            calls.Clear();
            var end = at;
            // Several objects may follow each other, each in its fence or bare.
            while (end < trimmed.Length && TryReadValue(trimmed, end, out var value, out var next) && AddCalls(value, calls, offered.Contains))
            {
                var rest = BetweenCalls().Match(trimmed, next);
                end = rest.Success && rest.Index == next ? next + rest.Length : next;
            }

            if (calls.Count > 0 && end >= trimmed.Length)
            {
                return new FoundCalls(trimmed[..begin.Index].TrimEnd(), calls, false);
            }
        }

        return new FoundCalls(text, [], false);
    }

    /// <summary>Adds the calls a JSON value describes. False, and nothing added, when it describes something else.</summary>
    private static bool AddCalls(JsonElement value, List<ToolCall> calls, Func<string, bool> accept)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            var count = calls.Count;
            if (value.GetArrayLength() > 0 && value.EnumerateArray().All(item => AddCalls(item, calls, accept)))
            {
                return true;
            }

            calls.RemoveRange(count, calls.Count - count);
            return false;
        }

        if (value.Child("tool_calls") is { } list)
        {
            return AddCalls(list, calls, accept);
        }

        if (value.Child("function") is { ValueKind: JsonValueKind.Object } inner)
        {
            return AddCalls(inner, calls, accept);
        }

        var name = s_nameKeys.Select(key => value.String(key)).FirstOrDefault(n => n is not null);
        if (name is null || !accept(name))
        {
            return false;
        }

        foreach (var key in s_argumentKeys)
        {
            if (value.TryFind(key, out var arguments) && arguments.ValueKind is JsonValueKind.Object or JsonValueKind.String)
            {
                calls.Add(new ToolCall(CallContent.NewId(), name, arguments.ValueKind == JsonValueKind.String ? arguments.Words() : Json.Text(arguments)));
                return true;
            }
        }

        return false;
    }

    /// <summary>&lt;parameter=key&gt;value&lt;/parameter&gt; and &lt;parameter name="key"&gt;: values are text, the schema check makes numbers of them.</summary>
    private static string Parameters(string text, int start, ref int end)
    {
        var close = text.IndexOf("</function", start, StringComparison.Ordinal);
        close = close < 0 ? text.IndexOf("</invoke", start, StringComparison.Ordinal) : close;
        end = close < 0 ? text.Length : close;
        var body = text[start..end];
        return Json.Text(writer =>
        {
            writer.WriteStartObject();
            foreach (var group in Parameter().Matches(body).GroupBy(m => m.Groups["key"].Value))
            {
                writer.WriteString(group.Key, group.Last().Groups["value"].Value.Trim('\n'));
            }

            writer.WriteEndObject();
        });
    }

    /// <summary>Reads the JSON value that begins at <paramref name="start"/>, supplying up to two closing brackets that the model forgot at the very end.</summary>
    private static bool TryReadValue(string text, int start, out JsonElement value, out int end)
    {
        var depth = new Stack<char>();
        var quoted = false;
        for (end = start; end < text.Length; end++)
        {
            var c = text[end];
            if (quoted)
            {
                if (c == '\\')
                {
                    end++;
                }
                else if (c == '"')
                {
                    quoted = false;
                }

                continue;
            }

            switch (c)
            {
                case '"': quoted = true; break;
                case '{': depth.Push('}'); break;
                case '[': depth.Push(']'); break;
                case '}' or ']' when depth.Count == 0 || depth.Pop() != c:
                    value = default;
                    return false;
                case '<' or '`' when depth.Count is 1 or 2:
                    // The closing tag or fence came before the closing bracket.
                    return Json.TryParse(text[start..end] + string.Concat(depth), out value);
            }

            if (depth.Count == 0)
            {
                end++;
                return Json.TryParse(text[start..end], out value);
            }
        }

        end = Math.Min(end, text.Length);
        value = default;
        return !quoted && depth.Count is 1 or 2 && Json.TryParse(text[start..end] + string.Concat(depth), out value);
    }

    [GeneratedRegex("""<(?:tool_call|toolcall|function_call)>\s*(?=[{\[])|<(?:tool_call>\s*<)?function=(?<fn>[\w.:-]+)>|<(?:function|invoke)\s+name="(?<fn>[\w.:-]+)"\s*>|<\|tool_call\|>|<\|python_tag\|>|\[TOOL_CALLS\]""")]
    private static partial Regex OpenTag();

    [GeneratedRegex("""\G(?<fn>[\w.:-]+)(?:\[ARGS\])?\s*\{""")]
    private static partial Regex MistralName();

    [GeneratedRegex("""<parameter(?:=| name=")(?<key>[\w.:-]+)"?>(?<value>.*?)</parameter>""", RegexOptions.Singleline)]
    private static partial Regex Parameter();

    [GeneratedRegex("""(?:^|\n)[ \t]*(?:```(?:json|tool_call|tool_code|tool)?[ \t]*\n\s*)?(?<json>[{\[])""")]
    private static partial Regex PlainBegin();

    [GeneratedRegex("""\G\s*(?:```)?[\s,;]*(?:```(?:json|tool_call|tool_code|tool)?[ \t]*\n\s*)?""")]
    private static partial Regex BetweenCalls();
}

/// <summary>What was found in a text.</summary>
/// <param name="Text">The words before the first call; everything when there is none.</param>
/// <param name="IsBroken">A tag was clearly meant as a call, and could not be read.</param>
internal sealed record FoundCalls(string Text, IReadOnlyList<ToolCall> Calls, bool IsBroken);

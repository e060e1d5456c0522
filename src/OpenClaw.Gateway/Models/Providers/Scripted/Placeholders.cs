using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Providers.Scripted;

/// <summary>
/// <c>{user}</c> is the last user message, <c>{rest}</c> what the star of the pattern stood for, <c>{result}</c> the last tool result,
/// <c>{count}</c> how many user messages the transcript holds, and <c>{said:PREFIX}</c> what followed PREFIX in an earlier user message of
/// this conversation, or "nothing". </summary>
internal static partial class Placeholders
{
    public static string Fill(string text, ScriptedRequest request, string rest) =>
        text.Contains('{') ? Place().Replace(text, match => Value(match, request, rest) ?? match.Value) : text;

    /// <summary>The same inside JSON text: values are escaped.</summary>
    public static string FillJson(string json, ScriptedRequest request, string rest) =>
        Place()
            .Replace(
                json,
                match =>
                    Value(match, request, rest) is { } value
                        ? JsonEncodedText.Encode(value, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString()
                        : match.Value
            );

    private static string? Value(Match match, ScriptedRequest request, string rest) =>
        match.Groups["name"].Value switch
        {
            "user" => request.LastUser.Trim(),
            "rest" => rest,
            "result" => request.Results.Count > 0 ? request.Results[^1].Trim() : "",
            "count" => request.Messages.Count(m => m.Role == ChatRole.User).ToString(null, null),
            "said" => Said(request, match.Groups["prefix"].Value),
            _ => null,
        };

    private static string Said(ScriptedRequest request, string prefix)
    {
        foreach (var message in request.Messages.Where(m => m.Role == ChatRole.User).Reverse())
        {
            var words = ScriptedRequest.Said(message);
            var at = words.IndexOf(prefix, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && words[(at + prefix.Length)..].Trim(' ', '.', '!', '\n') is { Length: > 0 } said)
            {
                return said;
            }
        }

        return "nothing";
    }

    [GeneratedRegex(@"\{(?<name>user|rest|result|count|said)(?::(?<prefix>[^}]*))?\}")]
    private static partial Regex Place();
}

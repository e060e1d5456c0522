using System.Net;
using System.Text.RegularExpressions;

namespace OpenClaw.Models.Clients;

/// <summary>One readable line from the body of an error: objects of several shapes, JSON inside JSON, plain text, a proxy's HTML
/// page.</summary>
internal static partial class ErrorText
{
    private const int MaxLength = 300;
    private const int LongestTop = 4096;

    public static string Of(string body)
    {
        body = body.Trim();
        if (body.Length == 0)
        {
            return "no explanation";
        }

        if (body[0] is '{' or '[' && Json.TryParse(body, out var json) && Of(json) is { } said)
        {
            return Short(said);
        }

        if (body[0] == '<')
        {
            // Searched for its end from each beginning: the top of a page is where a title stands.
            var title = Title().Match(body.Length <= LongestTop ? body : body[..LongestTop]);
            return title.Success ? Short($"an HTML page, \"{WebUtility.HtmlDecode(title.Groups[1].Value).Trim()}\"") : "an HTML page";
        }

        return Short(body);
    }

    /// <summary>The message in an error object, or null when there is none.</summary>
    public static string? Of(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                var text = json.Words();
                // Ollama hands on the error of what runs below it, as text.
                return text.StartsWith('{') && Json.TryParse(text, out var inner) ? Of(inner) ?? text : text;
            case JsonValueKind.Array:
                return json.EnumerateArray().Select(Of).FirstOrDefault(static m => m is not null);
            case JsonValueKind.Object:
                break;
            default:
                return null;
        }

        foreach (var key in s_keys)
        {
            if (json.TryFind(key, out var value) && Of(value) is { } message)
            {
                // OpenRouter's own words say little; what its provider said is beside them.
                return json.Child("metadata")?.String("raw") is { } raw && key == "message"
                    ? $"{message}: {raw}"
                    : WithType(json, key, message);
            }
        }

        return null;
    }

    private static readonly string[] s_keys = ["error", "message", "msg", "detail", "error_description"];

    // The type often says more than the sentence: insufficient_quota, context_length_exceeded.
    private static string WithType(JsonElement json, string key, string message) =>
        key switch
        {
            "message" => With(With(message, json.String("code") ?? json.String("type")), json.String("param")),
            // FastAPI's: where in the request, and what of it.
            "msg" => With(
                message,
                json.Child("loc") is { ValueKind: JsonValueKind.Array } places
                    ? places.EnumerateArray().LastOrDefault(static p => p.ValueKind == JsonValueKind.String)
                        is { ValueKind: JsonValueKind.String } place
                        ? place.GetString()
                        : null
                    : null
            ),
            _ => message,
        };

    private static string With(string message, string? word) =>
        word is { Length: > 0 } && !message.Contains(word, StringComparison.OrdinalIgnoreCase) ? $"{message} ({word})" : message;

    private static string Short(string text)
    {
        text = Space().Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : text[..(MaxLength - 3)] + "...";
    }

    [GeneratedRegex(@"<title[^>]*>(.*?)</title>", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex(@"[\s\p{C}]+")]
    private static partial Regex Space();
}

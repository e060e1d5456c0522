using OpenClaw.Foundation.Text.Templates;

namespace OpenClaw.Web.Hooks;

/// <summary>
/// Makes a hook's message of what came in. Each value stands between marks that are nowhere in the values, and the message says first that
/// what is between them is data: whoever writes the title of an issue cannot end the data he is part of. The same request gives the same
/// message, so that one that comes again is known. </summary>
internal sealed class HookPrompt(string hook, string prompt)
{
    private const string Body = "body";
    private const string Header = "header";

    /// <summary>Of all values together. A prompt may name the body a hundred times, and a caller chooses how long it is.</summary>
    private const int MostCharacters = 4 << 20;

    private readonly Template _template = Template.Parse(prompt);

    /// <summary>Whether it asks for fields, which only JSON has.</summary>
    private bool NeedsFields => _template.Places.Any(static place => place.Path is not ([Body] or [Header, _]));

    /// <param name="header">A header by its name; empty when it did not come.</param>
    /// <param name="complaint">What is wrong with the body, when the result is null.</param>
    public string? TryFill(byte[] body, Func<string, string> header, out string? complaint)
    {
        complaint = null;
        var bytes = body.AsMemory(body.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0);
        using var json = WebAnswers.JsonOf(bytes);
        if (json is null && NeedsFields)
        {
            complaint =
                "the body is no JSON, and this hook reads fields of it; GitHub sends JSON when the webhook's content type is application/json";
            return null;
        }

        if (json is not null && JsonCharacters.Complaint(bytes.Span) is { } half)
        {
            complaint = $"the body {half}";
            return null;
        }

        if (ValuesOf(json?.RootElement, bytes, header) is not { } values)
        {
            complaint =
                $"what the prompt takes of the body is more than {MostCharacters} characters; a part of it that stands in the prompt several times counts each time";
            return null;
        }

        // Made of the values, and not by chance: a request that comes twice must be one message.
        var mark = OutsideText.MarkFor(values, "data");
        using var next = values.GetEnumerator();
        var text = _template.Fill(_ => next.MoveNext() && next.Current.Length > 0 ? OutsideText.Between(mark, next.Current) : "");
        return values.All(static value => value.Length == 0)
            ? $"[hook {hook}] {text}"
            : $"[hook {hook}] {OutsideText.Warning(mark)}\n\n{text}";
    }

    /// <summary>A value for each place; null when they are too much together.</summary>
    private List<string>? ValuesOf(JsonElement? json, ReadOnlyMemory<byte> body, Func<string, string> header)
    {
        var (values, known, characters) = (new List<string>(), new Dictionary<string, string>(), 0L);
        foreach (var place in _template.Places)
        {
            var name = string.Join('\0', place.Path);
            if (!known.TryGetValue(name, out var value))
            {
                known[name] = value = OutsideText.Clean(ValueOf(place, json, body, header));
            }
            if ((characters += value.Length) > MostCharacters)
            {
                return null;
            }
            values.Add(value);
        }

        return values;
    }

    private static string ValueOf(TemplatePart.Place place, JsonElement? json, ReadOnlyMemory<byte> body, Func<string, string> header) =>
        place.Path switch
        {
            [Header, var name] => header(name),
            [Body] => json is { } whole ? JsonFields.Text(whole) : Encoding.UTF8.GetString(body.Span),
            // For a body that has a field "body" or "header" itself.
            [Body, ..] => Field(json, place.Path.Skip(1)),
            var path => Field(json, path),
        };

    private static string Field(JsonElement? json, IEnumerable<string> path) =>
        json is { } root && JsonFields.Find(root, path) is { } found ? JsonFields.Text(found) : "";
}

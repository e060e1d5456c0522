using OpenClaw.Agent.ChatCommands;

namespace OpenClaw.Web.Api;

/// <summary>
/// Reads the body of <c>POST /v1/chat/completions</c> (https://platform.openai.com/docs/api-reference/chat/create). What would change how a
/// model samples is passed over; what would change what the answer is, and cannot be had, is refused. Pure.
/// </summary>
internal static class ChatRequestReader
{
    public const string SessionHeader = "X-OpenClaw-Session";

    /// <summary>As many as OpenAI takes.</summary>
    private const int MostMessages = 2048;
    private const int LongestName = 200;

    /// <param name="header">The session that <see cref="SessionHeader"/> names; empty when it does not.</param>
    /// <exception cref="ApiException">It is none, or asks for what cannot be had.</exception>
    public static ChatRequest Read(ReadOnlyMemory<byte> body, string header)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonCharacters.Complaint(body.Span) is { } half
                ? throw Bad(null, $"the body {half}")
                : Read(document.RootElement, header);
        }
        catch (JsonException e)
        {
            throw Bad(null, $"the body is not JSON: {e.Message}");
        }
    }

    private static ChatRequest Read(JsonElement body, string header)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Bad(null, "the body is not a JSON object");
        }
        RefuseWhatCannotBe(body);
        var session =
            header.Trim() is { Length: > 0 } named ? Name(named, null, SessionHeader)
            : Text(body, "user")?.Trim() is { Length: > 0 } user ? Name(user, "user", "user")
            : null;
        var request = new ChatRequest
        {
            Model = Text(body, "model") is { Length: > 0 } model ? model : null,
            Session = session,
            Said = "",
            Stream = Flag(body, "stream"),
            IncludeUsage = Find(body, "stream_options") is { ValueKind: JsonValueKind.Object } options && Flag(options, "include_usage"),
        };
        return WithMessages(request, body);
    }

    private static ChatRequest WithMessages(ChatRequest request, JsonElement body)
    {
        var said = Messages(body);
        var last = said.FindLastIndex(static message => !IsInstruction(message.Role));
        switch (last < 0 ? "" : said[last].Role)
        {
            case "user":
                break;
            case "tool" or "function":
                throw Bad("messages", "the last message is a tool's result; the gateway's own tools run here, and their results stay here");
            default:
                throw Bad("messages", "the last message must be the user's");
        }

        var text = Words(said[last].Json, last);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Bad("messages", "the last message is empty");
        }
        // A session has its own transcript, and a command is for the gateway: no model reads what stands around it.
        return request.Session is not null || CommandLine.Parse(text) is not null
            ? request with
            {
                Said = text,
            }
            : WithEarlier(request, said, last, text);
    }

    private static List<Message> Messages(JsonElement body)
    {
        if (Find(body, "messages") is not { ValueKind: JsonValueKind.Array } messages || messages.GetArrayLength() == 0)
        {
            throw Bad("messages", "messages must be an array with at least one message");
        }
        return messages.GetArrayLength() <= MostMessages
            ? [.. messages.EnumerateArray().Select(static (message, at) => new Message(Role(message, at), message, at))]
            : throw Bad("messages", $"messages has {messages.GetArrayLength()} messages, and at most {MostMessages} are taken");
    }

    private static ChatRequest WithEarlier(ChatRequest request, List<Message> said, int last, string text)
    {
        var (earlier, instructions) = (new List<EarlierWords>(), new List<string>());
        foreach (var (role, message, at) in said)
        {
            if (IsInstruction(role))
            {
                instructions.Add(Words(message, at));
            }
            else if (at < last && role is "user" or "assistant" && Words(message, at) is var words && !string.IsNullOrWhiteSpace(words))
            {
                // What a client's tools once did is told by the words around it.
                earlier.Add(role == "user" ? new EarlierWords(true, After(instructions, words)) : new EarlierWords(false, words));
            }
        }

        return request with
        {
            Said = After(instructions, text),
            Earlier = [.. earlier],
        };
    }

    private readonly record struct Message(string Role, JsonElement Json, int At);

    private static bool IsInstruction(string role) => role is "system" or "developer";

    /// <summary>A message with the client's instructions before it, which are a client's words and not the operator's: they do not stand in
    /// the system prompt.</summary>
    private static string After(List<string> instructions, string words)
    {
        var told = string.Join("\n\n", instructions.Where(static text => !string.IsNullOrWhiteSpace(text)));
        instructions.Clear();
        return told.Length == 0 ? words : $"[instructions of the program that asks]\n{told}\n[end of its instructions]\n\n{words}";
    }

    private static string Role(JsonElement message, int at)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw Bad($"messages[{at}]", $"messages[{at}] is not an object");
        }
        return
            Text(message, "role", $"messages[{at}].") is { } role
            && role is "system" or "developer" or "user" or "assistant" or "tool" or "function"
            ? role
            : throw Bad($"messages[{at}].role", $"messages[{at}].role must be one of system, developer, user, assistant, tool");
    }

    /// <summary>The text of a message, its parts one after the other.</summary>
    private static string Words(JsonElement message, int at) =>
        Find(message, "content") switch
        {
            null => "",
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { ValueKind: JsonValueKind.Array } parts => string.Join(
                "\n",
                parts.EnumerateArray().Select((part, number) => Part(part, $"messages[{at}].content[{number}]"))
            ),
            _ => throw Bad($"messages[{at}].content", $"messages[{at}].content must be a string or an array of parts"),
        };

    private static string Part(JsonElement part, string path)
    {
        var type = part.ValueKind == JsonValueKind.Object ? Text(part, "type", $"{path}.") : null;
        return type switch
        {
            "text" or "refusal" when Text(part, type, $"{path}.") is { } text => text,
            null or "text" or "refusal" => throw Bad(path, $"{path} must be an object such as {{\"type\":\"text\",\"text\":\"...\"}}"),
            _ => throw Bad(path, $"{path} is of the type {Shown(type)}, and only text is taken here"),
        };
    }

    /// <summary>What would change the answer and cannot be had: the only values that are taken, and why.</summary>
    private static readonly (string Name, Func<JsonElement, bool> IsTaken, string Refusal)[] s_limits =
    [
        ("tools", IsEmptyArray, NoTools("tools")),
        ("functions", IsEmptyArray, NoTools("functions")),
        ("tool_choice", LeavesToolsAlone, NoChoice("tool_choice")),
        ("function_call", LeavesToolsAlone, NoChoice("function_call")),
        (
            "n",
            static n => n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) && count == 1,
            "n can only be 1: a turn has one answer"
        ),
        (
            "response_format",
            static format => format.ValueKind == JsonValueKind.Object && Find(format, "type") is { } type && IsText(type),
            "response_format can only be {\"type\":\"text\"} here"
        ),
        (
            "modalities",
            static modalities => modalities.ValueKind == JsonValueKind.Array && modalities.EnumerateArray().All(IsText),
            "modalities can only be [\"text\"] here"
        ),
    ];

    private static bool IsEmptyArray(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    private static bool LeavesToolsAlone(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is "none" or "auto";

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() == "text";

    private static string NoTools(string name) =>
        $"{name} are not taken: the gateway's own tools run here, under its own policy. Leave them out, or send an empty array";

    private static string NoChoice(string name) => $"{name} can be \"none\" or \"auto\" here: which tools run is the gateway's to decide";

    /// <summary>An answer without what was asked for would look like one with it.</summary>
    private static void RefuseWhatCannotBe(JsonElement body)
    {
        foreach (var (name, isTaken, refusal) in s_limits)
        {
            if (Find(body, name) is { } value && !isTaken(value))
            {
                throw Bad(name, refusal);
            }
        }
    }

    /// <summary>It becomes a part of a session's key, which people read and type.</summary>
    private static string Name(string name, string? param, string path) =>
        name.Length > LongestName ? throw Bad(param, $"{path} names a session and has at most {LongestName} characters")
        : name.Any(char.IsControl) ? throw Bad(param, $"{path} names a session and has no control characters")
        : name[0] == StandAlone.Mark
            ? throw Bad(
                param,
                $"{path} names a session, and names with {StandAlone.Mark} at the beginning are those of requests that name none"
            )
        : name;

    private static string? Text(JsonElement from, string name, string path = "") =>
        Find(from, name) switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            _ => throw Bad($"{path}{name}", $"{path}{name} must be a string"),
        };

    private static bool Flag(JsonElement from, string name) =>
        Find(from, name) switch
        {
            null or { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.True } => true,
            _ => throw Bad(name, $"{name} must be true or false"),
        };

    /// <summary>Null is as good as absent: many clients write out all they could have said.</summary>
    private static JsonElement? Find(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Shown(string text) => $"\"{Escaping.Line(text.Length <= 40 ? text : text[..40] + "...")}\"";

    private static ApiException Bad(string? param, string message) => new(ApiError.Bad(param, message));
}

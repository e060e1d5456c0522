using OpenClaw.Models.Clients;

namespace OpenClaw.Models.Providers.Scripted;

/// <summary>
/// Reads a script: <c>{"turns":[{"user":"weather","results":0,"calls":[{"tool":"exec","arguments":{}}]},{"text":"You said {user}"}]}</c>.
/// The first turn that matches is taken. Further keys of a turn: thinking, as_text, fails, message, retry_after, delay, pace, hangs (see
/// <see cref="ScriptedTurn"/>). </summary>
internal static class ScriptFile
{
    /// <exception cref="FormatException">The file cannot be read or is no script; the message says where.</exception>
    public static IReadOnlyList<ScriptedTurn> Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new FormatException($"script {path}: {e.Message}", e);
        }
    }

    public static IReadOnlyList<ScriptedTurn> Parse(string json)
    {
        using var document = JsonDocument.Parse(json, Json.Lenient);
        if (document.RootElement.Child("turns") is not { ValueKind: JsonValueKind.Array } turns)
        {
            throw new FormatException("a script is an object with a list \"turns\"");
        }

        return [.. turns.EnumerateArray().Select((turn, index) => Turn(turn, index + 1))];
    }

    private static ScriptedTurn Turn(JsonElement turn, int number)
    {
        if (turn.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"turn {number} is not an object");
        }

        foreach (var property in turn.EnumerateObject())
        {
            if (!s_keys.Contains(property.Name))
            {
                throw new FormatException(
                    $"turn {number} has an unknown key \"{property.Name}\"; the keys are {string.Join(", ", s_keys)}"
                );
            }
        }

        return new ScriptedTurn
        {
            User = turn.String("user"),
            Results = turn.Int("results"),
            Text = turn.String("text") ?? "",
            Thinking = turn.String("thinking") ?? "",
            Calls = turn.Child("calls") is { } calls ? [.. calls.EnumerateArray().Select(c => Call(c, number))] : [],
            CallsAsText = Flag(turn, "as_text"),
            Hangs = Flag(turn, "hangs"),
            Delay = Time(turn, "delay", number) ?? TimeSpan.Zero,
            Pace = Time(turn, "pace", number) ?? TimeSpan.Zero,
            Fails = turn.String("fails") is { } kind
                ? Failure(kind, turn.String("message") ?? "as the script says", Time(turn, "retry_after", number), number)
                : null,
        };
    }

    private static readonly string[] s_keys =
    [
        "user",
        "results",
        "text",
        "thinking",
        "calls",
        "as_text",
        "hangs",
        "delay",
        "pace",
        "fails",
        "message",
        "retry_after",
    ];

    private static (string, string) Call(JsonElement call, int number) =>
        (
            call.String("tool") ?? throw new FormatException($"turn {number} has a call without \"tool\""),
            call.Child("arguments") is { } arguments ? Json.Text(arguments) : call.String("arguments") ?? "{}"
        );

    private static bool Flag(JsonElement turn, string name) =>
        turn.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static TimeSpan? Time(JsonElement turn, string name, int number)
    {
        if (turn.String(name) is not { } text)
        {
            return null;
        }

        var (digits, unit) =
            text.EndsWith("ms", StringComparison.Ordinal) ? (text[..^2], 0.001)
            : text.EndsWith('s') ? (text[..^1], 1.0)
            : text.EndsWith('m') ? (text[..^1], 60.0)
            : ("", 0);
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            ? TimeSpan.FromSeconds(count * unit)
            : throw new FormatException($"turn {number}: {name} is a duration such as \"200ms\", \"5s\" or \"2m\", not \"{text}\"");
    }

    private static ModelFailure Failure(string kind, string message, TimeSpan? retryAfter, int number) =>
        kind switch
        {
            "unreachable" => new ModelFailure.Unreachable(message),
            "timed_out" => new ModelFailure.TimedOut(message),
            "server_error" => new ModelFailure.ServerError(message),
            "overloaded" => new ModelFailure.Overloaded(message, retryAfter),
            "rate_limited" => new ModelFailure.RateLimited(message, retryAfter),
            "not_authorised" => new ModelFailure.NotAuthorised(message),
            "out_of_credit" => new ModelFailure.OutOfCredit(message),
            "model_missing" => new ModelFailure.ModelMissing(message),
            "context_too_long" => new ModelFailure.ContextTooLong(message),
            "refused" => new ModelFailure.RefusedAsBad(message),
            "malformed" => new ModelFailure.Malformed(message),
            _ => throw new FormatException(
                $"turn {number}: there is no failure \"{kind}\"; write unreachable, timed_out, server_error, overloaded, rate_limited, "
                    + "not_authorised, out_of_credit, model_missing, context_too_long, refused or malformed"
            ),
        };
}

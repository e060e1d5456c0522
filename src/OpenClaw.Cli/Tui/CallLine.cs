namespace OpenClaw.Cli.Tui;

/// <summary>A call from the transcript, as short as the line that was shown when it ran: <c>{"command":"df -h"}</c> is <c>df
/// -h</c>.</summary>
internal static class CallLine
{
    private const int MaxLength = 300;

    public static string Of(string arguments)
    {
        try
        {
            using var document = JsonDocument.Parse(arguments);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return Short(arguments);
            }

            // Models put what matters first: the command, the path.
            return Short(
                string.Join(
                    ' ',
                    document.RootElement.EnumerateObject().Select(static (p, i) => i == 0 ? Value(p.Value) : $"{p.Name}={Value(p.Value)}")
                )
            );
        }
        catch (JsonException)
        {
            return Short(arguments);
        }
    }

    private static string Value(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string Short(string text) =>
        text.Length <= MaxLength ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)}...";
}

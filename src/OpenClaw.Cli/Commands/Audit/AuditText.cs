namespace OpenClaw.Cli.Commands.Audit;

/// <summary>The audit for people.</summary>
internal static class AuditText
{
    /// <summary>The fields one after the other: <c>tool=exec state=started</c>.</summary>
    public static string Body(JsonElement body) =>
        body.ValueKind is not JsonValueKind.Object
            ? body.ToString()
            : string.Join(' ', body.EnumerateObject().Select(static field => $"{field.Name}={Short(field.Value.ToString())}"));

    public static string Verdict(AuditVerifyResult result) =>
        result.Ok
            ? $"whole: rows {result.First} to {result.Last}, head {result.Last}:{result.Head}{(result.Noted == 0 ? "" : $", as noted in {result.Noted} {(result.Noted == 1 ? "place" : "places")}")}"
        : result.BadRow is { } row ? $"row {row} {result.Problem}"
        : $"not whole: {result.Problem}";

    // Nobody reads 64 digits; --json has them.
    private static string Short(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? text[..12] : text;
}

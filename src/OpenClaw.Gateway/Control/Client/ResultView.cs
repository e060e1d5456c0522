namespace OpenClaw.Control.Client;

/// <summary>
/// A result read by its names on the wire, without a JSON shape. <c>openclaw status</c> is run by hand, by scripts and by watchdogs, and the
/// shape of its result takes 0.8 of its 8 ms to get ready; other commands read records. What is absent has its default.
/// </summary>
internal readonly struct ResultView(JsonElement element)
{
    /// <exception cref="JsonException">It is not there.</exception>
    public string Need(string name) => Text(name) ?? throw new JsonException("it is missing", $"$.{name}", null, null);

    public string? Text(string name) => Find(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public long Whole(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) ? whole : 0;

    public double? Number(string name) => Find(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    public decimal? Amount(string name) =>
        Find(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var amount) ? amount : null;

    public DateTimeOffset? Time(string name) =>
        Find(name) is { ValueKind: JsonValueKind.String } text && text.TryGetDateTimeOffset(out var time) ? time : null;

    public bool Is(string name) => Find(name) is { ValueKind: JsonValueKind.True };

    public ResultView? Part(string name) => Find(name) is { ValueKind: JsonValueKind.Object } part ? new ResultView(part) : null;

    public IEnumerable<ResultView> Parts(string name) => Elements(name, JsonValueKind.Object).Select(static part => new ResultView(part));

    public IEnumerable<string> Texts(string name) => Elements(name, JsonValueKind.String).Select(static text => text.GetString()!);

    private IEnumerable<JsonElement> Elements(string name, JsonValueKind kind) =>
        Find(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray().Where(element => element.ValueKind == kind) : [];

    private JsonElement? Find(string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}

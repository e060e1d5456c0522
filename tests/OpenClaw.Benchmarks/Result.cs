using System.Globalization;
using System.Text.Json.Nodes;

namespace OpenClaw.Benchmarks;

/// <summary>One row of the table: what was measured, its bar, and whether it holds.</summary>
internal sealed record Result(string What, double? Value, double? Bar, string Unit, string? Note = null)
{
    /// <summary>For the few bars that are met from above: a ratio that must be at least so much.</summary>
    public bool AtLeast { get; init; }

    public string Verdict =>
        Value is not { } value ? (Bar is null ? "failed" : "not measured")
        : Bar is not { } bar ? ""
        : (AtLeast ? value >= bar : value <= bar) ? "holds"
        : "over";

    public static Result Failed(string what, string why) => new(what, null, null, "", why);

    public static Result NotMeasured(string what, double bar, string unit, string why) => new(what, null, bar, unit, why);

    public JsonObject ToJson() =>
        new()
        {
            ["what"] = What,
            ["value"] = Value is { } value ? Math.Round(value, 3) : null,
            ["bar"] = Bar,
            ["unit"] = Unit,
            ["at_least"] = AtLeast,
            ["verdict"] = Verdict,
            ["note"] = Note,
        };

    public override string ToString() =>
        $"{What, -62} {Text(Value), 14} {(Bar is null ? "" : (AtLeast ? ">= " : "<= ") + Text(Bar)), 14}  {Verdict}{(Note is null ? "" : $" ({Note})")}";

    private string Text(double? number) =>
        number is { } value ? value.ToString(Math.Abs(value) < 100 ? "0.##" : "0", CultureInfo.InvariantCulture) + " " + Unit : "-";
}

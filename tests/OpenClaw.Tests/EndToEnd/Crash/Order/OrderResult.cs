namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>What one trace says.</summary>
/// <param name="Ahead">Effects that came before their rows were on the disk.</param>
internal sealed record OrderResult(IReadOnlyList<Effect> Effects, IReadOnlyList<Effect> Ahead)
{
    /// <summary>What the run itself found.</summary>
    public required Findings Findings { get; init; }

    public bool Held => Ahead.Count == 0 && Findings.Violations.Count == 0;

    public override string ToString()
    {
        var kinds = Effects.GroupBy(static effect => effect.Kind).Select(static group => $"{group.Key} {group.Count()}");
        var wrong = Ahead
            .Select(static effect => $"\n  line {effect.Begin + 1}: {effect.What}")
            .Concat(Findings.Violations.Select(static violation => $"\n  {violation}"));
        return $"{Effects.Count} effects ({string.Join(", ", kinds)}), ahead of their sync: {Ahead.Count}{string.Concat(wrong)}";
    }
}

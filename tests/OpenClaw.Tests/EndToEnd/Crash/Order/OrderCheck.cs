namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>Holds each effect of a trace against the disk at its moment.</summary>
internal static class OrderCheck
{
    public static OrderResult Run(IReadOnlyList<string> trace, WatchedRun run)
    {
        var calls = TraceReader.Read(trace);
        var effects = EffectTable.Read(calls, run);
        var image = new DiskImage(run.StatePath);
        var ahead = new List<Effect>();
        StateFile? state = null;
        var version = -1;
        using var ends = calls.Where(static call => call.End < int.MaxValue).OrderBy(static call => call.End).GetEnumerator();
        var more = ends.MoveNext();
        try
        {
            foreach (var effect in effects.OrderBy(static effect => effect.Begin))
            {
                for (; more && ends.Current.End < effect.Begin; more = ends.MoveNext()) image.Apply(ends.Current);
                if (version != image.Version)
                {
                    state?.Dispose();
                    (state, version) = (StateFile.Open(image.Files), image.Version);
                }

                if (state is null || !effect.IsAnnounced(state)) ahead.Add(effect);
            }
        }
        finally
        {
            state?.Dispose();
        }

        return new OrderResult(effects, ahead);
    }
}

/// <param name="Ahead">Those that came before their rows were on the disk.</param>
internal sealed record OrderResult(IReadOnlyList<Effect> Effects, IReadOnlyList<Effect> Ahead)
{
    public override string ToString() =>
        $"effects: {Effects.Count} ({string.Join(", ", Effects.GroupBy(static effect => effect.Kind).Select(static group => $"{group.Key} {group.Count()}"))}), ahead of their sync: {Ahead.Count}"
        + string.Concat(Ahead.Select(static effect => $"\n  line {effect.Begin + 1}: {effect.What}"));
}

namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>Holds each effect of a trace against the disk at its moment.</summary>
internal static class OrderCheck
{
    /// <summary>The calls that a trace must have.</summary>
    public static IReadOnlyList<string> Calls { get; } = [.. KillPlan.Calls, "execve"];

    public static OrderResult Run(WatchedRun run)
    {
        var calls = TraceReader.Read(run.Trace);
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
                for (; more && ends.Current.End < effect.Begin; more = ends.MoveNext())
                {
                    image.Apply(ends.Current);
                }
                if (version != image.Version)
                {
                    state?.Dispose();
                    (state, version) = (StateFile.Open(image.Files), image.Version);
                }

                if (state is null || !effect.IsAnnounced(state))
                {
                    ahead.Add(effect);
                }
            }
        }
        finally
        {
            state?.Dispose();
        }

        return new OrderResult(effects, ahead) { Findings = run.Result.Findings };
    }
}

namespace OpenClaw.Tests.EndToEnd.Crash.Checks;

/// <summary>No effect is left in the air, each belongs to a call of its turn's transcript, and <c>status</c> counts those that are
/// unknown.</summary>
internal static class EffectCheck
{
    public static void Check(RunFacts facts, Findings findings)
    {
        var disk = facts.AtRest!;
        var called = disk.Entries.SelectMany(static entry => entry.Calls.Select(call => (entry.Turn, Call: call))).ToHashSet();
        foreach (var effect in disk.Effects)
        {
            findings.Require(
                effect.State is "finished" or "unknown",
                $"effect {effect.Turn}/{effect.Call} ({effect.Tool}) is still {effect.State}"
            );
            findings.Require(
                called.Contains((effect.Turn, effect.Call)),
                $"effect {effect.Turn}/{effect.Call} ({effect.Tool}) belongs to no call"
            );
        }

        var unknown = disk.Effects.Where(static effect => effect.State == "unknown").ToList();
        findings.Require(
            facts.ListedUnknown == unknown.Count,
            $"status counts {facts.ListedUnknown} unknown effects, there are {unknown.Count}"
        );
        foreach (var effect in unknown)
        {
            findings.Require(
                disk.Entries.Any(entry =>
                    (entry.Call == effect.Call || entry.Kind == "notice") && entry.Turn == effect.Turn && entry.Text.Contains("unknown:")
                ),
                $"effect {effect.Turn}/{effect.Call} ({effect.Tool}) is unknown, and the model was not told"
            );
        }
    }
}

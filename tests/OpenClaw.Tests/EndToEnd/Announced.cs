using OpenClaw.Tests.EndToEnd.Crash;
using OpenClaw.Tests.EndToEnd.Crash.Order;

namespace OpenClaw.Tests.EndToEnd;

/// <summary>An effect of a trace and the sync that brought its rows onto the disk.</summary>
/// <param name="Between">How many syncs of the state came after that one and before the effect: other turns go on meanwhile, more of them
/// on a busy machine.</param>
internal sealed record Announced(Effect Effect, TraceCall Sync, int Between)
{
    public static IReadOnlyList<Announced> Read(WatchedRun run, IReadOnlyList<Effect> effects)
    {
        var image = new DiskImage(run.StatePath);
        var open = effects.ToList();
        var (found, syncs) = (new List<(Effect Effect, TraceCall Sync)>(), new List<TraceCall>());
        foreach (var call in TraceReader.Read(run.Trace).Where(static call => call.End < int.MaxValue).OrderBy(static call => call.End))
        {
            var version = image.Version;
            image.Apply(call);
            if (image.Version == version)
            {
                continue;
            }
            syncs.Add(call);
            using var state = StateFile.Open(image.Files);
            if (state is null)
            {
                continue;
            }
            found.AddRange(open.Where(effect => effect.IsAnnounced(state)).Select(effect => (effect, call)));
            open.RemoveAll(effect => effect.IsAnnounced(state));
        }

        return
        [
            .. found.Select(pair => new Announced(
                pair.Effect,
                pair.Sync,
                syncs.Count(sync => sync.End > pair.Sync.End && sync.End < pair.Effect.Begin)
            )),
        ];
    }
}

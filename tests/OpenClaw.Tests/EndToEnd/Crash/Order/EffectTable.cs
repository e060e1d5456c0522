using OpenClaw.Tests.EndToEnd.Crash.Order.Effects;

namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>The kinds of effects there are. A new way out of the process is a file in <c>Effects/</c> and a line here.</summary>
internal static class EffectTable
{
    public static IReadOnlyList<Effect> Read(IEnumerable<TraceCall> calls, WatchedRun run)
    {
        IEffectReader[] readers =
        [
            new ModelRequests(run.Scenario),
            new Launches(run.Scenario),
            new FileWrites(run.Workspace),
            new ControlAnswers(),
            new TelegramRequests(),
            new HookAnswers(),
        ];
        return [.. calls.OrderBy(static call => call.Begin).SelectMany(call => readers.SelectMany(reader => reader.Read(call)))];
    }
}

namespace OpenClaw.Tests.EndToEnd.Crash.Order;

/// <summary>Something that left the process and cannot be taken back.</summary>
/// <param name="Kind">For the summary: a reader's own word.</param>
/// <param name="What">For people.</param>
/// <param name="Begin">The line of the trace from which on it may have been seen outside.</param>
/// <param name="IsAnnounced">Whether the rows that must be there before it are in a state.</param>
internal sealed record Effect(string Kind, string What, int Begin, Func<StateFile, bool> IsAnnounced);

/// <summary>Finds the effects of one kind. It is shown all calls in the order they were entered.</summary>
internal interface IEffectReader
{
    IEnumerable<Effect> Read(TraceCall call);
}

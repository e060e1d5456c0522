using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls.Forms;

internal enum CallReadingKind
{
    NotThis,
    Incomplete,
    Broken,
    Calls,
}

/// <summary>What a form read.</summary>
/// <param name="End">Where the call ends, its closing marks included; for a broken one, as far as that can be told.</param>
internal readonly record struct CallReading(CallReadingKind Kind, IReadOnlyList<ToolCall> Calls, int End)
{
    public static CallReading NotThis => new(CallReadingKind.NotThis, [], 0);

    /// <summary>No call, and everything up to here belongs to what it is instead.</summary>
    public static CallReading NotThisUntil(int end) => new(CallReadingKind.NotThis, [], end);

    /// <summary>More of the stream is needed.</summary>
    public static CallReading Incomplete => new(CallReadingKind.Incomplete, [], 0);

    public static CallReading Broken(int end) => new(CallReadingKind.Broken, [], end);

    public static CallReading Of(IReadOnlyList<ToolCall> calls, int end) => new(CallReadingKind.Calls, calls, end);
}

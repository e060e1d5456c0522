using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls.Forms;

internal enum CallReadingKind
{
    NoCall,
    Incomplete,
    Broken,
    Calls,
}

/// <summary>What a form read at a place, and what that turned out to be in its answer.</summary>
/// <param name="End">Where the call ends, its closing marks included; for a broken one, as far as that can be told.</param>
internal readonly record struct CallReading(CallReadingKind Kind, IReadOnlyList<ToolCall> Calls, int End)
{
    public static CallReading NoCall => new(CallReadingKind.NoCall, [], 0);

    /// <summary>No call, and everything up to here belongs to what it is instead.</summary>
    public static CallReading NoCallUntil(int end) => new(CallReadingKind.NoCall, [], end);

    /// <summary>More of the stream is needed.</summary>
    public static CallReading Incomplete => new(CallReadingKind.Incomplete, [], 0);

    public static CallReading Broken(int end) => new(CallReadingKind.Broken, [], end);

    public static CallReading One(string name, string arguments, int end) => Of([new ToolCall(CallContent.NewId(), name, arguments)], end);

    public static CallReading Of(IReadOnlyList<ToolCall> calls, int end) => new(CallReadingKind.Calls, calls, end);
}

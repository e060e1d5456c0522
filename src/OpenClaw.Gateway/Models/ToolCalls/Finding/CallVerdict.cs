using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls.Finding;

internal enum CallVerdictKind
{
    Text,
    Undecided,
    Calls,
    Broken,
}

/// <summary>What a line of an answer turned out to begin.</summary>
/// <param name="End">Where the calls end, or what is text as a whole; 0 when that is not known.</param>
internal readonly record struct CallVerdict(CallVerdictKind Kind, IReadOnlyList<ToolCall> Calls, int End)
{
    public static CallVerdict Text => new(CallVerdictKind.Text, [], 0);

    public static CallVerdict Undecided => new(CallVerdictKind.Undecided, [], 0);

    public static CallVerdict Broken => new(CallVerdictKind.Broken, [], 0);

    /// <summary>Text up to the end of something whose lines begin no call of their own: a call that is shown, or JSON that is
    /// none.</summary>
    public static CallVerdict TextUntil(int end) => new(CallVerdictKind.Text, [], end);
}

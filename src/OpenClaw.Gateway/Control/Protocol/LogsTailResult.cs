namespace OpenClaw.Control.Protocol;

internal sealed record LogsTailParams
{
    /// <summary>How many of the newest; 50 when absent.</summary>
    public int? Lines { get; init; }

    /// <summary>Send what comes afterwards as <c>log</c> notifications until the connection closes.</summary>
    public bool? Follow { get; init; }

    /// <summary><c>trace</c>, <c>debug</c>, <c>info</c>, <c>warning</c> or <c>error</c>: nothing less important.</summary>
    public string? Level { get; init; }
}

/// <param name="Lines">As they stand in the file, by UTC.</param>
/// <param name="Timezone">The agent's, by which people are shown when a line was written.</param>
internal sealed record LogsTailResult(IReadOnlyList<string> Lines, string? Timezone = null);

internal sealed record LogLine(string Line);

namespace OpenClaw.Control.Protocol;

internal sealed record SessionParams
{
    public required string Session { get; init; }
}

internal sealed record SessionInfo
{
    public required string Key { get; init; }

    /// <summary>The session rule its last message matched, as name or place.</summary>
    public string? Rule { get; init; }

    public string? Policy { get; init; }
    public string? Chain { get; init; }

    /// <summary><c>idle</c>, <c>running</c>, <c>asking</c>, <c>waiting</c> (for a model) or <c>queued</c>.</summary>
    public required string State { get; init; }

    public int Entries { get; init; }
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Messages that wait behind the running turn.</summary>
    public int Waiting { get; init; }

    /// <summary>The model chosen with <c>/model</c>, when one is.</summary>
    public string? Model { get; init; }
}

internal sealed record SessionsListResult(IReadOnlyList<SessionInfo> Sessions);

internal sealed record SessionsShowParams
{
    public required string Session { get; init; }

    /// <summary>How many entries, newest first chosen, oldest first returned; 50 when absent.</summary>
    public int? Limit { get; init; }

    /// <summary>Only entries older than this one's <c>seq</c>.</summary>
    public long? Before { get; init; }
}

internal sealed record EntryInfo
{
    public required long Seq { get; init; }

    /// <summary>One of <see cref="EntryKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The turn it belongs to; absent for what belongs to none.</summary>
    public long? Turn { get; init; }

    public required string Text { get; init; }
    public string? Tool { get; init; }
    public string? Call { get; init; }
    public string? Model { get; init; }

    /// <summary>Of an answer that ends in the middle: <c>stopped</c>, or the limit that ended it.</summary>
    public string? Cut { get; init; }

    public DateTimeOffset? At { get; init; }

    /// <summary>What came with a message; absent where nothing did. Each has a line in the text.</summary>
    public IReadOnlyList<EntryFile>? Files { get; init; }
}

/// <param name="Name">As its sender named it.</param>
/// <param name="Place">Where it was put, below the workspace, as the text names it.</param>
internal sealed record EntryFile(string Name, string Place, string? Type, long Size);

internal static class EntryKinds
{
    public const string User = "user";
    public const string Assistant = "assistant";
    public const string ToolCall = "tool_call";
    public const string ToolResult = "tool_result";
    public const string Notice = "notice";
}

internal sealed record SessionsShowResult
{
    public required SessionInfo Session { get; init; }
    public required IReadOnlyList<EntryInfo> Entries { get; init; }

    /// <summary>There are older ones.</summary>
    public bool More { get; init; }

    /// <summary>The <c>seq</c> at which what the model is shown begins, since the last reset.</summary>
    public long ContextStart { get; init; }
}

internal sealed record SessionsResetResult(string Session);

internal sealed record SessionModelParams
{
    public required string Session { get; init; }

    /// <summary>A model of the session's chain to try first; null or absent, back to the chain's order.</summary>
    public string? Model { get; init; }
}

internal sealed record SessionModelResult(string? Model);

internal sealed record TurnStopResult(bool Stopped);

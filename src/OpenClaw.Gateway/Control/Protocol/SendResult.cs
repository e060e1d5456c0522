namespace OpenClaw.Control.Protocol;

internal sealed record SendParams
{
    /// <summary>A name (<c>x</c> means <c>local:x</c>) or a whole key; absent, <c>local:main</c>.</summary>
    public string? Session { get; init; }

    public required string Text { get; init; }

    /// <summary>Answer when the turn answered, failed, or asks and sleeps; else as soon as the message is on disk.</summary>
    public bool? Wait { get; init; }

    /// <summary>Paths of image files, readable by the gateway.</summary>
    public IReadOnlyList<string>? Images { get; init; }
}

internal sealed record SendResult
{
    public required string Session { get; init; }
    public required string Message { get; init; }
    public long? Turn { get; init; }

    /// <summary>One of <see cref="SendStates"/>.</summary>
    public required string State { get; init; }

    public string? Reply { get; init; }

    /// <summary>The model that gave the reply.</summary>
    public string? Model { get; init; }

    public ApprovalInfo? Approval { get; init; }
}

internal static class SendStates
{
    public const string Queued = "queued";
    public const string Answered = "answered";
    public const string Asking = "asking";
    public const string Failed = "failed";

    /// <summary>The text was a command such as <c>/status</c>; its answer is the reply.</summary>
    public const string Command = "command";
}

using OpenClaw.Turns;

namespace OpenClaw.Control.Api;

internal sealed record SendParams
{
    /// <summary>A name (<c>x</c> means <c>local:x</c>) or a whole key; absent, <c>local:main</c>.</summary>
    public string? Session { get; init; }

    public required string Text { get; init; }

    /// <summary>
    /// The client's own id for the message, at most 64 characters, never used twice in a session for two messages. A client that lost the
    /// answer sends it again under the same id: nothing is said twice, and the answer says what became of it. Absent, the gateway makes one.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>Answer when the turn answered, failed, or waits for an approval; else as soon as the message is on disk.</summary>
    public bool? Wait { get; init; }

    /// <summary>With <see cref="Wait"/>: wait on while the turn asks. Each question is sent as a delay, and the answer comes when the turn
    /// has ended.</summary>
    public bool? ThroughApprovals { get; init; }

    /// <summary>Paths of image files, readable by the gateway.</summary>
    public IReadOnlyList<string>? Images { get; init; }

    /// <summary>Files that the page has sent before (<c>POST /api/files</c>). From there only.</summary>
    public IReadOnlyList<SentFile>? Files { get; init; }
}

/// <param name="Id">What its sending was answered with.</param>
/// <param name="Name">As its sender calls it.</param>
/// <param name="Type">Its media type, as the browser says.</param>
internal sealed record SentFile(string Id, string Name, string? Type = null, long? Size = null);

internal sealed record SendResult
{
    public required string Session { get; init; }
    public required string Message { get; init; }
    public long? Turn { get; init; }

    /// <summary>One of <see cref="SendStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Absent from a turn that was answered when the model had nothing to say.</summary>
    public string? Reply { get; init; }

    /// <summary>The model that gave the reply.</summary>
    public string? Model { get; init; }

    /// <summary>What the turn asks; the first one, where it has asked for several.</summary>
    public ApprovalInfo? Approval { get; init; }

    /// <summary>Turns before this one in its session.</summary>
    public int? Ahead { get; init; }

    /// <summary>Why a message is not answered soon: the session waits for a model.</summary>
    public string? Reason { get; init; }
}

/// <summary>Why an answer takes its time, to the client that waits for it.</summary>
internal sealed record SendDelay(string Session, long? Turn = null, string Reason = "", ApprovalInfo? Approval = null);

internal static class SendStates
{
    public const string Queued = "queued";
    public const string Answered = "answered";
    public const string Asking = "asking";
    public const string Failed = "failed";

    /// <summary>The text was a command such as <c>/status</c>; its answer is the reply.</summary>
    public const string Command = "command";

    public static string Of(GatewayEvent.TurnEnded ended) => ended.State == TurnStates.Answered ? Answered : Failed;
}

namespace OpenClaw.Foundation.Storage.Audit;

/// <summary>The words of the column <c>kind</c>. A new one is a new line here; one that was ever written stays.</summary>
internal static class AuditKinds
{
    public const string Start = "start";
    public const string Stop = "stop";
    public const string Reload = "reload";
    public const string Message = "message";

    /// <summary>A message whose sender nobody let in.</summary>
    public const string Refused = "refused";

    public const string Verdict = "verdict";
    public const string Approval = "approval";
    public const string Effect = "effect";
    public const string Delivery = "delivery";

    /// <summary>A turn has ended.</summary>
    public const string Turn = "turn";

    /// <summary>Rows that had grown old were deleted, of this table or of others.</summary>
    public const string Retention = "retention";

    /// <summary>Somebody took a copy of the whole state.</summary>
    public const string Backup = "backup";

    /// <summary>Folders were moved to where this version keeps them.</summary>
    public const string Moved = "moved";

    /// <summary>The wall clock was set, and what waited was moved along.</summary>
    public const string Clock = "clock";

    /// <summary>Another machine began here with a replica: what the first may have done since is unknown.</summary>
    public const string Epoch = "epoch";

    public static IReadOnlyList<string> All { get; } =
    [Start, Stop, Reload, Message, Refused, Verdict, Approval, Effect, Delivery, Turn, Retention, Backup, Moved, Clock, Epoch];
}

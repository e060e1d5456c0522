namespace OpenClaw.Config.Tables;

/// <summary><c>[retention]</c>: how long what is over is kept. What is open (a queued turn, a pending approval, an unsent message, a call
/// of which nobody knows whether it ran) is never deleted.</summary>
internal sealed record RetentionConfig
{
    /// <summary>The length that never ends.</summary>
    public static TimeSpan Forever { get; } = TimeSpan.FromSeconds(-1);

    /// <summary>Entries of transcripts that are in no context any more.</summary>
    public TimeSpan Transcripts { get; init; } = Forever;

    /// <summary>The words of messages whose turns have ended, and sessions of a single request. What a transcript has of them otherwise is
    /// the transcript's.</summary>
    public TimeSpan Messages { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Which messages came, so that what comes again is known.</summary>
    public TimeSpan Ids { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Turns that have ended, with their tool calls and approvals.</summary>
    public TimeSpan Turns { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Messages that were sent, or will never be.</summary>
    public TimeSpan Outbox { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Runs of cron jobs; the newest of each job stays.</summary>
    public TimeSpan Cron { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Rows of the audit. They hold no words.</summary>
    public TimeSpan Audit { get; init; } = TimeSpan.FromDays(400);

    /// <summary>Whether one length outlasts another.</summary>
    public static bool IsLonger(TimeSpan one, TimeSpan other) => other >= TimeSpan.Zero && (one < TimeSpan.Zero || one > other);
}

namespace OpenClaw.Channels.Slack;

/// <summary>What became of an envelope.</summary>
/// <param name="Hint">For the one who typed a command.</param>
internal readonly record struct SlackTaken(bool IsOnDisk, SlackHint? Hint = null);

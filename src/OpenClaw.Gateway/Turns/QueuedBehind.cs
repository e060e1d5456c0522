using OpenClaw.Messages;

namespace OpenClaw.Turns;

/// <summary>Why a queued message is not answered soon.</summary>
/// <param name="Line">In words for its sender.</param>
/// <param name="Approval">What the turn before it asks; null when that waits for a model.</param>
internal sealed record QueuedBehind(string Line, ApprovalId? Approval);

using OpenClaw.Approvals;
using OpenClaw.Pipeline;

namespace OpenClaw.Channels;

/// <summary>What channels show beside messages, and whom they hand a press of a button to.</summary>
/// <param name="Menu">The commands that a chat may offer.</param>
internal sealed record ChannelNeighbours(EventHub Events, ApprovalDesk Approvals, IReadOnlyList<(string Command, string Help)> Menu);

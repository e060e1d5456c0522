using OpenClaw.Approvals;
using OpenClaw.Pipeline;
using OpenClaw.Routing;

namespace OpenClaw.Channels;

/// <summary>What channels show beside messages, whom they hand a press of a button to, and whom they ask who may speak.</summary>
/// <param name="Menu">The commands that a chat may offer.</param>
internal sealed record ChannelNeighbours(EventHub Events, ApprovalDesk Approvals, IAdmission Admission, IReadOnlyList<(string Command, string Help)> Menu);

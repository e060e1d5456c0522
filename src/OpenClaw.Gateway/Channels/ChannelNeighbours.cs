using OpenClaw.Approvals;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Channels;

/// <summary>What channels show beside messages, whom they hand a press of a button to, and whom they ask who may speak.</summary>
/// <param name="Menu">The commands that a chat may offer.</param>
/// <param name="Threads">The addresses in threads of a channel that something was sent to, as the disk knows them.</param>
/// <param name="Names">Told what those who press a button are called.</param>
internal sealed record ChannelNeighbours(
    EventHub Events,
    ApprovalService Approvals,
    IAdmission Admission,
    IReadOnlyList<(string Command, string Help)> Menu,
    Func<string, Task<List<ReplyAddress>>> Threads,
    KnownNames Names
);

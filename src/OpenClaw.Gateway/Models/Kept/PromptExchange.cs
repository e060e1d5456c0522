using Microsoft.Extensions.AI;

namespace OpenClaw.Models.Kept;

/// <summary>A piece of a conversation: what somebody said, and all that followed until a model had answered in words.</summary>
/// <param name="Place">The number of its last entry.</param>
/// <param name="IsDone">Nothing that comes later changes how its messages are sent: they may be kept as bytes.</param>
internal sealed record PromptExchange(long Place, bool IsDone, IReadOnlyList<ChatMessage> Messages);

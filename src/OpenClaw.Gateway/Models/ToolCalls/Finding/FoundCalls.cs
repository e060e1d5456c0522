using OpenClaw.Models.Clients;

namespace OpenClaw.Models.ToolCalls.Finding;

/// <summary>What was found in a text.</summary>
/// <param name="Text">The words before the first call; everything when there is none.</param>
/// <param name="IsBroken">A call stood where one counts, and could not be read.</param>
internal sealed record FoundCalls(string Text, IReadOnlyList<ToolCall> Calls, bool IsBroken);

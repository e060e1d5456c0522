namespace OpenClaw.Models.Clients;

/// <summary>What a request says between its system prompt and its messages: elements of a JSON array, already written.</summary>
/// <param name="Characters">How long they are, as sizes are counted.</param>
internal sealed record SentBefore(IReadOnlyList<ReadOnlyMemory<byte>> Pieces, long Characters);

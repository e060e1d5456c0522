namespace OpenClaw.Policy.Effects;

/// <summary>Where a word of a command leads when it is read as a path. Kept only where that is not what the word says: through a link,
/// behind a <c>..</c>.</summary>
/// <param name="Word">The word's index.</param>
/// <param name="Offset">Where the path begins in the word: behind <c>--file=</c> it is not the beginning.</param>
/// <param name="Path">The real path; null when it cannot be told.</param>
internal sealed record WordPath(int Word, int Offset, string? Path);

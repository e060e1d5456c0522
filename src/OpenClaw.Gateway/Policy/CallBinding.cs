using OpenClaw.Messages;

namespace OpenClaw.Policy;

/// <summary>
/// The parts of the world a call rests on: the directory it runs in, the executables its words lead to, and the content of scripts it names and of a
/// file it edits. When one differs at the time an approval is used, the approval has expired.
/// </summary>
/// <param name="Hashes"><c>path</c> and lower-case hex SHA-256 of its content, or <c>absent</c>.</param>
internal sealed record CallBinding(string? WorkingDirectory, EquatableArray<string> Executables, EquatableArray<FileHash> Hashes)
{
    public static CallBinding Empty { get; } = new(null, [], []);
}

/// <summary>A file and the hash of its content when it was looked at.</summary>
internal sealed record FileHash(string Path, string Sha256);

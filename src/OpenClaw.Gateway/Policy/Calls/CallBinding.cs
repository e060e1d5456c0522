namespace OpenClaw.Policy.Calls;

/// <summary>
/// The parts of the world a call rests on: the directory it runs in, the executables its words lead to, and the content of what it reads as
/// a program and of a file it edits. When one differs at the time an approval is used, the approval has expired.
/// </summary>
/// <param name="Hashes"><c>path</c> and lower-case hex SHA-256 of its content, or <see cref="FileHash.Absent"/>.</param>
internal sealed record CallBinding(string? WorkingDirectory, EquatableArray<string> Executables, EquatableArray<FileHash> Hashes)
{
    public static CallBinding Empty { get; } = new(null, [], []);
}

/// <summary>A file and the hash of its content when it was looked at.</summary>
internal sealed record FileHash(string Path, string Sha256)
{
    /// <summary>In place of a hash: there is no such file, or it cannot be read.</summary>
    public const string Absent = "absent";

    /// <summary>In place of a hash: it was not read, because it is larger than what is bound. Its size follows.</summary>
    public const string TooLarge = "too large:";

    public bool IsTooLarge => Sha256.StartsWith(TooLarge, StringComparison.Ordinal);
}

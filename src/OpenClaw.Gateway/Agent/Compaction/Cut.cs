namespace OpenClaw.Agent.Compaction;

/// <summary>What takes the place of a transcript's older part.</summary>
/// <param name="Summary">What happened, in lines.</param>
/// <param name="UpTo">The last entry that it stands for.</param>
/// <param name="Request">The words that the entries after it still work on, whole; null where these begin with words of their own.</param>
/// <param name="Latest">What the newest call returned, with its middle left out, where that alone was too long; else null.</param>
internal sealed record Cut(string Summary, long UpTo, string? Request = null, string? Latest = null);

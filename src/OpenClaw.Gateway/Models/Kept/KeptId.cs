namespace OpenClaw.Models.Kept;

/// <summary>Says which conversation a kept prompt begins with. Two that are equal have the same messages up to any place both have.</summary>
/// <param name="Created">When the session was made, in Unix milliseconds: one that was deleted may come again under its name.</param>
/// <param name="Start">The first entry of the context, that of the summary apart.</param>
/// <param name="Summary">The entry that stands for all before <paramref name="Start"/>; 0 where there is none.</param>
internal readonly record struct KeptId(SessionKey Session, long Created, long Start, long Summary);

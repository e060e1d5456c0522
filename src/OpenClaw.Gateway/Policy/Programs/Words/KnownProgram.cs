namespace OpenClaw.Policy.Programs.Words;

/// <summary>A program with a table, and what reads its words by it.</summary>
internal sealed record KnownProgram(ProgramTable Table, Action<WordReader, IReadOnlyList<string>> Read);

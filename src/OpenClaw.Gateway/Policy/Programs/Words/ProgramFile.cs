namespace OpenClaw.Policy.Programs.Words;

/// <summary>A file that a program is given by a word.</summary>
/// <param name="Word">The word as it is written, with the option it belongs to.</param>
/// <param name="Path">What it names, relative to the folder in which the command runs.</param>
/// <param name="Row">The row that decided: table and option, or that it is an operand.</param>
internal sealed record ProgramFile(string Word, string Path, bool Writes, string Row)
{
    /// <summary>It counts only where the folder it lies in is one: <c>cp a b</c> writes <c>b/a</c> when <c>b</c> is a folder.</summary>
    public bool InFolder { get; init; }
}

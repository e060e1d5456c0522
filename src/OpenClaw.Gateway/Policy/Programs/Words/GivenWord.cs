namespace OpenClaw.Policy.Programs.Words;

/// <summary>One step of a command line as its program reads it: an option with its value, or an operand.</summary>
/// <param name="Row">The row of the option; null for an operand.</param>
/// <param name="Value">The option's value, or the operand itself.</param>
/// <param name="Word">The words as they are written, for people.</param>
internal sealed record GivenWord(OptionRow? Row, string? Value, string Word);

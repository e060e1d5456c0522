namespace OpenClaw.Policy.Programs.Words;

/// <summary>One option as its manual page has it.</summary>
/// <param name="Name">With its dashes: <c>-f</c>, <c>--file</c>.</param>
internal sealed record OptionRow(string Name, OptionValue Value, OptionUse Use);

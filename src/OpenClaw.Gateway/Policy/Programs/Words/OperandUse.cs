namespace OpenClaw.Policy.Programs.Words;

/// <summary>What the words of a program mean that are no options.</summary>
internal enum OperandUse
{
    /// <summary>They name no file: a pattern, a unit, a field.</summary>
    Plain,
    Reads,
    Writes,
}

namespace OpenClaw.Tests;

/// <summary>The collection of tests that measure the memory of the whole process: they run after all others and one at a time, so what is
/// counted is theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

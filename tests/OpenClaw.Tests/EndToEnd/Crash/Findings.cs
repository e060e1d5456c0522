namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>What the checks found: broken promises, and what is honestly listed as unknown.</summary>
internal sealed class Findings
{
    public List<string> Violations { get; } = [];

    /// <summary>Names of steps with an effect that was cut off.</summary>
    public SortedSet<string> Unknown { get; } = [];

    public void Require(bool held, string otherwise)
    {
        if (!held)
        {
            Violations.Add(otherwise);
        }
    }
}

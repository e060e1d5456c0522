namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>What one run leaves for its checks.</summary>
internal sealed record RunFacts
{
    public required Scenario Scenario { get; init; }

    public required Promises Promises { get; init; }

    /// <summary>The disk at the end of each life that was killed, by the number of that life. A gateway that died before it had a state left none.</summary>
    public required IReadOnlyDictionary<int, Evidence> AtKill { get; init; }

    /// <summary>The disk after all is at rest; null while that is not so.</summary>
    public Evidence? AtRest { get; init; }

    public IReadOnlyList<Asked> Requests { get; init; } = [];

    /// <summary>The effects that <c>status</c> counted as unknown.</summary>
    public int ListedUnknown { get; init; }

    public void Apply(IEnumerable<Action<RunFacts, Findings>> checks, Findings findings)
    {
        foreach (var check in checks) check(this, findings);
    }
}

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>What one run leaves for its checks.</summary>
internal sealed record RunFacts
{
    public required Scenario Scenario { get; init; }

    public required Promises Promises { get; init; }

    /// <summary>The disk at the end of each life that was killed, by the number of that life. A gateway that died before it had a state
    /// left none.</summary>
    public required IReadOnlyDictionary<int, Evidence> AtKill { get; init; }

    /// <summary>The disk after all is at rest; null while that is not so.</summary>
    public Evidence? AtRest { get; init; }

    public IReadOnlyList<Asked> Requests { get; init; } = [];

    /// <summary>What arrived at Telegram, by the session key of its chat.</summary>
    public IReadOnlyList<(string To, string Text)> Arrived { get; init; } = [];

    /// <summary>What <c>audit verify</c> said, of the running gateway and of the file it left.</summary>
    public IReadOnlyList<(bool Ok, string Said)> AuditVerdicts { get; init; } = [];

    /// <summary>The messages that <c>status</c> counted as of unknown end.</summary>
    public int ListedUnsent { get; init; }

    /// <summary>The effects that <c>status</c> counted as unknown.</summary>
    public int ListedUnknown { get; init; }

    public void Apply(IEnumerable<Action<RunFacts, Findings>> checks, Findings findings)
    {
        foreach (var check in checks)
        {
            check(this, findings);
        }
    }
}

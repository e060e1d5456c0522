namespace OpenClaw.Control.Protocol;

internal sealed record ModelsListResult
{
    public IReadOnlyList<ModelInfo> Models { get; init; } = [];
    public IReadOnlyList<ChainInfo> Chains { get; init; } = [];
}

internal sealed record ModelsProbeParams
{
    /// <summary>A name of the configuration; absent, every model.</summary>
    public string? Model { get; init; }
}

internal sealed record ProbeInfo
{
    public required string Name { get; init; }
    public required bool Ok { get; init; }
    public required string Detail { get; init; }
    public required long Ms { get; init; }

    /// <summary>Tokens the model takes, when its server says.</summary>
    public int? Context { get; init; }

    public IReadOnlyList<string> Capabilities { get; init; } = [];

    /// <summary>What one short call found about tools, where the server does not say: <c>yes</c>, <c>no (why)</c>, or why it is not
    /// known.</summary>
    public string? Tools { get; init; }

    /// <summary>The same of thinking.</summary>
    public string? Thinking { get; init; }
}

internal sealed record ModelsProbeResult(IReadOnlyList<ProbeInfo> Results);

internal sealed record ModelsPullParams
{
    public required string Model { get; init; }
}

internal sealed record PullProgress
{
    public required string Model { get; init; }
    public required string Status { get; init; }
    public long? Completed { get; init; }
    public long? Total { get; init; }
}

internal sealed record ModelsPullResult(bool Done);

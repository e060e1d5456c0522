namespace OpenClaw.Hosting;

/// <summary>What <c>openclaw run</c> was told; null means the usual place.</summary>
internal sealed record RunOptions(string? Config = null, string? State = null, string? Socket = null)
{
    /// <summary>The state is a replica, and this machine takes its work over; null starts as always.</summary>
    public TakeoverOptions? Takeover { get; init; }
}

/// <summary>What a replica must be, or it is not taken over.</summary>
/// <param name="MaxAge">How old its newest row may be.</param>
/// <param name="Expect">The name of the state; null takes any.</param>
internal sealed record TakeoverOptions(TimeSpan MaxAge, string? Expect);

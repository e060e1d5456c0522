namespace OpenClaw.Config.Tables;

/// <summary><c>[network]</c>: where the gateway may connect to.</summary>
internal sealed record NetworkConfig
{
    /// <summary>Refuse every address that is not loopback or in <see cref="Allow"/>.</summary>
    public bool LocalOnly { get; init; } = true;

    /// <summary>Addresses, CIDR blocks or host names that are reachable besides loopback.</summary>
    public EquatableArray<string> Allow { get; init; } = [];
}

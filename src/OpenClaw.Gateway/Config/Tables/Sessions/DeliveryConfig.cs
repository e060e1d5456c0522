namespace OpenClaw.Config.Tables.Sessions;

/// <summary>What becomes of a message of which nobody knows whether it arrived: the process died, or the line broke, between the request
/// and its answer.</summary>
internal enum OnUnknown
{
    /// <summary>It is listed, and a person decides.</summary>
    List,

    /// <summary>It is sent once more, and may arrive twice.</summary>
    Resend,
}

/// <summary><c>[delivery]</c>: how what goes out is sent.</summary>
internal sealed record DeliveryConfig
{
    /// <summary>How long a message is worth sending.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromHours(24);

    public OnUnknown OnUnknown { get; init; } = OnUnknown.List;
}

namespace OpenClaw.Tests.EndToEnd.Crash;

/// <summary>What a client was told, and may rely on from then on whatever happens.</summary>
internal sealed class Promises
{
    /// <summary>Messages that were acknowledged.</summary>
    public HashSet<string> Accepted { get; } = [];

    /// <summary>Replies by message.</summary>
    public Dictionary<string, string> Replies { get; } = [];

    /// <summary>Approvals by the message whose call asks.</summary>
    public Dictionary<string, string> Asked { get; } = [];

    /// <summary>Approvals that were decided.</summary>
    public HashSet<string> Decided { get; } = [];
}

namespace OpenClaw.Control.Protocol;

/// <summary>What <c>channels.probe</c> found.</summary>
internal sealed record ChannelsProbeResult(IReadOnlyList<ChannelFinding> Findings);

/// <param name="Detail">What is, and where something is wrong what to do about it.</param>
internal sealed record ChannelFinding(string Channel, bool Ok, string Detail);

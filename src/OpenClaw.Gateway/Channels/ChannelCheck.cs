namespace OpenClaw.Channels;

/// <summary>One thing that was looked at in a channel.</summary>
/// <param name="Detail">What is, and where something is wrong what to do about it.</param>
internal sealed record ChannelCheck(bool IsGood, string Detail);

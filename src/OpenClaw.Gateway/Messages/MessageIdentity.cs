namespace OpenClaw.Messages;

/// <summary>What makes an inbound message one message: seen again with the same identity it is dropped.</summary>
/// <param name="Edit">0 for the original, then the channel's own edit mark.</param>
internal readonly record struct MessageIdentity(string Channel, string Account, string ChatId, string MessageId, long Edit = 0);

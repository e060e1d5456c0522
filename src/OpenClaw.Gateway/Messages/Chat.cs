namespace OpenClaw.Messages;

/// <summary>Whether a chat has one person in it or several.</summary>
internal enum ChatKind
{
    Direct,
    Group,
}

/// <summary>Where something was said, as its channel names it.</summary>
/// <param name="Channel">The channel's name in the configuration, <c>local</c> for the terminal.</param>
/// <param name="Account">Which bot of that channel; empty where there is one.</param>
/// <param name="Id">The channel's own id of the chat.</param>
/// <param name="Kind">Direct or group.</param>
/// <param name="Thread">The thread inside the chat, where the channel has them.</param>
internal sealed record Chat(string Channel, string Account, string Id, ChatKind Kind, string? Thread = null);

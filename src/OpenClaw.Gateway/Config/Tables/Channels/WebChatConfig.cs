using OpenClaw.Config.Reading;

namespace OpenClaw.Config.Tables.Channels;

/// <summary><c>[channels.webchat]</c>: the page.</summary>
internal sealed record WebChatConfig
{
    /// <summary>Who may log in.</summary>
    public EquatableArray<WebChatUser> Users { get; init; } = [];
}

/// <summary>One entry of <c>users</c>.</summary>
/// <param name="Name">He is <c>webchat:NAME</c>, and his conversations begin with <c>NAME/</c>.</param>
/// <param name="Token">What he logs in with.</param>
internal sealed record WebChatUser(string Name, Secret Token);

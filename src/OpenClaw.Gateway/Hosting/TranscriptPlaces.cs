using OpenClaw.Config.Tables;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Hosting;

/// <summary>The session that an address leads to whose reader looks at the transcript himself: the terminal's, and the page's, where a
/// user's name alone is the conversation he comes in to.</summary>
internal static class TranscriptPlaces
{
    private const string Home = "main";

    /// <summary>Null when nobody reads there.</summary>
    public static SessionKey? Of(GatewayConfig config, ReplyAddress to) =>
        to.Channel switch
        {
            // As it is written in a key already, or as a person wrote it.
            "local" => to.ChatId.Contains(':') ? to.Session : new SessionKey(to.ToString()),
            "webchat" => OfPage(config, to),
            _ => null,
        };

    private static SessionKey? OfPage(GatewayConfig config, ReplyAddress to)
    {
        var slash = to.ChatId.IndexOf('/');
        var (user, name) = slash < 0 ? (to.ChatId, Home) : (to.ChatId[..slash], to.ChatId[(slash + 1)..]);
        if (config.Channels.WebChat?.Users.Any(known => known.Name == user) is not true)
        {
            return null;
        }
        var chat = new Chat(to.Channel, "", $"{user}/{name}", ChatKind.Direct);
        // A rule may have given the conversation he comes in to another key; those he named himself keep theirs.
        return Router
            .Find(
                config,
                new InboundMessage
                {
                    Identity = new MessageIdentity(chat.Channel, "", chat.Id, ""),
                    Sender = new Sender(to.Channel, user),
                    Chat = chat,
                    Text = "",
                    ReceivedAt = default,
                }
            )
            .Session;
    }
}

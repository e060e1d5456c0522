using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Control.Wire;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Control.Peers;

/// <summary>
/// What a peer may see and do beyond connecting. Owners, root and the gateway's own user: all of it. Anyone else whom <c>[control]
/// users</c> or the page lets in has the sessions that bear his name, and those that a session rule opens to him: conversations of two
/// people mix only where the configuration says so. </summary>
internal sealed class PeerRights(Current<GatewayConfig> config)
{
    public bool IsTrusted(ControlPeer peer) => peer.Uid == UnixUser.Own || peer.Uid == 0 || Router.IsOwner(config.Value, peer.Sender);

    /// <exception cref="ControlException">The peer is not trusted.</exception>
    public void OwnersOnly(ControlPeer peer, string what)
    {
        if (!IsTrusted(peer))
        {
            throw ControlException.NotAllowed($"{peer.Sender} is not an owner; only an owner may {what}");
        }
    }

    /// <summary>The session a client names, if the client may use it.</summary>
    /// <exception cref="ControlException">It may not, or the name is none.</exception>
    public SessionKey Key(ControlPeer peer, string? name)
    {
        var key = PeerSessions.Key(peer, name);
        if (MayUse(peer, key))
        {
            return key;
        }
        throw ControlException.NotAllowed(
            peer.Sender.Channel == "local"
                ? $"session \"{key}\" is not {peer.Sender}'s; use --session {peer.User} or --session {peer.User}.NAME"
                : $"session \"{key}\" is not {peer.Sender}'s"
        );
    }

    /// <summary>The chat in which a client speaks in the session that it names.</summary>
    /// <exception cref="ControlException">The client may not use the session, or it belongs to another channel.</exception>
    public Chat Chat(ControlPeer peer, string? name)
    {
        var key = Key(peer, name);
        if (peer.Sender.Channel != "local" && key == Home(peer))
        {
            return PeerSessions.ChatOfName(peer, "main");
        }
        var chat = PeerSessions.Chat(peer, key);
        if (chat.Channel == "local" || chat.Id.StartsWith($"{peer.User}/", StringComparison.Ordinal))
        {
            return chat;
        }
        throw ControlException.InvalidParams(
            $"session \"{key}\" is another person's; it can be read here, and only that person speaks in it"
        );
    }

    /// <summary>The session of a peer that names none.</summary>
    public SessionKey Home(ControlPeer peer) => RouteOf(peer, PeerSessions.ChatOfName(peer, "main")).Session;

    public bool MayUse(ControlPeer peer, SessionKey key)
    {
        if (IsTrusted(peer))
        {
            return true;
        }
        if (peer.Sender.Channel != "local")
        {
            return key.Value.StartsWith($"{peer.Sender.Channel}:{peer.User}/", StringComparison.Ordinal) || key == Home(peer);
        }
        var own = SessionKey.Local(peer.User).Value;
        if (key.Value == own || key.Value.StartsWith(own + ".", StringComparison.Ordinal))
        {
            return true;
        }
        return PeerSessions.ChatOfKey(peer, key) is { } chat
            && RouteOf(peer, chat) is var route
            && route.Session == key
            && !route.Rule.Match.Chats.IsEmpty;
    }

    /// <summary>The peer's own requests, and those it may answer.</summary>
    public bool MaySee(ControlPeer peer, Approval approval) =>
        IsTrusted(peer) || approval.Sender == peer.Sender.Address || MayDecide(peer, approval);

    public bool MayDecide(ControlPeer peer, Approval approval) => Approvers.Refusal(config.Value, approval, peer.Sender.Address) is null;

    private Route RouteOf(ControlPeer peer, Chat chat) =>
        Router.Find(
            config.Value,
            new InboundMessage
            {
                Identity = new MessageIdentity(chat.Channel, chat.Account, chat.Id, ""),
                Sender = peer.Sender,
                Chat = chat,
                Text = "",
                ReceivedAt = default,
            }
        );
}

using OpenClaw.Approvals;
using OpenClaw.Config;
using OpenClaw.Control.Protocol;
using OpenClaw.Control.Transport;
using OpenClaw.Messages;
using OpenClaw.Routing;

namespace OpenClaw.Control.Methods;

/// <summary>
/// What a peer may see and do beyond connecting. Owners, root and the gateway's own user: all of it. Anyone else whom <c>[control] users</c> lets in has the
/// sessions that bear his name, and those that a session rule opens by naming their chat: conversations of two people mix only where the configuration says so.
/// </summary>
internal sealed class PeerRights(Current<GatewayConfig> config)
{
    public bool IsTrusted(ControlPeer peer) => peer.Uid == UnixUser.Own || peer.Uid == 0 || Router.IsOwner(config.Value, peer.Sender);

    /// <exception cref="ControlException">He may not.</exception>
    public void OwnersOnly(ControlPeer peer, string what)
    {
        if (!IsTrusted(peer)) throw ControlException.NotAllowed($"{peer.Sender} is not an owner; only an owner may {what}");
    }

    /// <summary>The session a client names, if it is his to use.</summary>
    /// <exception cref="ControlException">It is not, or is no name.</exception>
    public SessionKey Key(ControlPeer peer, string? name)
    {
        var key = SessionNames.Key(name);
        if (!MayUse(peer, key)) throw ControlException.NotAllowed($"session \"{key}\" is not {peer.Sender}'s; use --session {peer.User} or --session {peer.User}.NAME");
        return key;
    }

    public bool MayUse(ControlPeer peer, SessionKey key)
    {
        if (IsTrusted(peer)) return true;
        var own = SessionKey.Local(peer.User).Value;
        if (key.Value == own || key.Value.StartsWith(own + ".", StringComparison.Ordinal)) return true;
        if (!key.Value.StartsWith("local:", StringComparison.Ordinal)) return false;
        var chat = SessionNames.LocalChat(key.Value);
        var message = new InboundMessage
        {
            Identity = new MessageIdentity(chat.Channel, chat.Account, chat.Id, ""), Sender = peer.Sender, Chat = chat, Text = "", ReceivedAt = default,
        };
        return Router.Find(config.Value, message) is { } route && route.Session == key && !route.Rule.Match.Chats.IsEmpty;
    }

    /// <summary>His own requests, and those he may answer.</summary>
    public bool MaySee(ControlPeer peer, Approval approval) =>
        IsTrusted(peer) || approval.Sender == peer.Sender.Address || Approvers.Refusal(config.Value, approval, peer.Sender.Address) is null;
}

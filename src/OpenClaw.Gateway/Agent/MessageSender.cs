using OpenClaw.Config;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Sessions;
using OpenClaw.Storage;
using OpenClaw.Tools;

namespace OpenClaw.Agent;

/// <summary>The message tool's way out: the text goes into the other conversation's transcript and to its chat, and starts no turn there.</summary>
internal sealed class MessageSender(SessionStore sessions, OutboxStore outbox, EventHub events, Store store) : IMessageSender
{
    private const string LocalPrefix = "local:";

    public string? Resolve(string address, ToolScope scope, out string complaint)
    {
        complaint = "";
        var key = SessionKey.FromUser(address.Trim()).Value;
        if (address.Trim().Length == 0 || key.Length > 200 || key.Any(char.IsControl))
        {
            complaint = "to whom? A session (local:NAME, or NAME alone)";
            return null;
        }

        if (key.StartsWith(LocalPrefix, StringComparison.Ordinal) && key.Length > LocalPrefix.Length) return key;
        complaint = $"nobody is reached at '{address}': this gateway has the channel local only (local:NAME)";
        return null;
    }

    public async Task<ToolResult> SendAsync(string address, string text, ToolScope scope, CancellationToken ct)
    {
        var to = new SessionKey(address);
        var reply = new ReplyAddress("local", "", address[LocalPrefix.Length..]);
        var batch = new Batch();
        using var end = await sessions.HoldAsync(to);
        // Who reads that conversation, and its model, must see that these words came from elsewhere.
        var notice = sessions.Append(batch, end, null, new Entry.Notice($"message from session {scope.Session}: {text}"));
        outbox.Add(batch, new OutboundMessage(reply, text, to), scope.Turn);
        await store.CommitAsync(batch);
        end.Tell(notice);
        events.Publish(new GatewayEvent.Delivered(reply.ToString(), "sent", text) { Session = to });
        return new ToolResult($"sent to {to}");
    }
}

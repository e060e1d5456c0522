using OpenClaw.Approvals;
using OpenClaw.Config;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Sessions;
using OpenClaw.Text;

namespace OpenClaw.Agent;

/// <summary>Tells of an asked call: the chat it was asked in, and those whom the policy's <c>ask.notify</c> names, wherever that was.</summary>
internal sealed class ApprovalNotices(SessionStore sessions, OutboxStore outbox, EventHub events, Current<GatewayConfig> config)
{
    /// <summary>Adds the rows to the turn's batch. What is returned is disposed when they are committed.</summary>
    public async Task<IDisposable> AddAsync(Turn turn, Approval approval)
    {
        var call = $"{approval.Tool} {Escaping.Strict(approval.Display)}\n/approve {approval.Id} or /deny {approval.Id}";
        var hereToo = turn.Rule.Deliver && turn.ReplyTo.Channel != "local";
        if (hereToo) outbox.Add(turn.Batch, new OutboundMessage(turn.ReplyTo, $"Waiting for approval {approval.Id}: {call}", turn.Session), turn.Id);

        var held = new Held();
        foreach (var to in Notified(approval.Policy))
        {
            if (hereToo && to == turn.ReplyTo) continue;
            var message = new OutboundMessage(to, $"{turn.Session} waits for approval {approval.Id}: {call}", turn.Session);
            if (to.Channel != "local")
            {
                outbox.Add(turn.Batch, message, turn.Id);
            }
            else if (SessionKey.Local(to.ChatId) != turn.Session)
            {
                var notice = await LocalNotice.AddAsync(turn.Batch, sessions, outbox, message, turn.Id);
                held.Notices.Add(notice);
                turn.Once(() => notice.Tell(events));
            }
        }

        return held;
    }

    private IEnumerable<ReplyAddress> Notified(string policy) =>
        config.Value.Policies.TryGetValue(policy, out var found) ? found.Ask.Notify.Select(ReplyAddress.Parse).Distinct() : [];

    private sealed class Held : IDisposable
    {
        public List<LocalNotice> Notices { get; } = [];

        public void Dispose() => Notices.ForEach(static notice => notice.Dispose());
    }
}

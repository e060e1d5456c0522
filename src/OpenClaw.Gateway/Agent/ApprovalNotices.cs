using OpenClaw.Approvals;
using OpenClaw.Config;
using OpenClaw.Delivery;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Text;

namespace OpenClaw.Agent;

/// <summary>Tells of an asked call: the chat it was asked in, and those whom the policy's <c>ask.notify</c> names, wherever that was.</summary>
internal sealed class ApprovalNotices(Announcer announcer, OutboxStore outbox, Current<GatewayConfig> config)
{
    /// <summary>Adds the rows to the turn's batch. What is returned is disposed when they are committed.</summary>
    public async Task<IDisposable> AddAsync(Turn turn, Approval approval)
    {
        var call = $"{approval.Tool} {Escaping.Strict(approval.Display)}\n/approve {approval.Id} or /deny {approval.Id}";
        var hereToo = turn.Rule.Deliver && !turn.ReplyTo.IsTranscript;
        if (hereToo) outbox.Add(turn.Batch, turn.Saying($"Waiting for approval {approval.Id}: {call}") with { Approval = approval.Id }, turn.Id);

        var held = new Held();
        foreach (var to in Notified(approval.Policy))
        {
            if (to.IsTranscript ? announcer.PlaceOf(to) == turn.Session : hereToo && to == turn.ReplyTo) continue;
            var text = $"{turn.Session} waits for approval {approval.Id}: {call}";
            if (await announcer.AddToAsync(turn.Batch, to.ToString(), new Announcement(text, turn.Session) { Turn = turn.Id, NamesItself = true, Approval = approval.Id }) is { } end) held.Ends.Add(end);
        }

        return held;
    }

    private IEnumerable<ReplyAddress> Notified(string policy) =>
        config.Value.Policies.TryGetValue(policy, out var found) ? found.Ask.Notify.Select(ReplyAddress.Parse).OfType<ReplyAddress>().Distinct() : [];

    private sealed class Held : IDisposable
    {
        public List<IDisposable> Ends { get; } = [];

        public void Dispose() => Ends.ForEach(static end => end.Dispose());
    }
}

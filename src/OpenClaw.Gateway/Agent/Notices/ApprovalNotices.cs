using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Policies;
using OpenClaw.Delivery;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;

namespace OpenClaw.Agent.Notices;

/// <summary>
/// Tells of an asked call: the chat it was asked in, and those whom the policy's <c>ask.notify</c> names, wherever that was. Where the call
/// does not fit into one message it is not shown as a question that could be answered there.
/// </summary>
internal sealed class ApprovalNotices(Announcer announcer, OutboxStore outbox, OwnerPlaces owners, Current<GatewayConfig> config)
{
    /// <summary>Adds the rows to the turn's batch. What is returned is disposed when they are committed.</summary>
    public Task<IDisposable> AddAsync(Turn turn, Approval approval) =>
        AddAsync(turn, approval, "Waiting for approval", "waits for approval");

    /// <summary>The same for a question that had its answer and is asked once more.</summary>
    public Task<IDisposable> AddAgainAsync(Turn turn, Approval approval) =>
        AddAsync(
            turn,
            approval,
            $"The gateway was restarted and asks again ({approval.Note}). Waiting for approval",
            $"asks again after a restart ({approval.Note}), waits for approval"
        );

    /// <summary>Whether a session reads the question in its transcript: the one that asks, and those that the policy names.</summary>
    public bool IsReadIn(SessionKey session, Approval approval) =>
        approval.Session == session
        || Notified(approval.Policy, isOwners: false).Any(to => to.IsTranscript && announcer.PlaceOf(to) == session);

    private async Task<IDisposable> AddAsync(Turn turn, Approval approval, string here, string elsewhere)
    {
        var hereToo = turn.Rule.Deliver && !turn.ReplyTo.IsTranscript;
        if (hereToo)
        {
            var (text, shown) = Words(turn.ReplyTo, $"{here} {approval.Id}", approval);
            outbox.Add(turn.Batch, turn.Saying(text) with { Approval = shown }, turn.Id);
        }

        var held = new Held();
        // An owner who asks in a chat sees the question there, and may answer it, unless the policy wants another.
        var isOwners = turn is { SenderIsOwner: true, Message.Origin: Origin.Chat } && AskOf(approval.Policy) is not { Self: false };
        foreach (var to in Notified(approval.Policy, isOwners))
        {
            if (to.IsTranscript ? announcer.PlaceOf(to) == turn.Session : hereToo && to == turn.ReplyTo)
            {
                continue;
            }
            var (text, shown) = Words(to, $"{turn.Session} {elsewhere} {approval.Id}", approval);
            var question = new Announcement(text, turn.Session, turn.Id, NamesItself: true, Approval: shown);
            if (await announcer.AddToAsync(turn.Batch, to.ToString(), question) is { } end)
            {
                held.Ends.Add(end);
            }
        }

        return held;
    }

    private (string Text, ShownApproval Shown) Words(ReplyAddress to, string head, Approval approval)
    {
        var whole = Question.Whole(head, approval);
        return outbox.TakesQuestion(to, whole)
            ? (whole, approval.Shown)
            : (Question.TooLong(head, approval), approval.Shown with { Fingerprint = "" });
    }

    private IEnumerable<ReplyAddress> Notified(string policy, bool isOwners) =>
        (AskOf(policy)?.Notify ?? [])
            .SelectMany(address =>
                address != AskConfig.Owners ? [address]
                : isOwners ? []
                : owners.Find(announcer.Resolve)
            )
            .Select(ReplyAddress.Parse)
            .OfType<ReplyAddress>()
            .Distinct();

    private AskConfig? AskOf(string policy) => config.Value.Policies.TryGetValue(policy, out var found) ? found.Ask : null;

    private sealed class Held : IDisposable
    {
        public List<IDisposable> Ends { get; } = [];

        public void Dispose() => Ends.ForEach(static end => end.Dispose());
    }
}

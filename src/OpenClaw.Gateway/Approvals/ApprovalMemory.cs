using OpenClaw.Messages;
using OpenClaw.Policy;

namespace OpenClaw.Approvals;

/// <summary>
/// What this process itself asked and heard. The rows are on a disk that a launched command of the same user could write, so a row counts only while it says what
/// is remembered here. Holds what waits and what is approved and not used yet; whatever is over is forgotten, and a row without memory lets nothing run. On the loop.
/// </summary>
internal sealed class ApprovalMemory
{
    private readonly Dictionary<ApprovalId, Known> _known = [];

    public int PendingCount => _known.Values.Count(static k => k.State == ApprovalState.Pending);

    /// <summary>The earliest end of what waits; null when nothing does.</summary>
    public DateTimeOffset? NextEnd => _known.Values.Where(static k => k.State == ApprovalState.Pending).Select(static k => (DateTimeOffset?)k.ExpiresAt).Min();

    public bool Has(ApprovalId id) => _known.ContainsKey(id);

    /// <param name="binding">What the call rests on; null when the call was asked by an earlier process.</param>
    public void Keep(Approval approval, CallBinding? binding) =>
        _known[approval.Id] = new Known(ApprovalFingerprint.Whole(approval), binding, approval.ExpiresAt) { State = approval.State };

    public void Forget(ApprovalId id) => _known.Remove(id);

    /// <summary>A row is about to change. Until <see cref="Became"/> it may say either.</summary>
    public void WillBe(ApprovalId id, ApprovalState state)
    {
        if (_known.TryGetValue(id, out var known)) known.Next = state;
    }

    /// <summary>The change is on the disk, or did not come about.</summary>
    public void Became(ApprovalId id, ApprovalState? state)
    {
        if (!_known.TryGetValue(id, out var known)) return;
        known.Next = null;
        if (state is ApprovalState.Pending or ApprovalState.Approved) known.State = state.Value;
        else if (state is not null) _known.Remove(id);
    }

    /// <summary>Whether a row is another than the one this process asked, or says of itself what nobody decided here.</summary>
    public bool Contradicts(Approval row) => _known.TryGetValue(row.Id, out var known)
        ? known.Fingerprint != ApprovalFingerprint.Whole(row) || (row.State != known.State && row.State != known.Next)
        : row.State is ApprovalState.Pending or ApprovalState.Approved;

    public CallBinding? BindingOf(ApprovalId id) => _known.GetValueOrDefault(id)?.Binding;

    /// <summary>A chat has been shown the whole call in an answer to a command of its own.</summary>
    public void ShownIn(ApprovalId id, ReplyAddress chat)
    {
        if (_known.TryGetValue(id, out var known)) known.ShownIn.Add(chat with { Thread = null });
    }

    public bool WasShownIn(ApprovalId id, ReplyAddress chat) => _known.TryGetValue(id, out var known) && known.ShownIn.Contains(chat with { Thread = null });

    public List<ApprovalId> EndedBy(DateTimeOffset now) =>
        [.. _known.Where(k => k.Value.State == ApprovalState.Pending && k.Value.ExpiresAt <= now).Select(static k => k.Key)];

    private sealed class Known(string fingerprint, CallBinding? binding, DateTimeOffset expiresAt)
    {
        public string Fingerprint { get; } = fingerprint;

        public CallBinding? Binding { get; } = binding;

        public DateTimeOffset ExpiresAt { get; } = expiresAt;

        public HashSet<ReplyAddress> ShownIn { get; } = [];

        public ApprovalState State { get; set; }

        public ApprovalState? Next { get; set; }
    }
}

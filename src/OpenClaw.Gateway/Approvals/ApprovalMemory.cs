using OpenClaw.Policy.Calls;

namespace OpenClaw.Approvals;

/// <summary>
/// What this process itself asked and heard. The rows are on a disk that a launched command of the same user could write, so a row counts
/// only while it says what is remembered here. Holds what waits and what is approved and not used yet; whatever is over is forgotten, and a
/// row without memory lets nothing run. On the loop. </summary>
internal sealed class ApprovalMemory
{
    private readonly Dictionary<ApprovalId, Known> _known = [];

    public int PendingCount => _known.Values.Count(static k => k.State == ApprovalState.Pending);

    /// <summary>The earliest end of what waits; null when nothing does.</summary>
    public DateTimeOffset? NextEnd =>
        _known.Values.Where(static k => k.State == ApprovalState.Pending).Select(static k => (DateTimeOffset?)k.ExpiresAt).Min();

    public bool Has(ApprovalId id) => _known.ContainsKey(id);

    /// <param name="binding">What the call rests on; null when the call was asked by an earlier process.</param>
    public void Keep(Approval approval, CallBinding? binding) =>
        _known[approval.Id] = new Known(approval, binding) { State = approval.State };

    public void Forget(ApprovalId id) => _known.Remove(id);

    /// <summary>A row is about to change. Until <see cref="Became"/> it may say either.</summary>
    public void WillBe(ApprovalId id, ApprovalState state)
    {
        if (_known.TryGetValue(id, out var known))
        {
            known.Next = state;
        }
    }

    /// <summary>The change is on the disk, or did not come about.</summary>
    public void Became(ApprovalId id, ApprovalState? state)
    {
        if (!_known.TryGetValue(id, out var known))
        {
            return;
        }
        known.Next = null;
        if (state is ApprovalState.Pending or ApprovalState.Approved)
        {
            known.State = state.Value;
        }
        else if (state is not null)
        {
            _known.Remove(id);
        }
    }

    /// <summary>What of a row is another than of the one this process asked, or what it says of itself that nobody decided here; null when
    /// nothing is.</summary>
    public string? Contradiction(Approval row)
    {
        if (!_known.TryGetValue(row.Id, out var known))
        {
            return row.State is ApprovalState.Pending or ApprovalState.Approved
                ? $"it says {ApprovalStore.Word(row.State)}, and the gateway asked no such call"
                : null;
        }

        if (known.Fingerprint != ApprovalFingerprint.Whole(row))
        {
            return $"another {Differences(known.Asked, row)}";
        }
        if (row.State != known.State && row.State != known.Next)
        {
            return $"it says {ApprovalStore.Word(row.State)}, and the gateway wrote {ApprovalStore.Word(known.State)}";
        }
        return row.State == ApprovalState.Pending && row.Note != known.Asked.Note ? "another note" : null;
    }

    public bool IsPending(ApprovalId id) => _known.GetValueOrDefault(id) is { State: ApprovalState.Pending };

    /// <summary>The calls of a turn that wait for an answer, as they were asked.</summary>
    public IReadOnlyList<Approval> PendingOf(TurnId turn) =>
        Asked(known => known.State == ApprovalState.Pending && known.Asked.Turn == turn);

    /// <summary>The calls of a session that wait for an answer, as they were asked.</summary>
    public IReadOnlyList<Approval> PendingIn(SessionKey session) =>
        Asked(known => known.State == ApprovalState.Pending && known.Asked.Session == session);

    /// <summary>The calls of a turn that wait for an answer, or have a yes and have not run.</summary>
    public IReadOnlyList<Approval> OpenOf(TurnId turn) => Asked(known => known.Asked.Turn == turn);

    /// <summary>When a call that waits lapses; null for one that is not known.</summary>
    public DateTimeOffset? EndOf(ApprovalId id) => _known.GetValueOrDefault(id)?.ExpiresAt;

    public CallBinding? BindingOf(ApprovalId id) => _known.GetValueOrDefault(id)?.Binding;

    /// <summary>A chat has been shown the whole call in an answer to a command of its own.</summary>
    public void ShownIn(ApprovalId id, ReplyAddress chat)
    {
        if (_known.TryGetValue(id, out var known))
        {
            known.ShownIn.Add(chat with { Thread = null });
        }
    }

    public bool WasShownIn(ApprovalId id, ReplyAddress chat) =>
        _known.TryGetValue(id, out var known) && known.ShownIn.Contains(chat with { Thread = null });

    /// <summary>The clock was set: what waits ends that much later, or earlier, by it.</summary>
    public void MoveAlong(TimeSpan leap)
    {
        foreach (var known in _known.Values)
        {
            known.ExpiresAt += leap;
        }
    }

    public List<ApprovalId> EndedBy(DateTimeOffset now) =>
        [.. _known.Where(k => k.Value.State == ApprovalState.Pending && k.Value.ExpiresAt <= now).Select(static k => k.Key)];

    private Approval[] Asked(Func<Known, bool> which) =>
        [.. _known.Values.Where(which).Select(static known => known.Asked with { ExpiresAt = known.ExpiresAt })];

    /// <summary>The fields of the fingerprint that are not the same.</summary>
    private static string Differences(Approval asked, Approval row) =>
        string.Join(
            ", ",
            new (string Name, bool IsSame)[]
            {
                ("digest", asked.Digest == row.Digest),
                ("session", asked.Session == row.Session),
                ("tool", asked.Tool == row.Tool),
                ("arguments", asked.Arguments == row.Arguments),
                ("display", asked.Display == row.Display),
            }
                .Where(static field => !field.IsSame)
                .Select(static field => field.Name)
        );

    private sealed class Known(Approval asked, CallBinding? binding)
    {
        public Approval Asked { get; } = asked;

        public string Fingerprint { get; } = ApprovalFingerprint.Whole(asked);

        public CallBinding? Binding { get; } = binding;

        public DateTimeOffset ExpiresAt { get; set; } = asked.ExpiresAt;

        public HashSet<ReplyAddress> ShownIn { get; } = [];

        public ApprovalState State { get; set; }

        public ApprovalState? Next { get; set; }
    }
}

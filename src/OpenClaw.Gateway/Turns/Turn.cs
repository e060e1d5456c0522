using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Foundation.Storage.Audit;

namespace OpenClaw.Turns;

/// <summary>One message on its way, and everything the stages found out about it. Lives on the loop.</summary>
internal sealed class Turn
{
    private readonly List<Action> _told = [];

    public required TurnId Id { get; init; }

    public required InboundMessage Message { get; init; }

    /// <summary>How far the channel has read with this message, in the channel's own words; null where there is nothing to
    /// remember.</summary>
    public string? Cursor { get; init; }

    /// <summary>Where it belongs, when that was settled before it came; null leaves it to the session rules.</summary>
    public PinnedRoute? Route { get; init; }

    /// <summary>Whoever handed the message in added rows of its own to the acceptance, which may be entries of the transcript.</summary>
    public bool HasClaim { get; init; }

    /// <summary>Rows added since the last commit; <see cref="TakeRows"/> empties it.</summary>
    public Batch Batch { get; private set; } = new();

    /// <summary>Filled by Route and pinned in the turn's row.</summary>
    public SessionKey Session { get; set; }

    /// <summary>The rule the message matched. Its lane and each of its steps look it up anew by its name, so that a reload reaches a turn
    /// that runs.</summary>
    public SessionRule Rule { get; set; } = null!;

    public bool SenderIsOwner { get; set; }

    /// <summary>Absolute; made by the first step that needs it.</summary>
    public string Workspace { get; set; } = "";

    /// <summary>What is done with it while its session has a turn. What the clock says waits: it must neither stop people's turns nor
    /// become a part of one.</summary>
    public QueueMode Queue => Message.Origin == Origin.Cron ? QueueMode.Followup : Rule.Queue;

    public ReplyAddress ReplyTo => Message.ReplyTo ?? ReplyAddress.Of(Message.Chat);

    /// <summary>Whether a line about it is a message of a chat. A terminal, the page and programs have such lines in the answer to what
    /// they sent.</summary>
    public bool HasChat => Message.Origin == Origin.Chat && Rule.Deliver && !ReplyTo.IsTranscript;

    /// <summary>Words on their way to whoever is at the other end.</summary>
    public OutboundMessage Saying(string text) => new(ReplyTo, text, Session) { Ttl = Rule.DeliveryTtl };

    /// <summary>Model calls made so far, over restarts.</summary>
    public int Steps { get; set; }

    /// <summary>When the turn left its queue.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Turns whose messages joined this one and whose rows do not say so yet, in the order they came.</summary>
    public List<Turn> Joined { get; } = [];

    /// <summary>How many messages its lane did not take while it was full, and where the answers would have gone. Their chats are told when
    /// the turn begins.</summary>
    public IReadOnlyList<(ReplyAddress To, int Count)> NotTaken { get; set; } = [];

    /// <summary>Whoever is at the other end knows that this turn waits for a model. Not on disk: after a restart he may hear it
    /// again.</summary>
    public bool IsToldToWait { get; set; }

    /// <summary>Its chat was told that it is stopped, by the answer to the command that stopped it.</summary>
    public bool IsToldStopped { get; set; }

    /// <summary>The gateway stops: the turn asks no model and runs no tool any more, and does not end. Set before it is
    /// cancelled.</summary>
    public bool IsLetGo { get; set; }

    /// <summary>What was opened for the turn before it was accepted, for Converse to go on with; null where it opens that itself.</summary>
    public IDisposable? Opened { get; set; }

    /// <summary>Its end is on the disk.</summary>
    public bool HasEnded { get; set; }

    /// <summary>Something to tell whoever watches, when the rows added so far are on the disk.</summary>
    public void Once(Action told) => _told.Add(told);

    /// <summary>Forgets rows that were added and not committed, and what would have been told of them.</summary>
    public void DropRows() => TakeRows();

    /// <summary>Empties the batch. Whoever commits it then calls what <see cref="Once"/> was given.</summary>
    public (Batch Rows, Action[] Told) TakeRows()
    {
        var taken = (Batch, _told.ToArray());
        Batch = new Batch();
        _told.Clear();
        return taken;
    }

    /// <summary>Commits the rows that accept the message; false when it was here before.</summary>
    /// <param name="became">What it was taken for, as the audit says it: <c>queued</c>, <c>command</c>, <c>full</c>,
    /// <c>refused</c>.</param>
    public async Task<bool> TryAcceptAsync(Store store, string became = TurnStates.Queued)
    {
        var id = Message.Identity;
        var isRefused = became == AuditKinds.Refused;
        Batch.Audit(
            isRefused ? AuditKinds.Refused : AuditKinds.Message,
            Session.Value,
            isRefused ? null : Id.Value,
            ("channel", id.Channel),
            ("account", id.Account),
            ("chat", id.ChatId),
            ("message", id.MessageId),
            ("edit", id.Edit == 0 ? null : id.Edit),
            ("sender", Message.Sender.Address),
            ("origin", Message.Origin.ToString().ToLowerInvariant()),
            ("length", Message.Text.Length),
            ("became", isRefused ? null : became)
        );
        try
        {
            var (rows, told) = TakeRows();
            await store.CommitAsync(rows);
            foreach (var tell in told)
            {
                tell();
            }
            return true;
        }
        // Where the turn begins at once its first entries are among the rows. That one of them was there is no sign of a message.
        catch (BatchConflictException e) when (!e.Sql.StartsWith("insert into entries", StringComparison.Ordinal))
        {
            return false;
        }
    }
}

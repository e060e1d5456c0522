using OpenClaw.Config;
using OpenClaw.Messages;
using OpenClaw.Storage;

namespace OpenClaw.Pipeline;

/// <summary>One message on its way, and everything the stages found out about it. Lives on the loop.</summary>
internal sealed class Turn
{
    public required TurnId Id { get; init; }

    public required InboundMessage Message { get; init; }

    /// <summary>How far the channel has read with this message, in the channel's own words; null where there is nothing to remember.</summary>
    public string? Cursor { get; init; }

    /// <summary>Rows added since the last commit; <see cref="CommitAsync"/> empties it.</summary>
    public Batch Batch { get; private set; } = new();

    /// <summary>Filled by Route and pinned in the turn's row.</summary>
    public SessionKey Session { get; set; }

    /// <summary>The rule the message matched, in the newest configuration; read again at every step.</summary>
    public SessionRule Rule { get; set; } = null!;

    public bool SenderIsOwner { get; set; }

    /// <summary>Absolute; made by the first step that needs it.</summary>
    public string Workspace { get; set; } = "";

    public ReplyAddress ReplyTo => ReplyAddress.Of(Message.Chat);

    /// <summary>Model calls made so far, over restarts.</summary>
    public int Steps { get; set; }

    /// <summary>When the turn left its queue.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Messages that joined this turn before it started, in the order they came.</summary>
    public List<InboundMessage> Joined { get; } = [];

    /// <summary>Whoever is at the other end knows that this turn waits for a model. Not on disk: after a restart he may hear it again.</summary>
    public bool IsToldToWait { get; set; }

    /// <summary>What Converse found, for Deliver to send.</summary>
    public TurnOutcome? Outcome { get; set; }

    /// <summary>Forgets rows that were added and not committed.</summary>
    public void DropRows() => Batch = new Batch();

    /// <summary>Commits the rows that accept the message; false when it was here before.</summary>
    public async Task<bool> TryAcceptAsync(Store store)
    {
        try
        {
            await CommitAsync(store);
            return true;
        }
        catch (BatchConflictException)
        {
            return false;
        }
    }

    /// <summary>Writes what the stages have added so far; every row of it is on the disk when this ends.</summary>
    public Task CommitAsync(Store store)
    {
        var batch = Batch;
        Batch = new Batch();
        return store.CommitAsync(batch);
    }
}

using OpenClaw.Config.Loading;
using OpenClaw.Delivery.Outbound;
using OpenClaw.Turns;

namespace OpenClaw.Delivery.Outbox;

/// <summary>What people may do to messages on their way out.</summary>
internal sealed class OutboxService(
    Store store,
    OutboxStore outbox,
    OutboxSender sender,
    Current<OutboundChannels> channels,
    EventHub events
)
{
    public async Task<OutboxRow?> FindAsync(long id) => await outbox.FindAsync(id) is { } row ? Due(row) : null;

    public Task<OutboxCounts> CountAsync() => outbox.CountAsync();

    /// <summary>How the channels are: those of the configuration, and those that are not in it any more and that something waits
    /// for.</summary>
    public IEnumerable<OutboundState> Channels(OutboxCounts counts) =>
        [
            .. channels.Value.Names.Select(name => new OutboundState(
                name,
                IsConfigured: true,
                sender.DownOf(name)?.Reason,
                sender.DownOf(name)?.Until
            )),
            .. counts
                .Waiting.Where(name => channels.Value.Find(name) is null)
                .Select(static name => new OutboundState(name, IsConfigured: false, null, null)),
        ];

    /// <summary>The newest first: of one state, or all, or those that were not sent.</summary>
    public async Task<List<OutboxRow>> ListAsync(string? state, bool all, int limit) =>
        (
            state is not null ? await outbox.NewestAsync(state, limit)
            : all ? await outbox.NewestAsync(limit)
            : await outbox.UnsentAsync(limit)
        ).ConvertAll(Due);

    /// <summary>Sends it now, or again: it may arrive twice, and somebody has decided so.</summary>
    public Task<OutboxChange> ResendAsync(long id) =>
        ChangeAsync(
            id,
            outbox.SetWanted(new Batch(), id),
            "only what is pending, unknown, failed or expired can be sent again",
            sender.Wanted
        );

    public Task<OutboxChange> DropAsync(long id, string by) =>
        ChangeAsync(
            id,
            OutboxStore.SetDropped(new Batch(), id, $"dropped by {by}"),
            "only what is pending, unknown, failed or expired can be dropped",
            sender.Changed
        );

    /// <summary>With the time at which its channel is tried again, where the row waits for nothing else.</summary>
    private OutboxRow Due(OutboxRow row) =>
        row is { State: OutboxStates.Pending, NextAt: null } && sender.DownOf(row.Message.To.Channel) is { } down
            ? row with
            {
                NextAt = down.Until,
                Failure = row.Failure ?? down.Reason,
            }
            : row;

    /// <param name="changed">What is done with the row then. Whatever stood behind it may go now.</param>
    private async Task<OutboxChange> ChangeAsync(long id, Batch change, string rule, Action<OutboxRow> changed)
    {
        try
        {
            await store.CommitAsync(change);
        }
        catch (BatchConflictException)
        {
            return await outbox.FindAsync(id) is { } other
                ? new OutboxChange.Refused($"message {id} is {other.State}; {rule}")
                : new OutboxChange.Missing();
        }

        var row = (await outbox.FindAsync(id))!;
        events.Publish(
            row.Message.Session,
            row.Message.Turn,
            new GatewayEvent.Delivered(row.Message.To.ToString(), row.State, row.Message.Text, row.Failure, id)
        );
        changed(row);
        return new OutboxChange.Done(row);
    }
}

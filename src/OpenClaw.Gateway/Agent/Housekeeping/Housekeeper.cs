using OpenClaw.Approvals;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Outbox;
using OpenClaw.Foundation.Storage.Audit;
using OpenClaw.Turns;
using OpenClaw.Turns.Inbound;
using OpenClaw.Turns.Transcripts;

namespace OpenClaw.Agent.Housekeeping;

/// <summary>
/// Once a day, and a while after the start: deletes what <c>[retention]</c> says has grown old, cuts the database's log, and puts the
/// audit's end into the gateway's. In slices, each one a batch among others, so neither the loop nor a turn waits for it.
/// </summary>
internal sealed class Housekeeper(
    EventLoop loop,
    Store store,
    TurnStore turns,
    SessionStore sessions,
    Current<GatewayConfig> config,
    ILogger log
)
{
    // Long enough that the turns a start goes on with have the disk for themselves.
    private static readonly TimeSpan s_afterStart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private ClockDoubt? _doubt;
    private ITimer? _clock;
    private Task _round = Task.CompletedTask;
    private bool _stopped;

    /// <summary>Sets out. Before the first row of this start, that of moved folders apart: what is on the disk tells what the clock
    /// was.</summary>
    public async Task StartAsync()
    {
        loop.VerifyAccess();
        var newest = await store.ReadAsync(AuditTable.LastBeforeStart);
        var now = loop.Time.GetUtcNow();
        // A clock that was ahead then, and is not now, gives no reason to doubt it.
        _doubt = new ClockDoubt(
            loop.Time,
            newest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(at, 0, now.ToUnixTimeMilliseconds())) : now
        );
        _clock = loop.Time.CreateTimer(_ => loop.Post(static keeper => ((Housekeeper)keeper!).OnClock(), this), null, s_afterStart, s_day);
    }

    /// <summary>Begins no other slice.</summary>
    public void Stop()
    {
        _stopped = true;
        _clock?.Dispose();
    }

    /// <summary>One round, or the rest of the one that is being made.</summary>
    public Task TidyAsync()
    {
        loop.VerifyAccess();
        return _round.IsCompleted ? _round = RoundAsync() : _round;
    }

    private async Task RoundAsync()
    {
        try
        {
            if (_doubt?.Look() is { } ahead)
            {
                AgentLog.ClockDoubted(log, ahead.TotalDays);
            }
            else
            {
                await ForgetAsync();
            }
            await store.CheckpointAsync();
            AgentLog.AuditNoted(log, AuditNote.Of(store.AuditHead));
        }
        catch (StorageException e)
        {
            // Tomorrow is another day; what is old does not get worse.
            AgentLog.TidiesTomorrow(log, e.Message);
        }
    }

    private void OnClock()
    {
        if (!_stopped)
        {
            loop.Track(TidyAsync(), "housekeeping");
        }
    }

    private async Task ForgetAsync()
    {
        var now = loop.Time.GetUtcNow();
        var keep = config.Value.Retention;
        var gone = new List<(string Name, object? Value)>();
        await ForgetAsync("messages", keep.Messages, turns.ForgetWordsAsync);
        await ForgetAsync("turns", keep.Turns, before => turns.ForgetAsync(before, ForgetCalls));
        await ForgetAsync("ids", keep.Ids, before => InboxStore.ForgetAsync(store, before));
        await ForgetAsync("outbox", keep.Outbox, before => OutboxRetention.ForgetAsync(store, before));
        await ForgetAsync("transcripts", keep.Transcripts, sessions.ForgetAsync);
        // Nobody comes back to them, so they are no more than the messages that they were.
        await ForgetAsync("one-off sessions", keep.Messages, sessions.ForgetStandAloneAsync);
        await ForgetAsync("cron", keep.Cron, before => ScheduleRetention.ForgetRunsAsync(store, before));
        await ForgetAsync("reminders", keep.Turns, before => ScheduleRetention.ForgetRemindersAsync(store, before));
        await ForgetAsync("usage", TimeSpan.FromDays(2), before => ScheduleRetention.ForgetUsageAsync(store, before));
        // A year and some, so that one month can be held beside the same of the year before.
        await ForgetAsync("spending", TimeSpan.FromDays(400), before => ScheduleRetention.ForgetSpendingAsync(store, before));
        await ForgetAsync("audit", keep.Audit, before => AuditRetention.ForgetAsync(store, before));
        if (gone.Count == 0)
        {
            return;
        }
        await store.CommitAsync(new Batch().Audit(AuditKinds.Retention, null, null, gone.ToArray()));
        AgentLog.Tidied(log, string.Join(", ", gone.Select(static g => $"{g.Name} {g.Value}")));

        static void ForgetCalls(Batch batch, TurnId turn)
        {
            EffectLog.Forget(batch, turn);
            ApprovalStore.Forget(batch, turn);
        }

        async Task ForgetAsync(string name, TimeSpan length, Func<DateTimeOffset, IAsyncEnumerable<Batch>> slices)
        {
            if (length < TimeSpan.Zero)
            {
                return;
            }
            var rows = 0;
            await foreach (var slice in slices(now - length))
            {
                if (_stopped)
                {
                    break;
                }
                await store.CommitAsync(slice);
                rows += slice.Changed;
            }

            if (rows > 0)
            {
                gone.Add((name, rows));
            }
        }
    }
}

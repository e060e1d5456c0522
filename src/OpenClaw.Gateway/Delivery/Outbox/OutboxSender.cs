using Microsoft.Extensions.Logging;
using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Config.Tables.Sessions;
using OpenClaw.Foundation.Loop;
using OpenClaw.Foundation.Storage;
using OpenClaw.Messages;
using OpenClaw.Turns;

namespace OpenClaw.Delivery.Outbox;

/// <summary>
/// Empties the outbox: one sender per conversation, in order. The row says <c>sending</c> before a message leaves, and what became of it
/// before anybody is told. A conversation costs a little memory while something waits for it; the messages wait on the disk. On the loop
/// only. </summary>
internal sealed partial class OutboxSender(
    EventLoop loop,
    Store store,
    OutboxStore outbox,
    Current<OutboundChannels> channels,
    Current<GatewayConfig> config,
    EventHub events,
    Backoff backoff,
    ILogger log
)
{
    private static readonly TimeSpan s_diskPause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<ReplyAddress, DeliveryLine> _lines = [];
    private readonly Dictionary<string, ChannelGate> _gates = [];
    private readonly CancellationTokenSource _cut = new();
    private bool _hasStarted;
    private bool _isStopping;

    /// <summary>The channels that take nothing now, why, and until when they are left alone.</summary>
    public (string Reason, DateTimeOffset Until)? DownOf(string channel) =>
        _gates.TryGetValue(channel, out var gate) && gate is { Reason: { } reason, Until: { } until } ? (reason, until) : null;

    /// <summary>Conversations that something waits for.</summary>
    public int Lines => _lines.Count;

    /// <summary>Goes on with what waits on the disk. What was being sent when the last process ended must have been marked
    /// before.</summary>
    public void Start()
    {
        loop.VerifyAccess();
        _hasStarted = true;
        loop.Track(DiscoverAsync(), "find what is to be sent");
    }

    /// <summary>A message that is on the disk now.</summary>
    public void Hear(QueuedMessage queued)
    {
        loop.VerifyAccess();
        var (message, turn, expires) = queued;
        events.Publish(
            new GatewayEvent.Delivered(message.To.ToString(), OutboxStates.Pending, message.Text) { Session = message.Session, Turn = turn }
        );
        ExpectExpiry(expires);
        Nudge(message.To);
    }

    /// <summary>A person wants a row tried now, whatever its channel said last.</summary>
    public void Wanted(OutboxRow row)
    {
        GateOf(row.Message.To.Channel).Reset();
        Changed(row);
    }

    /// <summary>A person has changed a row.</summary>
    public void Changed(OutboxRow row)
    {
        if (row.Message.ExpiresAt is { } expires)
        {
            ExpectExpiry(expires);
        }
        Nudge(row.Message.To);
    }

    /// <summary>Looks at a conversation's rows, now or when it is done with what it does.</summary>
    public void Nudge(ReplyAddress to)
    {
        // What comes before the start is found by it, and what comes after the end by the next start.
        if (!_hasStarted || _isStopping || channels.Value.Find(to.Channel) is null)
        {
            return;
        }
        if (_lines.TryGetValue(to, out var line))
        {
            line.Wake();
            return;
        }

        _lines.Add(to, line = new DeliveryLine(to, loop.Time));
        line.Ends = RunAsync(line);
        loop.Track(line.Ends, $"deliver to {to}");
    }

    /// <summary>The channels are others now: what waited for one that came goes out, and what was wrong with one may be wrong no
    /// more.</summary>
    public void ChannelsChanged()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Reset();
        }
        if (_hasStarted && !_isStopping)
        {
            loop.Track(DiscoverAsync(), "find what is to be sent");
        }
    }

    /// <summary>Starts no more sends, and ends when those that run have ended or the token is cancelled. What is cut off is of unknown
    /// end.</summary>
    public async Task StopAsync(CancellationToken deadline)
    {
        _isStopping = true;
        foreach (var gate in _gates.Values)
        {
            gate.Close();
        }
        foreach (var line in _lines.Values.ToArray())
        {
            line.Wake();
        }
        await Task.WhenAll(_lines.Values.Select(static l => l.Ends).ToArray())
            .WaitAsync(deadline)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await _cut.CancelAsync();
    }

    private async Task DiscoverAsync()
    {
        try
        {
            var waiting = await PatientlyAsync(outbox.ConversationsAsync);
            foreach (var to in waiting)
            {
                Nudge(to);
            }
            if (await PatientlyAsync(outbox.NextExpiryAsync) is { } next)
            {
                ExpectExpiry(next);
            }
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The next start finds it.
        }
    }

    private async Task RunAsync(DeliveryLine line)
    {
        // Whoever nudged is in the middle of telling of a commit.
        await Task.Yield();
        var gate = GateOf(line.To.Channel);
        try
        {
            while (!_isStopping && await gate.EnterAsync())
            {
                TimeSpan? pause;
                try
                {
                    pause = await StepAsync(line, gate);
                }
                finally
                {
                    gate.Leave();
                }

                if (pause is { } wait)
                {
                    await line.SleepAsync(wait);
                }
                else if (!line.IsNudged)
                {
                    return;
                }
            }
        }
        catch (StorageException e) when (e.Fault == StorageFault.Stopped)
        {
            // The gateway ends; the rows say how far it came.
        }
        finally
        {
            _lines.Remove(line.To);
        }
    }

    /// <summary>Sees to the oldest message of a conversation. Only here, for as long as it takes, is one in memory.</summary>
    /// <returns>How long to wait before the next step; null when there is nothing to do.</returns>
    private async Task<TimeSpan?> StepAsync(DeliveryLine line, ChannelGate gate)
    {
        line.IsNudged = false;
        var head = await PatientlyAsync(() => outbox.HeadAsync(line.To));
        if (head is null || _isStopping || channels.Value.Find(line.To.Channel) is not { } channel)
        {
            return null;
        }
        if (head.Message.ExpiresAt <= loop.Time.GetUtcNow())
        {
            await ExpireAsync();
            return TimeSpan.Zero;
        }

        if (head.Message.Edits is { ChannelMessage: null })
        {
            await DropAsync(head.Message, "the message it changes did not arrive");
            return TimeSpan.Zero;
        }

        var pause = line.PauseOf(head);
        if (pause > TimeSpan.Zero)
        {
            return pause;
        }
        if (!await AnnounceAsync(head.Message))
        {
            return TimeSpan.Zero;
        }
        var outcome = await SendAsync(channel, head.Message);
        // What was wrong with a channel that a reload replaced meanwhile says nothing of the new one.
        if (outcome is SendOutcome.Later { WholeChannel: true } old && channels.Value.Find(line.To.Channel) != channel)
        {
            outcome = old with { After = TimeSpan.Zero, WholeChannel = false };
        }
        return await RecordAsync(line, gate, head, outcome);
    }

    /// <summary>Commits that it is being sent; false when it is not to be sent any more.</summary>
    private Task<bool> AnnounceAsync(OutboxMessage message)
    {
        var batch = new Batch();
        OutboxStore.SetSending(batch, message.Id);
        return TryCommitAsync(batch);
    }

    private Task<bool> DropAsync(OutboxMessage message, string why)
    {
        var batch = new Batch();
        OutboxStore.SetDropped(batch, message.Id, why);
        return TryCommitAsync(batch);
    }

    /// <summary>False when the row has changed meanwhile.</summary>
    private async Task<bool> TryCommitAsync(Batch batch)
    {
        try
        {
            await CommitAsync(batch);
            return true;
        }
        catch (BatchConflictException)
        {
            return false;
        }
    }

    private async Task<SendOutcome> SendAsync(IOutboundChannel channel, OutboxMessage message)
    {
        try
        {
            return await channel.SendAsync(message, _cut.Token);
        }
        catch (OperationCanceledException) when (_cut.IsCancellationRequested)
        {
            return new SendOutcome.Unknown("the gateway stopped between the request and its answer");
        }
        catch (Exception e)
        {
            DeliveryLog.ChannelBroke(log, message.Id, message.To.ToString(), e);
            return new SendOutcome.Unknown("internal error in the channel; the log has the details");
        }
    }

    private async Task<TimeSpan> RecordAsync(DeliveryLine line, ChannelGate gate, OutboxRow row, SendOutcome outcome)
    {
        loop.VerifyAccess();
        var (message, batch, wasDown) = (row.Message, new Batch(), gate.Reason is not null);
        TimeSpan? retry = null;
        GatewayEvent.Delivered? told = null;
        switch (outcome)
        {
            case SendOutcome.Sent sent:
                outbox.SetSent(batch, message.Id, sent.ChannelMessage);
                told = Told(message, OutboxStates.Sent, null);
                break;
            case SendOutcome.Later later:
                var asked = later.After is { } after && after > DeliveryLine.LongestPause ? DeliveryLine.LongestPause : later.After;
                retry = later.WholeChannel ? gate.Shut(later.Reason, asked) : asked ?? backoff.After(message.Attempts + 1);
                // The channel's gate keeps the time, and not the row: somebody may mend the channel before.
                OutboxStore.SetPending(batch, message.Id, later.WholeChannel ? null : loop.Time.GetUtcNow() + retry.Value, later.Reason);
                break;
            case SendOutcome.Refused refused:
                OutboxStore.SetEnded(batch, message.Id, OutboxStates.Failed, refused.Reason);
                told = Told(message, OutboxStates.Failed, refused.Reason);
                break;
            case SendOutcome.Unknown unknown when config.Value.Delivery.OnUnknown == OnUnknown.Resend && !row.WasResent:
                retry = backoff.After(message.Attempts + 1);
                OutboxStore.SetResending(batch, message.Id, loop.Time.GetUtcNow() + retry.Value, unknown.Reason);
                break;
            case SendOutcome.Unknown unknown:
                OutboxStore.SetEnded(batch, message.Id, OutboxStates.Unknown, unknown.Reason);
                told = Told(message, OutboxStates.Unknown, unknown.Reason);
                break;
        }

        if (retry is { } pause && outcome is not SendOutcome.Later { WholeChannel: true })
        {
            line.RetryAfter(message.Id, pause);
        }
        if (outcome is not SendOutcome.Later { WholeChannel: true })
        {
            gate.Passed();
        }
        LogChange(line.To.Channel, wasDown, gate.Reason);
        await CommitAsync(batch);
        if (retry is { } wait)
        {
            DeliveryLog.Waits(
                log,
                message.Id,
                message.To.ToString(),
                wait.TotalSeconds,
                (outcome as SendOutcome.Later)?.Reason ?? "of unknown end, sent again"
            );
        }
        if (told is not null)
        {
            Tell(message, told);
        }
        if (told is not null)
        {
            await TellMissingAsync(line, message, told);
        }
        return outcome is SendOutcome.Later { WholeChannel: true } ? TimeSpan.Zero : retry ?? TimeSpan.Zero;
    }

    private void LogChange(string channel, bool wasDown, string? reason)
    {
        // Once an incident, not at every try of a night without a network.
        if (!wasDown && reason is not null)
        {
            DeliveryLog.ChannelDown(log, channel, reason);
        }
        else if (wasDown && reason is null)
        {
            DeliveryLog.ChannelBack(log, channel);
        }
    }

    private static GatewayEvent.Delivered Told(OutboxMessage message, string state, string? reason) =>
        new(message.To.ToString(), state, message.Text, reason, message.Id) { Session = message.Session, Turn = message.Turn };

    /// <summary>Says what became of a message, now that the disk says so.</summary>
    private void Tell(OutboxMessage message, GatewayEvent.Delivered told)
    {
        if (told.State != OutboxStates.Sent)
        {
            DeliveryLog.NotDelivered(log, message.Id, told.To, told.State, told.Reason ?? "it was never tried");
        }
        events.Publish(told);
    }

    private Task CommitAsync(Batch batch) =>
        PatientlyAsync(async () =>
        {
            await store.CommitAsync(batch);
            return true;
        });

    /// <summary>Waits for a disk that refuses: nothing is sent without its row, and what is known of a send is not forgotten.</summary>
    /// <exception cref="StorageException">The gateway stops.</exception>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> work)
    {
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return await work();
            }
            catch (StorageException e) when (e.Fault != StorageFault.Stopped)
            {
                if (!isTold)
                {
                    DeliveryLog.WaitsForDisk(log, e.Message);
                }
            }

            await loop.Delay(s_diskPause, CancellationToken.None);
        }
    }

    private ChannelGate GateOf(string channel)
    {
        if (!_gates.TryGetValue(channel, out var gate))
        {
            _gates.Add(channel, gate = new ChannelGate(loop, backoff, channel));
        }
        return gate;
    }
}

using OpenClaw.Config.Loading;
using OpenClaw.Config.Tables;
using OpenClaw.Delivery.Outbound;
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
    private readonly PatientStore _disk = new(loop, store, log);
    private readonly SendResults _results = new(outbox, config, backoff, loop.Time);
    private readonly DeliveryNews _news = new(events, log);
    private readonly Dictionary<string, ChannelGate> _gates = [];
    private readonly Dictionary<ReplyAddress, DeliveryLine> _lines = [];
    private readonly CancellationTokenSource _cut = new();
    private bool _hasStarted;
    private bool _isStopping;

    /// <summary>The channels that take nothing now, why, and until when they are left alone.</summary>
    public (string Reason, DateTimeOffset Until)? DownOf(string channel) =>
        _gates.GetValueOrDefault(channel) is { Reason: { } reason, Until: { } until } ? (reason, until) : null;

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
    public void Take(QueuedMessage queued)
    {
        loop.VerifyAccess();
        var (message, turn, expires) = queued;
        _news.Queued(message, turn);
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
        await Task.WhenAll(_lines.Values.Select(static l => l.Ends).ToArray()).WaitAsync(deadline).Settled();
        await _cut.CancelAsync();
    }

    /// <summary>The gate of a channel, made when it is first sent to.</summary>
    private ChannelGate GateOf(string channel)
    {
        if (!_gates.TryGetValue(channel, out var gate))
        {
            _gates.Add(channel, gate = new ChannelGate(loop, backoff, channel));
        }
        return gate;
    }

    private async Task DiscoverAsync()
    {
        try
        {
            var waiting = await _disk.ReadAsync(outbox.ConversationsAsync);
            foreach (var to in waiting)
            {
                Nudge(to);
            }
            if (await _disk.ReadAsync(outbox.NextExpiryAsync) is { } next)
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
        var head = await _disk.ReadAsync(() => outbox.HeadAsync(line.To));
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
    private Task<bool> AnnounceAsync(OutboxMessage message) => _disk.TryCommitAsync(OutboxStore.SetSending(new Batch(), message.Id));

    private Task<bool> DropAsync(OutboxMessage message, string why) =>
        _disk.TryCommitAsync(OutboxStore.SetDropped(new Batch(), message.Id, why));

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
        var result = _results.Write(batch, row, gate, outcome);
        if (!result.IsChannelDown)
        {
            gate.Passed();
            line.RetryAfter(message.Id, result.Retry);
        }
        _news.ChannelTried(line.To.Channel, wasDown, gate.Reason);
        await _disk.CommitAsync(batch);
        if (result.Retry is { } wait)
        {
            DeliveryLog.Waits(log, message.Id, message.To.ToString(), wait.TotalSeconds, result.Reason ?? "");
        }
        if (result.EndState is { } state)
        {
            _news.Ended(message, state, result.Reason);
            await TellMissingAsync(line, message, state);
        }
        // A channel that is down keeps its conversations waiting itself.
        return result.IsChannelDown ? TimeSpan.Zero : result.Retry ?? TimeSpan.Zero;
    }
}

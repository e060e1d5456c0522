using OpenClaw.Config;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Storage;

namespace OpenClaw.Routing;

/// <summary>
/// All lanes: one turn at a time in a session, other sessions go on. What arrives meanwhile follows its rule's <c>queue</c>; only the same sender under the
/// same rule may join, steer or interrupt, others follow.
/// </summary>
internal sealed class LaneTable
{
    private readonly EventLoop _loop;
    private readonly TurnStore _turns;
    private readonly Store _store;
    private readonly EventHub _events;
    private readonly Current<GatewayConfig> _config;
    private readonly Dictionary<SessionKey, Lane> _lanes = [];
    private Func<Turn, CancellationToken, Task<TurnOutcome>>? _run;
    private Func<SessionKey, SleepingTurn, string, Task>? _withdraw;
    private bool _draining;

    public LaneTable(EventLoop loop, TurnStore turns, Store store, EventHub events, Current<GatewayConfig> config)
    {
        _loop = loop;
        _turns = turns;
        _store = store;
        _events = events;
        _config = config;
    }

    public IEnumerable<Lane> Lanes => _lanes.Values;

    /// <summary>Hands over what neighbours do for a lane: run a turn, and end a sleeping one on disk, what it waits for withdrawn.</summary>
    public void Connect(Func<Turn, CancellationToken, Task<TurnOutcome>> run, Func<SessionKey, SleepingTurn, string, Task> withdraw)
    {
        _run = run;
        _withdraw = withdraw;
    }

    public bool IsFull(Turn turn) => _lanes.TryGetValue(turn.Session, out var lane) && lane.Waiting.Count >= turn.Rule.QueueLimit;

    public Lane? Find(SessionKey session) => _lanes.GetValueOrDefault(session);

    /// <summary>Puts a turn, already on disk as queued, into its lane. Returns how many are before it.</summary>
    public int Enqueue(Turn turn)
    {
        _loop.VerifyAccess();
        var lane = LaneOf(turn.Session);
        var ahead = lane.Waiting.Count + (lane.Running is null && lane.Asleep is null ? 0 : 1);
        lane.Waiting.AddLast(turn);
        if (turn.Rule.Queue == QueueMode.Interrupt && MayTouch(lane, turn)) Interrupt(lane);
        Next(lane);
        return ahead;
    }

    /// <summary>Puts a turn that slept before a restart back to sleep in its lane.</summary>
    public void Restore(SessionKey session, SleepingTurn sleeping) => LaneOf(session).Asleep = sleeping;

    /// <summary>Takes the messages that a running turn is shown before its next model call, and marks their turns as joined to it.</summary>
    public IReadOnlyList<InboundMessage> TakeSteering(Turn running)
    {
        if (Find(running.Session) is not { } lane) return [];
        var taken = new List<InboundMessage>();
        for (var node = lane.Waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Rule.Queue == QueueMode.Steer && SameParty(node.Value, running))
            {
                lane.Waiting.Remove(node);
                Join(node.Value, running);
                taken.Add(node.Value.Message);
            }

            node = next;
        }

        return taken;
    }

    /// <summary>Stops what runs or sleeps in a session. False when nothing does.</summary>
    public async Task<bool> StopAsync(SessionKey session, string by)
    {
        if (Find(session) is not { } lane) return false;
        if (lane.Running is not null)
        {
            lane.Stop?.Cancel();
            return true;
        }

        if (lane.Asleep is not { } sleeping) return false;
        await WithdrawAsync(lane, sleeping, by);
        return true;
    }

    /// <summary>Ends when the turn that runs now, if any, has ended.</summary>
    public Task WhenRestsAsync(SessionKey session) => Find(session)?.RunningEnds ?? Task.CompletedTask;

    /// <summary>Lets a sleeping turn go on: what it waited for was decided.</summary>
    public async Task WakeAsync(SessionKey session, TurnId turn)
    {
        if (Find(session) is not { Asleep: { Ending: false } sleeping } lane || sleeping.Turn != turn) return;
        var stored = await _turns.FindUnfinishedAsync(turn);
        // Somebody else may have withdrawn or woken it while the row was read.
        if (lane.Asleep is not { Ending: false } || lane.Asleep.Turn != turn) return;
        lane.Asleep = null;
        if (stored is not null)
        {
            var rebuilt = Rebuild(stored);
            rebuilt.IsToldToWait = sleeping.Approval is null;
            lane.Waiting.AddFirst(rebuilt);
        }

        Next(lane);
    }

    /// <summary>A turn from its row, with the newest configuration's rule of that name.</summary>
    public Turn Rebuild(StoredTurn stored) => new()
    {
        Id = stored.Id,
        Message = stored.Message,
        Session = stored.Session,
        Rule = Router.ByName(_config.Value, stored.Rule),
        SenderIsOwner = Router.IsOwner(_config.Value, stored.Message.Sender),
        StartedAt = stored.StartedAt,
        Steps = stored.Steps,
    };

    /// <summary>Starts no more turns, and ends when those that run have ended or the token is cancelled.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        _draining = true;
        try
        {
            await Task.WhenAll(_lanes.Values.Select(static l => l.RunningEnds)).WaitAsync(deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // Their rows say how far they came; the next start goes on from there.
        }
    }

    private void Next(Lane lane)
    {
        if (_draining || lane.Running is not null || lane.Asleep is not null || lane.Gathering) return;
        if (lane.Waiting.First is not { Value: var turn })
        {
            _lanes.Remove(lane.Session);
            return;
        }

        if (turn.Rule.Queue == QueueMode.Collect && turn.Rule.Debounce > TimeSpan.Zero && turn.StartedAt is null)
        {
            lane.Gathering = true;
            _loop.Track(GatherAsync(lane, turn.Rule.Debounce), $"{lane.Session} gathers");
            return;
        }

        Start(lane, turn);
    }

    private async Task GatherAsync(Lane lane, TimeSpan debounce)
    {
        int before;
        do
        {
            before = lane.Waiting.Count;
            await _loop.Delay(debounce, CancellationToken.None);
        }
        while (lane.Waiting.Count > before);

        lane.Gathering = false;
        if (lane.Waiting.First is { Value: var turn }) Start(lane, turn);
        else Next(lane);
    }

    private void Start(Lane lane, Turn turn)
    {
        lane.Waiting.RemoveFirst();
        lane.Running = turn;
        lane.Stop = new CancellationTokenSource();
        if (turn.Rule.Queue == QueueMode.Collect) Collect(lane, turn);
        lane.RunningEnds = RunAsync(lane, turn, lane.Stop.Token);
        _loop.Track(lane.RunningEnds, $"{lane.Session} turn {turn.Id}");
    }

    private async Task RunAsync(Lane lane, Turn turn, CancellationToken ct)
    {
        // The caller is in the middle of its own step; a turn begins with a batch of its own.
        await Task.Yield();
        var outcome = await _run!(turn, ct);
        lane.Stop?.Dispose();
        lane.Stop = null;
        lane.Running = null;
        switch (outcome)
        {
            case TurnOutcome.Asking asking:
                lane.Asleep = new SleepingTurn(turn.Id, turn.Message.Sender.Address, turn.Rule.Name, asking.Approval);
                if (lane.Waiting.Any(t => t.Rule.Queue == QueueMode.Interrupt && SameParty(t, turn))) Interrupt(lane);
                break;
            case TurnOutcome.Waiting waiting:
                lane.Asleep = new SleepingTurn(turn.Id, turn.Message.Sender.Address, turn.Rule.Name, null);
                _loop.Track(WakeLaterAsync(lane.Session, turn.Id, waiting.Retry), $"{lane.Session} waits for a model");
                break;
        }

        Next(lane);
    }

    private async Task WakeLaterAsync(SessionKey session, TurnId turn, TimeSpan after)
    {
        await _loop.Delay(after, CancellationToken.None);
        await WakeAsync(session, turn);
    }

    /// <summary>Joins the messages that wait behind the first one and belong to it.</summary>
    private void Collect(Lane lane, Turn first)
    {
        while (lane.Waiting.First is { Value: var more } && more.Rule.Queue == QueueMode.Collect && SameParty(more, first))
        {
            lane.Waiting.RemoveFirst();
            Join(more, first);
            first.Joined.Add(more.Message);
        }
    }

    private void Join(Turn message, Turn into)
    {
        // In the running turn's batch: its entry and this row become true together.
        _turns.SetEnded(into.Batch, message.Id, TurnStates.Joined, joinedTo: into.Id);
        _events.Publish(new GatewayEvent.TurnEnded(TurnStates.Joined, null, null, TimeSpan.Zero, into.Id) { Session = message.Session, Turn = message.Id });
    }

    private void Interrupt(Lane lane)
    {
        if (lane.Running is not null) lane.Stop?.Cancel();
        else if (lane.Asleep is { } sleeping) _loop.Track(WithdrawAsync(lane, sleeping, sleeping.Sender), $"{lane.Session} is interrupted");
    }

    private async Task WithdrawAsync(Lane lane, SleepingTurn sleeping, string by)
    {
        if (lane.Asleep != sleeping || sleeping.Ending) return;
        // From here on nobody wakes it, though its approval be decided in the next moment.
        lane.Asleep = sleeping with { Ending = true };
        await _withdraw!(lane.Session, sleeping, by);
        lane.Asleep = null;
        _events.Publish(new GatewayEvent.TurnEnded(TurnStates.Stopped, null, null, TimeSpan.Zero) { Session = lane.Session, Turn = sleeping.Turn });
        Next(lane);
    }

    private static bool MayTouch(Lane lane, Turn turn) =>
        lane.Running is { } running ? SameParty(turn, running)
        : lane.Asleep is { } sleeping && sleeping.Sender == turn.Message.Sender.Address && sleeping.Rule == turn.Rule.Name;

    private static bool SameParty(Turn a, Turn b) => a.Message.Sender.Address == b.Message.Sender.Address && a.Rule.Name == b.Rule.Name;

    private Lane LaneOf(SessionKey session)
    {
        if (!_lanes.TryGetValue(session, out var lane)) _lanes.Add(session, lane = new Lane(session));
        return lane;
    }
}

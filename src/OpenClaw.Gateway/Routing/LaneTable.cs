using OpenClaw.Config;
using OpenClaw.Loop;
using OpenClaw.Messages;
using OpenClaw.Pipeline;
using OpenClaw.Storage;

namespace OpenClaw.Routing;

/// <summary>
/// All lanes: one turn at a time in a session, other sessions go on. What arrives meanwhile follows its rule's <c>queue</c>; only the same
/// sender under the same rule may join, steer or interrupt, others follow.
/// </summary>
internal sealed class LaneTable
{
    private static readonly TimeSpan s_readAgain = TimeSpan.FromSeconds(5);

    private readonly EventLoop _loop;
    private readonly TurnStore _turns;
    private readonly EventHub _events;
    private readonly Current<GatewayConfig> _config;
    private readonly Dictionary<SessionKey, Lane> _lanes = [];
    private Func<Turn, CancellationToken, Task<TurnOutcome>>? _run;
    private Func<SessionKey, SleepingTurn, string, Task>? _withdraw;
    private bool _draining;

    public LaneTable(EventLoop loop, TurnStore turns, EventHub events, Current<GatewayConfig> config)
    {
        _loop = loop;
        _turns = turns;
        _events = events;
        _config = config;
    }

    public IEnumerable<Lane> Lanes => _lanes.Values;

    /// <summary>Hands over what neighbours do for a lane: run a turn, and end a sleeping one on disk, what it waits for
    /// withdrawn.</summary>
    public void Connect(Func<Turn, CancellationToken, Task<TurnOutcome>> run, Func<SessionKey, SleepingTurn, string, Task> withdraw)
    {
        _run = run;
        _withdraw = withdraw;
    }

    /// <summary>Whether there is no room for one more. What the clock says always has room: a job or a reminder never waits
    /// twice.</summary>
    public bool IsFull(Turn turn) => turn.Message.Origin != Origin.Cron && IsFull(turn.Session, turn.Rule);

    /// <summary>The same before there is a turn, for whoever can ask his caller to come again.</summary>
    public bool IsFull(SessionKey session, SessionRule rule) =>
        _lanes.TryGetValue(session, out var lane) && lane.Waiting.Count >= rule.QueueLimit;

    /// <summary>True once for each time that a lane fills up. Of the others it is told how many they were, when a turn starts.</summary>
    public bool TryTellFull(Turn turn)
    {
        if (Find(turn.Session) is not { } lane)
        {
            return false;
        }
        if (!lane.IsToldFull)
        {
            return lane.IsToldFull = true;
        }
        lane.NotTaken[turn.ReplyTo] = lane.NotTaken.GetValueOrDefault(turn.ReplyTo) + 1;
        return false;
    }

    /// <summary>The clock was set: the turns that run have run for as long as they have.</summary>
    public void MoveAlong(Batch batch, TimeSpan leap)
    {
        TurnStore.MoveAlong(batch, leap);
        batch.Then(() =>
        {
            foreach (var lane in _lanes.Values)
            {
                if (lane.Running is { } turn)
                {
                    turn.StartedAt += leap;
                }
            }
        });
    }

    /// <summary>Whether a message stops the turn before it, so that it waits for nothing that one waits for.</summary>
    public bool Interrupts(Turn turn) => turn.Queue == QueueMode.Interrupt && Find(turn.Session) is { } lane && MayTouch(lane, turn);

    public Lane? Find(SessionKey session) => _lanes.GetValueOrDefault(session);

    /// <summary>Puts a turn, already on disk as queued, into its lane. Returns how many are before it.</summary>
    public int Enqueue(Turn turn)
    {
        _loop.VerifyAccess();
        var lane = LaneOf(turn.Session);
        var ahead = lane.Waiting.Count + (lane.IsQuiet ? 0 : 1);
        lane.Waiting.AddLast(turn);
        if (turn.Queue == QueueMode.Interrupt && MayTouch(lane, turn))
        {
            Interrupt(lane);
        }
        Next(lane);
        return ahead;
    }

    /// <summary>Puts a turn that slept before a restart back to sleep in its lane.</summary>
    public void Restore(SessionKey session, SleepingTurn sleeping) => LaneOf(session).Asleep = sleeping;

    /// <summary>Takes the messages that a running turn is shown before its next model call, and marks their turns as joined to
    /// it.</summary>
    public IReadOnlyList<InboundMessage> TakeSteering(Turn running)
    {
        if (Find(running.Session) is not { } lane)
        {
            return [];
        }
        var taken = new List<InboundMessage>();
        for (var node = lane.Waiting.First; node is not null; )
        {
            var next = node.Next;
            if (node.Value.Queue == QueueMode.Steer && SameParty(node.Value, running))
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
        if (Find(session) is not { } lane)
        {
            return false;
        }
        if (lane.Running is not null)
        {
            lane.Stop?.Cancel();
            return true;
        }

        if (lane.Asleep is not { } sleeping)
        {
            return false;
        }
        await Withdraw(lane, sleeping, by);
        return true;
    }

    /// <summary>Stops what runs or sleeps in a session and does some work before the next turn starts: what a turn has read must not change
    /// under it.</summary>
    public async Task QuietlyAsync(SessionKey session, string by, Func<Task> work)
    {
        var lane = LaneOf(session);
        lane.Holds++;
        try
        {
            while (!lane.IsQuiet)
            {
                await StopAsync(session, by);
                await lane.RunningEnds.ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext
                );
            }

            await work();
        }
        finally
        {
            lane.Holds--;
            Next(lane);
        }
    }

    /// <summary>Lets a sleeping turn go on: what it waited for was decided.</summary>
    public async Task WakeAsync(SessionKey session, TurnId turn)
    {
        if (Find(session) is not { } lane)
        {
            return;
        }
        // Its row said that it sleeps before it lay down.
        if (lane.Running?.Id == turn)
        {
            lane.WokenEarly = turn;
        }
        if (!Sleeps(lane, turn))
        {
            return;
        }
        var stored = await ReadAsync(lane, turn);
        // Somebody else may have withdrawn or woken it while the row was read.
        if (!Sleeps(lane, turn))
        {
            return;
        }
        if (stored is not null)
        {
            var rebuilt = Rebuild(stored);
            rebuilt.IsToldToWait = lane.Asleep is { Approval: null };
            lane.Waiting.AddFirst(rebuilt);
        }

        lane.Asleep = null;

        Next(lane);
    }

    /// <summary>A turn from its row, with the newest configuration's rule of that name.</summary>
    public Turn Rebuild(StoredTurn stored) =>
        new()
        {
            Id = stored.Id,
            Message = stored.Message,
            Session = stored.Session,
            Rule = Router.ByName(_config.Value, stored.Rule, stored.Message),
            SenderIsOwner = Router.IsOwner(_config.Value, stored.Message.Sender),
            StartedAt = stored.StartedAt,
            Steps = stored.Steps,
        };

    /// <summary>Starts no more turns, and ends when those that run have ended or the token is cancelled.</summary>
    public async Task DrainAsync(CancellationToken deadline)
    {
        _draining = true;
        // The rows of those that do not end in time say how far they came; the next start goes on from there. How a turn ended is its
        // lane's matter.
        await Task.WhenAll(_lanes.Values.Select(static l => l.RunningEnds))
            .WaitAsync(deadline)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>
    /// Cuts off the turns that still run: none asks a model or runs a tool from here on, and none ends. Before whatever they work with is
    /// closed. Ends when they have left, or the token is cancelled.
    /// </summary>
    public async Task LetGoAsync(CancellationToken deadline)
    {
        _draining = true;
        var running = _lanes.Values.Where(static lane => lane.Running is not null).ToArray();
        // One that a person has stopped ends; it does not go on after the next start.
        foreach (var lane in running)
        {
            lane.Running!.IsLetGo = lane.Stop is { IsCancellationRequested: false };
        }
        // A copy: a turn that leaves at once takes its lane along.
        foreach (var lane in running)
        {
            lane.Stop?.Cancel();
        }
        await Task.WhenAll(running.Select(static lane => lane.RunningEnds))
            .WaitAsync(deadline)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private static bool Sleeps(Lane lane, TurnId turn) => lane.Asleep is { Ending: false } sleeping && sleeping.Turn == turn;

    private async Task<StoredTurn?> ReadAsync(Lane lane, TurnId turn)
    {
        while (true)
        {
            try
            {
                return await _turns.FindUnfinishedAsync(turn);
            }
            catch (StorageException e) when (e.MayPass && Sleeps(lane, turn))
            {
                // Nobody wakes it a second time.
                await _loop.Delay(s_readAgain, CancellationToken.None);
            }
        }
    }

    private void Next(Lane lane)
    {
        if (_draining || !lane.IsQuiet || lane.Gathering || lane.Holds > 0)
        {
            return;
        }
        if (lane.Waiting.First is not { Value: var turn })
        {
            _lanes.Remove(lane.Session);
            return;
        }

        if (Collects(turn) && turn.Rule.Debounce > TimeSpan.Zero && !lane.Gathered)
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
        } while (lane.Waiting.Count > before);

        lane.Gathering = false;
        lane.Gathered = true;
        Next(lane);
    }

    private void Start(Lane lane, Turn turn)
    {
        lane.Waiting.RemoveFirst();
        lane.Running = turn;
        lane.WokenEarly = null;
        lane.Gathered = false;
        lane.IsToldFull = false;
        // One that goes on has been in nobody's place.
        if (turn.StartedAt is null)
        {
            turn.NotTaken = [.. lane.NotTaken.Select(static chat => (chat.Key, chat.Value))];
            lane.NotTaken.Clear();
        }

        lane.Stop = new CancellationTokenSource();
        // It may have waited for longer than a configuration lasts.
        Router.Refresh(_config.Value, turn);
        if (Collects(turn))
        {
            Collect(lane, turn);
        }
        lane.RunningEnds = RunAsync(lane, turn, lane.Stop.Token);
        _loop.Track(lane.RunningEnds, $"{lane.Session} turn {turn.Id}");
    }

    private async Task RunAsync(Lane lane, Turn turn, CancellationToken ct)
    {
        // The caller is in the middle of its own step; a turn begins with a batch of its own.
        await Task.Yield();
        TurnOutcome? outcome = null;
        try
        {
            outcome = await _run!(turn, ct);
        }
        finally
        {
            // Whatever became of the turn, its lane goes on.
            lane.Stop?.Dispose();
            lane.Stop = null;
            lane.Running = null;
            if (outcome is TurnOutcome.Asking or TurnOutcome.Waiting)
            {
                LieDown(lane, turn, outcome, stopped: ct.IsCancellationRequested);
            }
            Next(lane);
        }
    }

    private void LieDown(Lane lane, Turn turn, TurnOutcome outcome, bool stopped)
    {
        lane.Asleep = new SleepingTurn(turn.Id, turn.Message.Sender.Address, turn.Rule.Name, (outcome as TurnOutcome.Asking)?.Approval);
        if (outcome is TurnOutcome.Waiting waiting)
        {
            _loop.Track(WakeLaterAsync(lane.Session, turn.Id, waiting.Retry), $"{lane.Session} waits for a model");
        }
        // A stop that came while it lay down was promised to somebody.
        if (stopped || lane.Waiting.Any(t => t.Queue == QueueMode.Interrupt && SameParty(t, turn)))
        {
            Interrupt(lane);
        }
        else if (lane.WokenEarly == turn.Id)
        {
            _loop.Track(WakeAsync(lane.Session, turn.Id), $"wake {lane.Session}");
        }
    }

    private async Task WakeLaterAsync(SessionKey session, TurnId turn, TimeSpan after)
    {
        await _loop.Delay(after, CancellationToken.None);
        await WakeAsync(session, turn);
    }

    /// <summary>A turn that begins takes along what waits; one that goes on has begun without it.</summary>
    private static bool Collects(Turn turn) => turn.Queue == QueueMode.Collect && turn.StartedAt is null;

    /// <summary>Joins the messages that wait behind the first one and belong to it.</summary>
    private void Collect(Lane lane, Turn first)
    {
        while (lane.Waiting.First is { Value: var more } && more.Queue == QueueMode.Collect && SameParty(more, first))
        {
            lane.Waiting.RemoveFirst();
            Join(more, first);
        }
    }

    private void Join(Turn message, Turn into)
    {
        into.Joined.Add(message);
        Rejoin(message, into);
    }

    /// <summary>Adds the rows of a join to the batch of the turn that took the message, again when they were dropped with it.</summary>
    public void Rejoin(Turn message, Turn into)
    {
        // In the running turn's batch: its entry and this row become true together.
        _turns.SetEnded(into.Batch, message.Session, message.Id, TurnStates.Joined, joinedTo: into.Id);
        into.Once(() =>
            _events.Publish(
                new GatewayEvent.TurnEnded(TurnStates.Joined, null, null, TimeSpan.Zero, into.Id)
                {
                    Session = message.Session,
                    Turn = message.Id,
                }
            )
        );
    }

    private void Interrupt(Lane lane)
    {
        if (lane.Running is not null)
        {
            lane.Stop?.Cancel();
        }
        else if (lane.Asleep is { } sleeping)
        {
            _loop.Track(Withdraw(lane, sleeping, sleeping.Sender), $"{lane.Session} is interrupted");
        }
    }

    private Task Withdraw(Lane lane, SleepingTurn sleeping, string by) =>
        sleeping.Ending ? lane.RunningEnds : lane.RunningEnds = WithdrawAsync(lane, sleeping, by);

    private async Task WithdrawAsync(Lane lane, SleepingTurn sleeping, string by)
    {
        // From here on nobody wakes it, though its approval be decided in the next moment.
        lane.Asleep = sleeping with
        {
            Ending = true,
        };
        try
        {
            await _withdraw!(lane.Session, sleeping, by);
        }
        catch
        {
            // It sleeps on. What was decided meanwhile found it not to be woken, so it looks for itself.
            lane.Asleep = sleeping;
            _loop.Track(WakeAsync(lane.Session, sleeping.Turn), $"wake {lane.Session}");
            throw;
        }

        lane.Asleep = null;
        _events.Publish(
            new GatewayEvent.TurnEnded(TurnStates.Stopped, null, null, TimeSpan.Zero) { Session = lane.Session, Turn = sleeping.Turn }
        );
        Next(lane);
    }

    private static bool MayTouch(Lane lane, Turn turn) =>
        lane.Running is { } running
            ? SameParty(turn, running)
            : lane.Asleep is { } sleeping && sleeping.Sender == turn.Message.Sender.Address && sleeping.Rule == turn.Rule.Name;

    private static bool SameParty(Turn a, Turn b) =>
        a.Message.Sender.Address == b.Message.Sender.Address && a.Rule.Name == b.Rule.Name && a.Message.Origin == b.Message.Origin;

    private Lane LaneOf(SessionKey session)
    {
        if (!_lanes.TryGetValue(session, out var lane))
        {
            _lanes.Add(session, lane = new Lane(session));
        }
        return lane;
    }
}
